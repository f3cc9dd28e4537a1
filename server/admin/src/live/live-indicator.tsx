import { useEffect, useState } from 'react'
import { useLive } from './use-live.tsx'

/** `实时 · 9:42:16` while the stream is open; otherwise that the numbers may be old, and since when. */
export function LiveIndicator() {
  const { state, at } = useLive()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  if (state === 'live') {
    return (
      <span className="live live-on num">
        <i aria-hidden="true" />
        实时 · {clockWords(Math.max(now, at))}
      </span>
    )
  }
  return (
    <span className="live num" role="status">
      <i aria-hidden="true" />
      {state === 'connecting' ? '正在连接…' : state === 'ended' ? '实时已停' : `连接断了，正在重试 · ${clockWords(at)}`}
    </span>
  )
}

function clockWords(at: number): string {
  const time = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${time.getHours()}:${two(time.getMinutes())}:${two(time.getSeconds())}`
}

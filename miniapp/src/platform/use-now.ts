import { useEffect, useState } from 'react'

/** Words such as 正在做 are told by the phone's clock, looked at this often. */
const LOOK_MS = 20_000

export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), LOOK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

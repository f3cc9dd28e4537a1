import { useEffect, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { LiveIndicator } from '../live/live-indicator.tsx'

/** The frame of every page: its title and what can be done on the first line, the rest below. */
export function Page({
  title,
  about,
  actions,
  children,
}: {
  title: string
  about?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · 格中`
  }, [title])
  return (
    <div className="page">
      <header className="page-header">
        <h2>{title}</h2>
        {about ? <span className="page-about num">{about}</span> : null}
        <PrintedAt />
        <div className="page-actions">
          {actions}
          <LiveIndicator />
        </div>
      </header>
      {children}
    </div>
  )
}

/** The day and time on paper: that of the printing. Drawn at once, because the browser does not wait for a later drawing. */
function PrintedAt() {
  const [at, setAt] = useState('')
  useEffect(() => {
    const stamp = () => flushSync(() => setAt(new Date().toLocaleString('zh-CN')))
    window.addEventListener('beforeprint', stamp)
    return () => window.removeEventListener('beforeprint', stamp)
  }, [])
  return <span className="only-print small">打印于 {at}</span>
}

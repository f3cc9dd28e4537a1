import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** Says why a list is empty and, where there is one, what to do next. */
export function Empty({
  title,
  hint,
  icon = 'empty',
  action,
}: {
  title: string
  hint?: ReactNode
  icon?: IconName
  action?: ReactNode
}) {
  return (
    <div className="empty">
      <Icon name={icon} size={32} />
      <p className="empty-title">{title}</p>
      {hint ? <p className="quiet">{hint}</p> : null}
      {action}
    </div>
  )
}

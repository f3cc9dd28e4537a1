import { Button } from 'antd'
import type { ReactNode } from 'react'

/** What can be done with the chosen rows; appears with the first one. */
export function BulkBar({
  count,
  unit,
  onClear,
  children,
}: {
  count: number
  unit: string
  onClear: () => void
  children: ReactNode
}) {
  if (count === 0) return null
  return (
    <div className="bulk-bar" role="region" aria-label="批量处理">
      <b className="num">
        已选 {count} {unit}
      </b>
      {children}
      <Button type="text" onClick={onClear}>
        取消选择
      </Button>
    </div>
  )
}

import { Button } from 'antd'
import { Icon } from '../ui/icon.tsx'

/** Where one stands in a long list, and the pages beside. */
export function Pager({
  page,
  size,
  total,
  unit,
  onPage,
}: {
  page: number
  size: number
  total: number
  unit: string
  onPage: (page: number) => void
}) {
  const pages = Math.max(1, Math.ceil(total / size))
  const first = total === 0 ? 0 : (page - 1) * size + 1
  const last = Math.min(page * size, total)
  return (
    <nav className="pager" aria-label="翻页">
      <span className="quiet num">
        {pages === 1
          ? `共 ${total.toLocaleString()} ${unit}`
          : `第 ${first.toLocaleString()}–${last.toLocaleString()} ${unit}，共 ${total.toLocaleString()} ${unit}`}
      </span>
      {pages > 1 ? (
        <span className="row">
          <Button disabled={page <= 1} onClick={() => onPage(page - 1)} aria-label="上一页">
            <Icon name="left" />
          </Button>
          <span className="num">
            {page} / {pages}
          </span>
          <Button disabled={page >= pages} onClick={() => onPage(page + 1)} aria-label="下一页">
            <Icon name="right" />
          </Button>
        </span>
      ) : null}
    </nav>
  )
}

import { Checkbox } from 'antd'
import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { Icon } from '../ui/icon.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { rowKeyAction } from './row-keys.ts'

export type Column<Row> = {
  key: string
  title: ReactNode
  cell: (row: Row) => ReactNode
  align?: 'right' | 'center'
  width?: number | string
  /** Given when the server can sort by it; the name is what it calls the order. */
  sort?: string
  /** Long free text: cut at the column's width, whole in the title. */
  cut?: boolean
  /** Sentences that must be read whole: broken over lines. */
  wrap?: boolean
  noPrint?: boolean
}

export type Selection = { chosen: ReadonlySet<string>; change: (next: ReadonlySet<string>) => void }

type Props<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  rowId: (row: Row) => string
  empty: ReactNode
  /** `door` upwards, `-door` downwards. */
  order?: string
  onOrder?: (order: string) => void
  selection?: Selection
  onOpen?: (row: Row) => void
  /** The row whose details are open beside the table. */
  openId?: string | null
  /** Told as the keyboard or mouse moves from row to row. */
  onMove?: (row: Row) => void
}

/** A list that sorts, selects and is walked with j, k, x and Enter. Paging and filters belong to the page. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowId, empty, selection, onOpen, openId } = props
  const table = useRef<HTMLTableElement>(null)
  useEffect(() => {
    // The row that is opened next may lie behind the panel that shows it.
    if (openId) table.current?.querySelector('tr.open')?.scrollIntoView({ block: 'nearest' })
  }, [openId])
  if (rows === undefined) return <Skeleton lines={8} height={20} />
  if (rows.length === 0) return <>{empty}</>

  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: Row) => {
    if (event.target !== event.currentTarget) return
    const action = rowKeyAction(event)
    if (action === null) return
    event.preventDefault()
    if (action === 'open') onOpen?.(row)
    else if (action === 'choose') selection?.change(toggled(selection.chosen, rowId(row)))
    else moveFocus(event.currentTarget, action)
  }
  const onClick = (event: MouseEvent<HTMLTableRowElement>, row: Row) => {
    if ((event.target as HTMLElement).closest('a,button,input,label')) return
    if (window.getSelection()?.isCollapsed === false) return
    event.currentTarget.focus()
    onOpen?.(row)
  }
  return (
    <div className="table-scroll">
      <table ref={table} className="data-table" aria-label={label}>
        <Head {...props} rows={rows} />
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={rowId(row)}
              data-row={index}
              tabIndex={(openId ? rowId(row) === openId : index === 0) ? 0 : -1}
              className={rowClass(row, props)}
              aria-selected={selection ? selection.chosen.has(rowId(row)) : undefined}
              onKeyDown={(event) => onKeyDown(event, row)}
              onClick={(event) => onClick(event, row)}
              onFocus={(event) => event.target === event.currentTarget && props.onMove?.(row)}
            >
              {selection ? (
                <td className="choose no-print">
                  <Checkbox
                    aria-label="选中这一行"
                    checked={selection.chosen.has(rowId(row))}
                    onChange={() => selection.change(toggled(selection.chosen, rowId(row)))}
                  />
                </td>
              ) : null}
              {columns.map((column) => (
                <td key={column.key} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head<Row>({ columns, rows, rowId, selection, order, onOrder }: Props<Row> & { rows: readonly Row[] }) {
  const ids = rows.map(rowId)
  const chosenHere = selection ? ids.filter((id) => selection.chosen.has(id)).length : 0
  return (
    <thead>
      <tr>
        {selection ? (
          <th className="choose no-print">
            <Checkbox
              aria-label="选中这一页"
              checked={chosenHere === ids.length}
              indeterminate={chosenHere > 0 && chosenHere < ids.length}
              onChange={(event) => {
                const next = new Set(selection.chosen)
                for (const id of ids) {
                  if (event.target.checked) next.add(id)
                  else next.delete(id)
                }
                selection.change(next)
              }}
            />
          </th>
        ) : null}
        {columns.map((column) => (
          <th
            key={column.key}
            className={cellClass(column)}
            style={{ width: column.width }}
            aria-sort={ariaSort(column, order)}
          >
            {column.sort && onOrder ? (
              <SortButton title={column.title} name={column.sort} order={order} onOrder={onOrder} />
            ) : (
              column.title
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function SortButton({
  title,
  name,
  order,
  onOrder,
}: {
  title: ReactNode
  name: string
  order: string | undefined
  onOrder: (order: string) => void
}) {
  const up = order === name
  const down = order === `-${name}`
  return (
    <button type="button" className="sort-button" onClick={() => onOrder(up ? `-${name}` : name)}>
      {title}
      <span className={up ? 'sort-mark up' : down ? 'sort-mark down' : 'sort-mark'} aria-hidden="true">
        <Icon name="down" size={12} />
      </span>
    </button>
  )
}

function ariaSort<Row>(column: Column<Row>, order: string | undefined): 'ascending' | 'descending' | undefined {
  if (!column.sort) return undefined
  return order === column.sort ? 'ascending' : order === `-${column.sort}` ? 'descending' : undefined
}

function cellClass<Row>(column: Column<Row>): string {
  const names = [column.align === 'right' ? 'right num' : column.align === 'center' ? 'center num' : '']
  if (column.cut) names.push('cut')
  if (column.wrap) names.push('wrap')
  if (column.noPrint) names.push('no-print')
  return names.join(' ').trim()
}

function rowClass<Row>(row: Row, { selection, rowId, onOpen, openId }: Props<Row>): string {
  const names = onOpen ? ['opens'] : []
  if (selection?.chosen.has(rowId(row))) names.push('chosen')
  if (openId && rowId(row) === openId) names.push('open')
  return names.join(' ')
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen)
  if (!next.delete(id)) next.add(id)
  return next
}

function moveFocus(from: HTMLTableRowElement, step: 'next' | 'previous'): void {
  const to = step === 'next' ? from.nextElementSibling : from.previousElementSibling
  if (!(to instanceof HTMLTableRowElement)) return
  to.focus()
  to.scrollIntoView({ block: 'nearest' })
}

import type { Standing } from '@gezhong/shared/people/rolls/contract'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import type { Column } from '../../table/data-table.tsx'

/** A grid worker answers for a sub-grid: the first two parts of a code. */
const sheetCode = (row: Standing): string => row.gridCode.split('-').slice(0, 2).join('-')

/** Each worker's households on sheets of their own; heading, column titles and foot stand on every page. */
export function PrintSheets({
  title,
  rows,
  at,
  columns,
}: {
  title: string
  rows: readonly Standing[]
  at: string
  columns: readonly Column<Standing>[]
}) {
  const { titleOf } = useGrids()
  const { displayName } = useActor()
  const sheets = new Map<string, Standing[]>()
  for (const row of rows) {
    const code = sheetCode(row)
    const sheet = sheets.get(code) ?? []
    sheet.push(row)
    sheets.set(code, sheet)
  }
  const inOrder = [...sheets].sort(([one], [other]) => one.localeCompare(other, 'zh', { numeric: true }))
  const width = columns.length + 1
  return (
    <section className="print-sheet">
      {inOrder.length === 0 ? <h2>{title}：一户也没有</h2> : null}
      {inOrder.map(([code, own]) => (
        <table key={code} className="data-table">
          <thead>
            <tr>
              <th colSpan={width} className="print-heading">
                <b>{titleOf(code)}</b> {title} · {own.length} 户
              </th>
            </tr>
            <tr>
              {columns.map((column) => (
                <th key={column.key} className={column.key === 'note' ? undefined : 'nowrap'}>
                  {column.title}
                </th>
              ))}
              <th>打电话结果</th>
            </tr>
          </thead>
          <tfoot>
            <tr>
              <td colSpan={width}>
                打印于 {at} · {displayName}
              </td>
            </tr>
          </tfoot>
          <tbody>
            {own.map((row) => (
              <tr key={row.householdId}>
                {columns.map((column) => (
                  <td key={column.key} className={column.key === 'note' ? undefined : 'nowrap'}>
                    {column.cell(row)}
                  </td>
                ))}
                <td className="write-here" />
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </section>
  )
}

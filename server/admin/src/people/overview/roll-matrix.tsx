import { rollMatrix } from '@gezhong/shared/people/rolls/contract'
import { Link } from 'react-router'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import '../../ui/heat.css'

/** Households still missing, per roll and grid: where it is always the same grid that lags. */
export function RollMatrix() {
  const rolls = useRead(rollMatrix).data?.rolls
  const { titleOf } = useGrids()
  if (rolls === undefined) return <Skeleton lines={4} height={22} />
  const columns = [...new Map(rolls.flatMap((roll) => roll.cells).map((cell) => [cell.gridCode, cell.gridId]))].sort(
    ([one], [other]) => one.localeCompare(other, 'zh', { numeric: true }),
  )
  if (rolls.length === 0 || columns.length === 0) return null
  return (
    <div>
      <h3>各轮还差（户）</h3>
      <div className="table-scroll">
        <table className="data-table matrix">
          <thead>
            <tr>
              <th>网格</th>
              {columns.map(([code]) => (
                <th key={code} className="center num" title={titleOf(code)}>
                  {code}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rolls.map((roll) => (
              <tr key={roll.rollId}>
                <td className="matrix-title" title={roll.title}>
                  {roll.title}
                </td>
                {columns.map(([code, gridId]) => {
                  const missing = roll.cells.find((cell) => cell.gridCode === code)?.missing
                  return (
                    <td key={code} className={`center num ${heat(missing)}`}>
                      {missing === undefined ? (
                        <span className="quiet">—</span>
                      ) : (
                        <Link
                          className="plain-link"
                          to={`/rolls/${roll.rollId}?grid=${gridId}&state=missing`}
                          aria-label={`${roll.title}，${titleOf(code)}还差 ${missing} 户`}
                        >
                          {missing}
                        </Link>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

const MANY_MISSING = 20

function heat(missing: number | undefined): string {
  if (missing === undefined) return ''
  return missing === 0 ? 'heat-none' : missing < MANY_MISSING ? 'heat-some' : 'heat-many'
}

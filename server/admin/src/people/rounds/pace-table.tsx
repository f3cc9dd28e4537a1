import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { roundPace } from '@gezhong/shared/people/board/contract'
import type { z } from 'zod'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import '../../ui/heat.css'
import { Skeleton } from '../../ui/skeleton.tsx'
import { HeatWords } from './heat-words.tsx'
import { doneRate, heatOf } from './rate.ts'
import type { TabProps } from './tabs.ts'

type Pace = z.output<typeof roundPace.reply>

const MINUTE = 60_000

/** How many were tested by when: which grid began late, and which has come to a stand. */
export function PaceTable({ round, filters, onFilter }: TabProps) {
  const byGrid = filters.level === 'grid'
  const { data, error, refetch } = useRead(roundPace, {
    params: { id: round.id },
    query: { level: byGrid ? 'grid' : 'sub-grid' },
  })
  const begun = data?.rows.some(({ tested }) => (tested.at(-1) ?? 0) > 0)
  return (
    <>
      <div className="filter-bar">
        <Chip isOn={!byGrid} onClick={() => onFilter({ level: '' })}>
          小网格
        </Chip>
        <Chip isOn={byGrid} onClick={() => onFilter({ level: 'grid' })}>
          网格
        </Chip>
        <span className="quiet small">到那个钟点为止检了几人，按采样和上报的时间。</span>
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        {data === undefined ? (
          error ? null : (
            <Skeleton lines={8} height={20} />
          )
        ) : begun ? (
          <Steps pace={data} title={round.title} />
        ) : (
          <Empty icon="tube" title="还没有人检" hint="采样送上来，或住户报了检过，就按钟点列在这里。" />
        )}
      </section>
      {begun ? <HeatWords /> : null}
    </>
  )
}

/** When each step ends; with the day where it is another than the one before. */
function stepWords({ from, minutes, rows }: Pace): string[] {
  const ends = rows[0]!.tested.map((_, index) => new Date(Date.parse(from) + (index + 1) * minutes * MINUTE))
  return ends.map((end, index) => {
    const isNewDay = index > 0 && civilDay(end) !== civilDay(ends[index - 1]!)
    return isNewDay ? `${civilDay(end).slice(5).replace('-', '/')} ${wallClock(end)}` : wallClock(end)
  })
}

function Steps({ pace, title }: { pace: Pace; title: string }) {
  const { titleOf } = useGrids()
  const words = stepWords(pace)
  return (
    <div className="heat-scroll" tabIndex={0} role="region" aria-label={`${title}分时进度`}>
      <table className="data-table matrix heat-table">
        <thead>
          <tr>
            <th>网格</th>
            <th className="right">要检</th>
            {words.map((word) => (
              <th key={word} className="center num">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pace.rows.map(({ gridCode, expectedPeople, excusedPeople, tested }) => (
            <tr key={gridCode}>
              <td>{titleOf(gridCode)}</td>
              <td className="right num">{(expectedPeople - excusedPeople).toLocaleString()}</td>
              {tested.map((reportedPeople, index) => {
                const rate = doneRate({ expectedPeople, excusedPeople, reportedPeople })
                return (
                  <td key={words[index]} className={`center num ${reportedPeople > 0 ? heatOf(rate) : ''}`}>
                    {reportedPeople.toLocaleString()}
                    {rate === null ? null : <small>{rate}%</small>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

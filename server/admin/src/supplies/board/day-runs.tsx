import type { BoardStall } from '@gezhong/shared/supplies/board/contract'
import type { Run } from '@gezhong/shared/supplies/runs/contract'
import { useMemo, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { runColumns } from '../runs/run-columns.tsx'
import { DayMap } from './day-map.tsx'

const columnsOf = (now: Date, several: boolean): Column<Run>[] => [
  ...runColumns(now),
  ...(several
    ? [
        {
          key: 'stall',
          title: '菜吧',
          cut: true,
          width: '20%',
          cell: (run: Run) => <Link to={`/stalls/${run.stallId}?view=runs&run=${run.id}`}>{run.stallTitle}</Link>,
        },
      ]
    : []),
]

/** Who is on the way, where on the map, and how far; a run that is chosen stands out there. */
export function DayRuns({
  day,
  now,
  runs,
  stalls,
}: {
  day: string
  now: string
  runs: readonly Run[]
  stalls: readonly BoardStall[]
}) {
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<string | null>(null)
  const columns = useMemo(() => columnsOf(new Date(now), stalls.length > 1), [now, stalls.length])
  if (stalls.length === 0) return null
  return (
    <div className="board-columns">
      <section className="box stack">
        <b>送菜的人</b>
        <DataTable
          label="送菜的人"
          columns={columns}
          rows={runs}
          rowId={({ id }) => id}
          openId={chosen}
          onMove={({ id }) => setChosen(id)}
          onOpen={(run) => void navigate(`/stalls/${run.stallId}?view=runs&run=${run.id}`)}
          empty={<Empty icon="truck" title="还没派人送" hint="菜吧截止以后，在它的“送菜”里派。" />}
        />
      </section>
      <DayMap day={day} runs={runs} chosen={chosen} />
    </div>
  )
}

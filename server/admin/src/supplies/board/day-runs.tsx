import type { Run } from '@gezhong/shared/supplies/runs/contract'
import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { DataTable } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { runColumns } from '../runs/run-columns.tsx'
import { DayMap } from './day-map.tsx'

/** Who is on the way, where on the map, and how far; a run that is chosen stands out there. */
export function DayRuns({ day, now, runs }: { day: string; now: string; runs: readonly Run[] }) {
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<string | null>(null)
  const columns = useMemo(() => runColumns(new Date(now)), [now])
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

import { gridCounts } from '@gezhong/shared/grid/communities/contract'
import { canRunRoll, canSteer } from '@gezhong/shared/people/policy'
import { listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { useRead } from '../../api/query.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { useUrlFilters } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { RollSelect } from '../rolls/roll-select.tsx'
import { useChosenRoll, useProgress } from '../rolls/use-roll.ts'
import { DueDifferences } from './due-differences.tsx'
import { Kpis } from './kpis.tsx'
import { RollMatrix } from './roll-matrix.tsx'
import './village-map.css'
import '../../ui/kpi.css'
import './overview.css'
import { VillageBox } from './village-box.tsx'

const DEFAULTS = { roll: '', view: '' }

const DUE_SHOWN = 6

export default function OverviewPage() {
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const { rolls, roll } = useChosenRoll(filters.roll)
  const progress = useProgress(roll?.id)
  const differences = useRead(listDifferences, { query: { size: DUE_SHOWN } }).data
  const counts = useRead(gridCounts).data?.counts
  if (rolls?.length === 0) return <FirstSteps hasLedger={(counts ?? []).some((grid) => grid.households > 0)} />
  return (
    <Page
      title="总览"
      actions={<RollSelect rolls={rolls} value={roll?.id} onChange={(id) => setFilters({ roll: id })} />}
    >
      <Kpis roll={roll} progress={progress} differences={differences} counts={counts} />
      <div className="overview-columns">
        <VillageBox
          view={filters.view}
          onView={(view) => setFilters({ view })}
          roll={roll}
          progress={progress}
          counts={counts}
        />
        <section className="box overview-side">
          <DueDifferences page={differences} />
          <RollMatrix />
        </section>
      </div>
    </Page>
  )
}

/** A community without a roll yet: what to do first, in order. */
function FirstSteps({ hasLedger }: { hasLedger: boolean }) {
  const actor = useActor()
  const navigate = useNavigate()
  return (
    <Page title="总览">
      <section className="box">
        {!hasLedger && canSteer(actor) ? (
          <Empty
            icon="upload"
            title="台账还是空的"
            hint="先导入住户台账或地籍表，再开第一轮点名。"
            action={
              <Button type="primary" onClick={() => void navigate('/import')}>
                去导入
              </Button>
            }
          />
        ) : (
          <Empty
            icon="roll"
            title="还没有开过点名"
            hint="开一轮点名后，这里会实时显示谁报了、谁还没报。"
            action={
              canRunRoll(actor, null) ? (
                <Button type="primary" onClick={() => void navigate('/rolls?new=1')}>
                  开第一轮
                </Button>
              ) : undefined
            }
          />
        )}
      </section>
    </Page>
  )
}

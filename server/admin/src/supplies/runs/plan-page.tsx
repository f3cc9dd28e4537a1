import { liesWithin, ROLE_WORDS } from '@gezhong/shared/actor'
import { buildingOutlines } from '@gezhong/shared/people/ledger/contract'
import { listCarriers, MOST_STOPS, proposeRun, type PlannedStop } from '@gezhong/shared/supplies/runs/contract'
import { readStall, type StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button, Checkbox, Select } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { newId } from '../../api/new-id.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { Page } from '../../shell/page.tsx'
import { useUrlFilters } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { RunMap } from './run-map.tsx'
import './runs.css'
import { useDesignateRun } from './use-run-writes.ts'
import { WayList } from './way-list.tsx'

const DEFAULTS = { grid: '', by: 'route' as 'route' | 'distance' }

/** Gives bags of a piece of the stall's grid to somebody, in an order that is proposed and put right by hand. */
export default function PlanPage() {
  const { stallId = '' } = useParams()
  const { data: stall, error } = useRead(readStall, { params: { id: stallId } })
  return (
    <Page
      title="派一趟送菜"
      about={
        stall ? (
          <>
            {stall.title} · <Link to={`/stalls/${stallId}?view=runs`}>回到送菜</Link>
          </>
        ) : null
      }
    >
      <ProblemNote error={error} />
      {stall ? <Plan stall={stall} /> : <Skeleton lines={8} height={20} />}
    </Page>
  )
}

function Plan({ stall }: { stall: StallWithItems }) {
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const within = useCallback((code: string) => liesWithin(code, stall.gridCode), [stall.gridCode])
  const grid = filters.grid || stall.gridId
  const params = { id: stall.id }
  const by = filters.by === 'distance' ? 'distance' : 'route'
  const { data, error, refetch } = useRead(proposeRun, { params, query: { grid, by } })
  return (
    <>
      <div className="filter-bar">
        <GridSelect value={grid} onChange={(to) => setFilters({ grid: to })} only={within} all={null} width={180} />
        {data?.asWalked ? (
          <Button onClick={() => setFilters({ by: 'distance' })}>按远近重新排</Button>
        ) : by === 'distance' ? (
          <Button onClick={() => setFilters({ by: 'route' })}>按上次走的排</Button>
        ) : null}
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data === undefined ? (
        error ? null : (
          <Skeleton lines={8} height={20} />
        )
      ) : data.stops.length === 0 ? (
        <section className="box">
          <Empty icon="check" title="这一片没有要派的袋子" hint="都派出去了，或者没人订。换一片再看。" />
        </section>
      ) : (
        <Proposed key={`${grid} ${by} ${data.stops.length}`} stall={stall} gridId={grid} proposal={data} />
      )}
    </>
  )
}

const sayMeters = (meters: number): string => (meters < 1000 ? `${meters} 米` : `${(meters / 1000).toFixed(1)} 公里`)

function Proposed({
  stall,
  gridId,
  proposal,
}: {
  stall: StallWithItems
  gridId: string
  proposal: { stops: readonly PlannedStop[]; meters: number; asWalked: boolean; more: boolean }
}) {
  const [runId] = useState(newId)
  const [stops, setStops] = useState(proposal.stops)
  const [carrierId, setCarrier] = useState<string | null>(null)
  const [keepRoute, setKeepRoute] = useState(true)
  const navigate = useNavigate()
  const designate = useDesignateRun()
  const { data } = useRead(listCarriers, { params: { id: stall.id }, query: { grid: gridId } })
  const houses = useRead(buildingOutlines, { query: { grid: gridId } }).data?.buildings
  const ways = useMemo(() => [{ key: runId, name: '这一趟', stops }], [runId, stops])
  const carriers = (data?.carriers ?? []).map(({ accountId, displayName, role, runs }) => ({
    value: accountId,
    label: `${displayName} · ${ROLE_WORDS[role]}${runs > 0 ? `（手上 ${runs} 趟）` : ''}`,
  }))
  const submit = () => {
    if (carrierId === null) return
    const voucherIds = stops.map(({ voucherId }) => voucherId)
    designate.mutate(
      { params: { id: runId }, body: { stallId: stall.id, gridId, carrierId, revision: 0, voucherIds, keepRoute } },
      {
        onSuccess: ({ carrierName, bags }) => {
          showToast({ text: `派给${carrierName}了，${bags} 袋` })
          void navigate(`/stalls/${stall.id}?view=runs`)
        },
      },
    )
  }
  return (
    <div className="plan-columns">
      <section className="box stack">
        <p className="row apart">
          <span>
            <b className="num">{stops.length}</b> 袋，大约 <b className="num">{sayMeters(proposal.meters)}</b>
            {proposal.asWalked ? '，按上次走的顺序' : '，按远近排的'}
          </span>
        </p>
        {proposal.more ? <p className="warn-text">一趟最多 {MOST_STOPS} 袋，剩下的再派一趟。</p> : null}
        <WayList stops={stops} onChange={setStops} />
        <Select
          aria-label="谁送"
          placeholder="谁送这一趟"
          value={carrierId ?? undefined}
          onChange={setCarrier}
          options={carriers}
          showSearch={{ optionFilterProp: 'label' }}
          notFoundContent="这个网格还没有能送菜的人：先到“队伍”给岗位，志愿者还要在“证件”里发证"
        />
        <Checkbox checked={keepRoute} onChange={(event) => setKeepRoute(event.target.checked)}>
          记住这个顺序，下次照着走
        </Checkbox>
        <ProblemNote error={designate.error} />
        <Button
          type="primary"
          disabled={carrierId === null || stops.length === 0}
          loading={designate.isPending}
          onClick={submit}
        >
          派出去
        </Button>
      </section>
      <section className="box">
        <RunMap ways={ways} houses={houses} />
      </section>
    </div>
  )
}

import { canKeepStall } from '@gezhong/shared/supplies/policy'
import { readStall, type StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { Link, useNavigate, useParams } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { useUrlFilters } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { dayWords } from '../../ui/time-words.ts'
import { OrderList } from '../orders/order-list.tsx'
import { ORDER_FILTERS } from '../orders/order-filters.ts'
import { RunsView } from '../runs/runs-view.tsx'
import { PackingPanel } from '../packing/packing-panel.tsx'
import { ShortagePanel } from '../shortage/shortage-panel.tsx'
import { MONEY_FILTERS } from '../settlement/settlement-reads.ts'
import { SettlementView } from '../settlement/settlement-view.tsx'
import { AnnouncementBox } from './announcement-box.tsx'
import { PurchaseList } from './purchase-list.tsx'
import { StallActions } from './stall-actions.tsx'
import { StallTag } from './stall-columns.tsx'
import { StallNumbers } from './stall-numbers.tsx'
import './stalls.css'

const DEFAULTS = { view: '', run: '', ...ORDER_FILTERS, ...MONEY_FILTERS }
/** Orders come in while one looks. */
const REFRESH_MS = 20_000

export default function StallPage() {
  const { stallId = '' } = useParams()
  const { data, error, refetch } = useRead(readStall, { params: { id: stallId } }, { refetchInterval: REFRESH_MS })
  if (data) return <TheStall stall={data} error={error} />
  return (
    <Page title="菜吧">
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {error ? null : (
        <section className="box">
          <Skeleton lines={8} height={20} />
        </section>
      )}
    </Page>
  )
}

const VIEWS = [
  { key: '', words: '采购清单' },
  { key: 'orders', words: '订单' },
  { key: 'shortage', words: '到货分菜' },
  { key: 'bags', words: '分拣装袋' },
  { key: 'runs', words: '送菜' },
  { key: 'money', words: '结算' },
  { key: 'words', words: '发到群里' },
] as const

function TheStall({ stall, error }: { stall: StallWithItems; error: unknown }) {
  const actor = useActor()
  const { titleOf } = useGrids()
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const mayKeep = canKeepStall(actor, stall.gridCode)
  return (
    <Page
      title={stall.title}
      about={
        <span className="row in-line">
          <StallTag stall={stall} /> {titleOf(stall.gridCode)} · {dayWords(stall.day)} 送 ·{' '}
          <Link to="/stalls">全部菜吧</Link>
        </span>
      }
      actions={
        <>
          <PasteButton stall={stall} />
          {mayKeep ? <StallActions stall={stall} /> : null}
        </>
      }
    >
      <ProblemNote error={error} />
      <StallNumbers stall={stall} />
      <nav className="filter-bar" aria-label="看什么">
        {VIEWS.filter(({ key }) => mayKeep || key !== 'shortage').map(({ key, words }) => (
          <Chip key={key} isOn={filters.view === key} onClick={() => setFilters({ ...DEFAULTS, view: key })}>
            {words}
          </Chip>
        ))}
      </nav>
      {filters.view === 'orders' ? (
        <OrderList stall={stall} filters={filters} onFilter={setFilters} />
      ) : filters.view === 'runs' ? (
        <RunsView stall={stall} openRun={filters.run} onOpen={(run) => setFilters({ run }, { replace: true })} />
      ) : filters.view === 'shortage' ? (
        <ShortagePanel stall={stall} />
      ) : filters.view === 'bags' ? (
        <PackingPanel stall={stall} />
      ) : filters.view === 'money' ? (
        <SettlementView stall={stall} filters={filters} onFilter={setFilters} />
      ) : filters.view === 'words' ? (
        <AnnouncementBox stall={stall} />
      ) : (
        <PurchaseList stall={stall} />
      )}
    </Page>
  )
}

/** To the group's chain, which orders from an open stall and tells afterwards what it ordered. */
function PasteButton({ stall }: { stall: StallWithItems }) {
  const navigate = useNavigate()
  if (stall.state === 'draft' || stall.state === 'called-off') return null
  return (
    <Button icon={<Icon name="paste" />} onClick={() => void navigate(`/stalls/${stall.id}/chain`)}>
      贴接龙
    </Button>
  )
}

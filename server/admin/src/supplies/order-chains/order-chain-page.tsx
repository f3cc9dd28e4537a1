import { liesWithin } from '@gezhong/shared/actor'
import { canPasteChain } from '@gezhong/shared/people/policy'
import { readStall, type StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { useCallback } from 'react'
import { Link, useParams } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { useUrlFilters } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { dayWords } from '../../ui/time-words.ts'
import { StallTag } from '../stalls/stall-columns.tsx'
import '../../ui/paste-desk.css'
import './order-chains.css'
import { OrderChainDesk } from './order-chain-desk.tsx'

const DEFAULTS = { grid: '' }

/** Which stall, and which group's chain; the desk below does the work. */
export default function OrderChainPage() {
  const { stallId = '' } = useParams()
  const { data, error, refetch } = useRead(readStall, { params: { id: stallId } })
  if (data) return <ChainOf stall={data} />
  return (
    <Page title="接龙订菜">
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {error ? null : (
        <section className="box">
          <Skeleton lines={8} height={20} />
        </section>
      )}
    </Page>
  )
}

function ChainOf({ stall }: { stall: StallWithItems }) {
  const actor = useActor()
  const { byId, grids, titleOf } = useGrids()
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  // A group within the stall's grid, or one above it whose members the stall sells to in part.
  const mayPaste = useCallback(
    (code: string) =>
      canPasteChain(actor, code) && (liesWithin(code, stall.gridCode) || liesWithin(stall.gridCode, code)),
    [actor, stall.gridCode],
  )
  const own = grids.filter(({ code }) => mayPaste(code))
  const usual = own.find(({ id }) => id === stall.gridId) ?? (own.length === 1 ? own[0] : undefined)
  const grid = byId.get(filters.grid) ?? usual
  return (
    <Page
      title="接龙订菜"
      about={
        <span className="row in-line">
          <StallTag stall={stall} /> <Link to={`/stalls/${stall.id}`}>{stall.title}</Link> · {titleOf(stall.gridCode)} ·{' '}
          {dayWords(stall.day)} 送
        </span>
      }
      actions={
        <GridSelect value={grid?.id ?? ''} onChange={(id) => setFilters({ grid: id })} all={null} only={mayPaste} />
      }
    >
      {grid === undefined ? (
        <section className="box">
          <Empty icon="paste" title="先选是哪个网格的群" hint="选好右上角的网格，就可以贴接龙了。" />
        </section>
      ) : (
        <OrderChainDesk key={grid.id} stall={stall} grid={grid} />
      )}
    </Page>
  )
}

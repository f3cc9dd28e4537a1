import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { canPasteChain } from '@gezhong/shared/people/policy'
import { useCallback } from 'react'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { useUrlFilters } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { RollSelect } from '../rolls/roll-select.tsx'
import { useChosenRoll } from '../rolls/use-roll.ts'
import '../../ui/paste-desk.css'
import './chain.css'
import { ChainDesk } from './chain-desk.tsx'

const DEFAULTS = { roll: '', grid: '' }

const GROUP_LEVEL = ['grid'] as const

function highest(grids: readonly Grid[]): readonly Grid[] {
  const depth = (grid: Grid) => grid.code.split('-').length
  const least = Math.min(...grids.map(depth))
  return grids.filter((grid) => depth(grid) === least)
}

/** Which group's chain, for which roll; the desk below does the work. */
export default function ChainPage() {
  const actor = useActor()
  const { byId, grids, top } = useGrids()
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const { rolls, roll } = useChosenRoll(filters.roll)
  const mayPaste = useCallback((code: string) => canPasteChain(actor, code), [actor])
  const wholeGroups = top.filter((grid) => mayPaste(grid.code))
  // A worker of a sub-grid or unit pastes the part of the chain that is theirs: the highest piece they may.
  const own = wholeGroups.length > 0 ? wholeGroups : highest(grids.filter((grid) => mayPaste(grid.code)))
  const grid = byId.get(filters.grid) ?? (own.length === 1 ? own[0] : undefined)
  const levels = wholeGroups.length > 0 ? GROUP_LEVEL : undefined
  return (
    <Page
      title="粘贴接龙"
      about="把群里的接龙整段贴进来，重复贴也没关系，只算变了的"
      actions={
        <>
          <RollSelect rolls={rolls} value={roll?.id} onChange={(id) => setFilters({ roll: id })} />
          <GridSelect
            value={grid?.id ?? ''}
            onChange={(id) => setFilters({ grid: id })}
            all={null}
            only={mayPaste}
            {...(levels ? { levels } : {})}
          />
        </>
      }
    >
      {rolls?.length === 0 ? (
        <section className="box">
          <Empty icon="roll" title="还没有开过点名" hint="接龙要记到一轮点名里，先到“点名轮次”开一轮。" />
        </section>
      ) : roll && grid ? (
        <ChainDesk key={`${roll.id} ${grid.id}`} roll={roll} grid={grid} />
      ) : (
        <section className="box">
          <Empty icon="paste" title="先选是哪个网格的群" hint="选好右上角的轮次和网格，就可以贴接龙了。" />
        </section>
      )}
    </Page>
  )
}

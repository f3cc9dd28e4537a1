import { gridCounts, gridTitle, type Grid } from '@gezhong/shared/grid/communities/contract'
import { canSteer } from '@gezhong/shared/people/policy'
import { useMemo, useState, type ReactNode } from 'react'
import { useRead } from '../api/query.ts'
import { useActor } from '../session/actor.ts'
import { Icon } from '../ui/icon.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import './grid-tree.css'
import { codesAbove, sumAll, sumByGrid } from './sum-by-grid.ts'
import { useScopeGrids } from './use-scope-grids.ts'

const FIELDS = ['buildings', 'unassigned'] as const

/** The grid tree with how many buildings stand in each piece, and how many of them nobody looks after. */
export function GridTreeNav({ chosen, onChoose }: { chosen: string; onChoose: (gridId: string) => void }) {
  const actor = useActor()
  const tree = useScopeGrids()
  const counts = useRead(gridCounts).data?.counts
  const chosenCode = tree.byId.get(chosen)?.code ?? ''
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map())
  const sums = useMemo(() => {
    const rows = (counts ?? []).map((row) => ({ ...row, gridCode: tree.byId.get(row.gridId)?.code ?? '' }))
    return { total: sumAll(rows, FIELDS), byCode: sumByGrid(rows, FIELDS) }
  }, [counts, tree])
  if (tree.grids.length === 0 || counts === undefined) {
    return (
      <section className="box">
        <Skeleton lines={8} height={20} />
      </section>
    )
  }
  const isOpen = (grid: Grid) => folds.get(grid.id) ?? codesAbove(chosenCode).slice(0, -1).includes(grid.code)
  const branch = (grid: Grid, depth: number): ReactNode => {
    const children = tree.childrenOf(grid.id)
    return (
      <li key={grid.id}>
        <Entry
          title={gridTitle(grid)}
          depth={depth}
          numbers={sums.byCode.get(grid.code) ?? { buildings: 0, unassigned: 0 }}
          chosen={grid.id === chosen}
          onChoose={() => onChoose(grid.id)}
          fold={
            children.length === 0
              ? null
              : { open: isOpen(grid), toggle: () => setFolds(new Map(folds).set(grid.id, !isOpen(grid))) }
          }
        />
        {isOpen(grid) && children.length > 0 ? <ul>{children.map((child) => branch(child, depth + 1))}</ul> : null}
      </li>
    )
  }
  return (
    <nav className="box grid-tree" aria-label="网格">
      <ul>
        <li>
          <Entry
            title={canSteer(actor) ? '全村' : '我的范围'}
            depth={0}
            numbers={sums.total}
            chosen={chosen === ''}
            onChoose={() => onChoose('')}
            fold={null}
          />
        </li>
        {tree.top.map((grid) => branch(grid, 0))}
      </ul>
    </nav>
  )
}

function Entry({
  title,
  depth,
  numbers,
  chosen,
  onChoose,
  fold,
}: {
  title: string
  depth: number
  numbers: { buildings: number; unassigned: number }
  chosen: boolean
  onChoose: () => void
  fold: { open: boolean; toggle: () => void } | null
}) {
  return (
    <div className={chosen ? 'grid-entry chosen' : 'grid-entry'} style={{ paddingLeft: depth * 14 }}>
      {fold ? (
        <button
          type="button"
          className="grid-fold"
          aria-expanded={fold.open}
          aria-label={fold.open ? `收起${title}` : `展开${title}`}
          onClick={fold.toggle}
        >
          <Icon name={fold.open ? 'down' : 'right'} size={14} />
        </button>
      ) : (
        <span className="grid-fold" />
      )}
      <button type="button" className="grid-name" aria-current={chosen ? 'true' : undefined} onClick={onChoose}>
        <span>{title}</span>
        {numbers.unassigned > 0 ? <b className="num bad-text">缺 {numbers.unassigned}</b> : null}
        <span className="num quiet">{numbers.buildings}</span>
      </button>
    </div>
  )
}

import { useState } from 'react'
import { type Grid, listGrids } from '@gezhong/shared/grid/communities/contract'
import { listRolls, type Roll } from '@gezhong/shared/people/rolls/contract'
import { usePageParams } from '../platform/page-params.ts'
import { POLL_MS, useRead } from '../platform/use-read.ts'
import { useChosenRoll } from './chosen-roll.ts'
import { rollsFor } from './grid-scope.ts'

const NONE: readonly Roll[] = []

interface PageRoll {
  rollId: string
  gridId: string
  roll: Roll | undefined
  grid: Grid | undefined
  /** The open rolls that ask this grid. */
  rolls: readonly Roll[]
  /** Among several, somebody has said that it is this one. */
  isChosen: boolean
  choose: (rollId: string) => void
}

/** The roll and the grid a page was opened for; where several rolls are open it may go on with another one. */
export function usePageRoll(): PageRoll {
  const { roll: opened = '', grid: gridId = '' } = usePageParams()
  const [rollId, setRollId] = useState(opened)
  const grids = useRead(listGrids, {}, { keep: true }).data?.grids
  const all = useRead(listRolls, {}, { keep: true, every: 6 * POLL_MS }).data?.rolls
  const grid = grids?.find(({ id }) => id === gridId)
  const rolls = grid === undefined || all === undefined ? NONE : rollsFor(grid, all, grids ?? [])
  const chosen = useChosenRoll(rolls)
  return {
    rollId,
    gridId,
    roll: all?.find(({ id }) => id === rollId),
    grid,
    rolls,
    isChosen: rolls.length < 2 || (chosen.isChosen && chosen.roll?.id === rollId),
    choose(next) {
      chosen.choose(next)
      setRollId(next)
    },
  }
}

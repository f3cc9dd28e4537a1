import { type ReactNode, useEffect, useState } from 'react'
import { liesWithin, type Actor } from '@gezhong/shared/actor'
import { type Grid, gridTitle, listGrids } from '@gezhong/shared/grid/communities/contract'
import { canSample } from '@gezhong/shared/people/policy'
import { listRounds, type Round, type RoundMethod } from '@gezhong/shared/people/rounds/contract'
import { restartAt } from '../platform/navigation.ts'
import { usePageParams } from '../platform/page-params.ts'
import { useActor } from '../platform/session.ts'
import { POLL_MS, useRead } from '../platform/use-read.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/choices.tsx'
import { rollsFor, workGrids } from './grid-scope.ts'
import { GridSheet } from './grid-sheet.tsx'

/** The open rounds of this grid by one method, in the given order: rounds come newest first. */
export const roundsHere = (
  method: RoundMethod,
  grid: Grid,
  rounds: readonly Round[],
  grids: readonly Grid[],
): Round[] => rollsFor(grid, rounds, grids).filter((round) => round.method === method)

/** Where somebody may work in this round: their grids and the sub-grids of these, in the order of the tree. */
export function roundGrids(actor: Actor, round: Round, grids: readonly Grid[]): Grid[] {
  const asked = round.gridId === null ? null : grids.find(({ id }) => id === round.gridId)?.code
  if (asked === undefined) return []
  const mine = new Set(workGrids(actor, grids))
  return grids.filter(
    (grid) =>
      canSample(actor, grid.code) &&
      (grid.level !== 'unit' || mine.has(grid)) &&
      (asked === null || liesWithin(grid.code, asked)),
  )
}

interface RoundPlace {
  actor: Actor | null
  round: Round | undefined
  grid: Grid | undefined
  /** Rounds and grids have been read. */
  isReady: boolean
  error: Error | null
  again: () => void
  subtitle: string
  /** For the head of the page, and for above its content. */
  action: ReactNode
  above: ReactNode
}

interface Asked {
  method: RoundMethod
  /** What is asked when there are several rounds, and when another grid is chosen. */
  which: string
  where: string
}

/** Which round and which of the worker's grids a page is about: as it was opened, and as chosen on it since. */
export function useRoundPlace({ method, which, where }: Asked): RoundPlace {
  const { round: opened = '', grid: from = '' } = usePageParams()
  const actor = useActor()
  const [place, setPlace] = useState({ roundId: opened, gridId: from })
  const [choosing, setChoosing] = useState(false)
  const rounds = useRead(listRounds, {}, { keep: true, every: 6 * POLL_MS })
  const tree = useRead(listGrids, {}, { keep: true })
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  const all = rounds.data?.rounds ?? []
  const grids = tree.data?.grids ?? []
  const start = grids.find(({ id }) => id === from)
  const open = start === undefined ? [] : roundsHere(method, start, all, grids)
  // One that was closed meanwhile stays: what was recorded in it is still to be sent, and counts.
  const round = all.find((one) => one.id === place.roundId && one.method === method) ?? open[0]
  const places = round === undefined || actor === null ? [] : roundGrids(actor, round, grids)
  const grid = places.find(({ id }) => id === place.gridId) ?? places[0]
  return {
    actor,
    round,
    grid,
    isReady: rounds.data !== undefined && tree.data !== undefined,
    error: rounds.error ?? tree.error,
    again: () => void Promise.all([rounds.refetch(), tree.refetch()]),
    subtitle: [round?.title, grid && gridTitle(grid)].filter(Boolean).join(' · '),
    action: places.length > 1 && (
      <Button kind="plain" shape="pill" onPress={() => setChoosing(true)}>
        换网格
      </Button>
    ),
    above: (
      <>
        {open.length > 1 && (
          <Choices
            label={which}
            value={round?.id ?? ''}
            options={open.map(({ id, title }) => ({ value: id, word: title }))}
            onChange={(roundId) => setPlace({ ...place, roundId })}
          />
        )}
        {choosing && (
          <GridSheet
            title={where}
            grids={places}
            chosen={grid}
            onClose={() => setChoosing(false)}
            onChoose={({ id }) => setPlace({ roundId: round?.id ?? '', gridId: id })}
          />
        )}
      </>
    ),
  }
}

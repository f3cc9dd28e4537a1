import { listRolls, rollProgress, type GridProgress, type Roll } from '@gezhong/shared/people/rolls/contract'
import { listRounds } from '@gezhong/shared/people/rounds/contract'
import { useMemo } from 'react'
import { useRead } from '../../api/query.ts'
import { sumAll, sumByGrid } from '../../grid/sum-by-grid.ts'

/** The roll named in the address; else the newest open one that asks everybody, as a re-test of a tube hides the village. */
export function useChosenRoll(rollId: string): { rolls: readonly Roll[] | undefined; roll: Roll | undefined } {
  const rolls = useRead(listRolls).data?.rolls
  const rounds = useRead(listRounds)
  const named = rolls?.find((one) => one.id === rollId)
  if (named !== undefined || rounds.isPending) return { rolls, roll: named }
  const listed = new Set(rounds.data?.rounds.filter(({ due }) => due === 'listed').map(({ id }) => id))
  const usual = rolls?.filter(({ id }) => !listed.has(id))
  const roll = usual?.find((one) => one.state === 'open') ?? usual?.[0] ?? rolls?.[0]
  return { rolls, roll }
}

const NUMBERS = [
  'households',
  'reported',
  'differs',
  'missing',
  'excused',
  'expectedPeople',
  'reportedPeople',
  'excusedPeople',
  'missingPeople',
] as const satisfies readonly (keyof GridProgress)[]

export type RollNumbers = Record<(typeof NUMBERS)[number], number>

export type Progress = {
  total: RollNumbers
  byCode: ReadonlyMap<string, RollNumbers>
  openDifferences: number
}

export function useProgress(rollId: string | undefined): Progress | undefined {
  const { data } = useRead(rollProgress, { params: { id: rollId ?? '' } }, { enabled: rollId !== undefined })
  return useMemo(
    () =>
      data && {
        total: sumAll(data.grids, NUMBERS),
        byCode: sumByGrid(data.grids, NUMBERS),
        openDifferences: data.openDifferences,
      },
    [data],
  )
}

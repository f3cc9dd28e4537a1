import type { PeopleNumbers } from '@gezhong/shared/people/board/contract'
import { doneRate } from './rate.ts'

interface Row {
  gridCode: string
  cells: readonly (PeopleNumbers | null)[]
}

/** In the newest round that asked it: the share that is done, and how many are missing. */
function newest({ cells }: Row): [rate: number, missing: number] {
  const last = cells.findLast((cell) => cell !== null && cell.expectedPeople > 0) ?? null
  return last === null ? [100, 0] : [doneRate(last) ?? 100, last.missingPeople]
}

/** Where the newest round lags most comes first; among equals where more people are missing, then by code. */
export function worstFirst<R extends Row>(rows: readonly R[]): R[] {
  return rows
    .map((row) => ({ row, at: newest(row) }))
    .toSorted(
      ({ row: one, at: [rate, missing] }, { row: other, at: [otherRate, otherMissing] }) =>
        rate - otherRate ||
        otherMissing - missing ||
        one.gridCode.localeCompare(other.gridCode, 'zh', { numeric: true }),
    )
    .map(({ row }) => row)
}

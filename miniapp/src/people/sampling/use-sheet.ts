import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { readSheet, SheetHousehold } from '@gezhong/shared/people/sampling/contract'
import { call } from '../../platform/api.ts'
import { currentActor, isStillHere, PERSONAL } from '../../platform/session.ts'
import { kept } from '../../platform/storage.ts'
import { answersSoFar, dropTube, keptTubes } from './kept-tubes.ts'
import { alone, isInDoubt, sendSamples } from './send-samples.ts'
import { isPast, type Sheet } from './sheet-numbers.ts'
import { unplacedOf } from './swabs.ts'

/** Others sample too: so often it is read anew while one samples. */
const FRESH_MS = 10 * 60_000

const Kept = z.object({ households: z.array(SheetHousehold), readAt: z.string(), answers: z.number() })
const placeOf = (roundId: string, gridId: string) => kept(`${PERSONAL}sheet:${roundId}:${gridId}`, 1, Kept)

/** Finished tubes that the sheet counts are no longer needed, unless somebody has still to read something about them. */
function dropPast(roundId: string, gridId: string, sheet: Sheet): void {
  for (const tube of keptTubes()) {
    const isTold = (tube.sameCode === 0 || tube.warned) && unplacedOf(tube).length <= tube.toldUnplaced
    if (tube.roundId === roundId && tube.gridId === gridId && isTold && isPast(tube, sheet)) dropTube(tube.id)
  }
}

interface Read {
  sheet: Sheet
  /** It is on the screen, but the phone has no room for it. */
  unkept: boolean
}

/**
 * What waits is sent first. While it is not known whether a sending arrived, a sheet could count it or not: the one at hand
 * stays then. For whoever has left meanwhile nothing is kept.
 */
async function readAnew(roundId: string, gridId: string): Promise<Read> {
  const reader = currentActor()?.accountId
  const place = placeOf(roundId, gridId)
  await sendSamples()
  return alone(async () => {
    const atHand = place.read()
    if (isInDoubt() && atHand !== null) return { sheet: atHand, unkept: false }
    const answers = answersSoFar()
    const sheet = { ...(await call(readSheet, { params: { id: roundId }, query: { grid: gridId } })), answers }
    if (!isStillHere(reader)) return { sheet, unkept: false }
    const unkept = !place.write(sheet)
    dropPast(roundId, gridId, sheet)
    return { sheet, unkept }
  })
}

/** The sheet of a grid, as it was last read, at once; then the fresh one. It stays on the phone until sign-out. */
export function useSheet(roundId: string, gridId: string) {
  const { data, error, refetch } = useQuery<Read>({
    queryKey: [readSheet.path, roundId, gridId],
    queryFn: () => readAnew(roundId, gridId),
    initialData: () => {
      const sheet = placeOf(roundId, gridId).read()
      return sheet === null ? undefined : { sheet, unkept: false }
    },
    initialDataUpdatedAt: 0,
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
    refetchOnWindowFocus: false,
  })
  return { sheet: data?.sheet ?? null, unkept: data?.unkept ?? false, error, again: () => void refetch() }
}

export type KeptSheet = ReturnType<typeof useSheet>

import { useEffect, useState } from 'react'
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

/**
 * Null when the one at hand stays: while it is not known whether a sending arrived, a sheet could count it or not; and for
 * whoever has left meanwhile nothing is kept.
 */
async function readAnew(roundId: string, gridId: string): Promise<{ sheet: Sheet; unkept: boolean } | null> {
  const reader = currentActor()?.accountId
  const place = placeOf(roundId, gridId)
  await sendSamples()
  return alone(async () => {
    if (isInDoubt() && place.read() !== null) return null
    const answers = answersSoFar()
    const sheet = { ...(await call(readSheet, { params: { id: roundId }, query: { grid: gridId } })), answers }
    if (!isStillHere(reader)) return null
    const unkept = !place.write(sheet)
    dropPast(roundId, gridId, sheet)
    return { sheet, unkept }
  })
}

export interface KeptSheet {
  sheet: Sheet | null
  error: Error | null
  /** It is on the screen, but the phone has no room for it. */
  unkept: boolean
  again: () => void
}

/** The sheet of a grid, as it was last read, at once; then the fresh one. It stays on the phone until sign-out. */
export function useSheet(roundId: string, gridId: string): KeptSheet {
  const [sheet, setSheet] = useState<Sheet | null>(() => placeOf(roundId, gridId).read())
  const [error, setError] = useState<Error | null>(null)
  const [unkept, setUnkept] = useState(false)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    const load = () =>
      readAnew(roundId, gridId).then(
        (fresh) => {
          setError(null)
          if (fresh === null) return
          setSheet(fresh.sheet)
          setUnkept(fresh.unkept)
        },
        (reason: Error) => setError(reason),
      )
    void load()
    const timer = setInterval(() => void load(), FRESH_MS)
    return () => clearInterval(timer)
  }, [roundId, gridId, asked])
  return { sheet, error, unkept, again: () => setAsked(asked + 1) }
}

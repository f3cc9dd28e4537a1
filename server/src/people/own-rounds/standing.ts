import type { OwnOutcome, OwnRound } from '@gezhong/shared/people/own-rounds/contract'
import type { Work } from '../../database/transact.ts'
import { presentResident } from '../ledger/present.ts'
import { readResidents } from '../ledger/resident-queries.ts'
import type { HouseholdResult } from '../results/of-households.ts'
import type { RollRow } from '../rolls/queries.ts'
import { isOnList, readCover, readDone, readExcuses, readListed, type DoneRow, type ExcuseRow } from './queries.ts'
import { whoIsDue } from './who-is-due.ts'

const GRAVEST_FIRST: readonly OwnOutcome[] = ['positive', 'unclear', 'negative', 'pending']

const excuseOf = (row: ExcuseRow | undefined) => row && { reason: row.reason, untilDay: row.until_day }

type Result = Pick<HouseholdResult, 'resident_id' | 'people' | 'outcome'>

/** What a laboratory said, and what they told themselves: a test that they read off is waited for by nobody. */
function outcomesOf(results: readonly HouseholdResult[], done: readonly DoneRow[]): Result[] {
  const told = done.flatMap((row) => (row.told === null ? [] : [{ ...row, outcome: row.told }]))
  return [...results, ...told].toSorted(
    (one, other) => GRAVEST_FIRST.indexOf(one.outcome) - GRAVEST_FIRST.indexOf(other.outcome),
  )
}

function countedBy(results: readonly Result[]): OwnRound['unnamed']['outcomes'] {
  const counts = new Map<OwnOutcome, number>()
  for (const { outcome, people } of results) counts.set(outcome, (counts.get(outcome) ?? 0) + people)
  return [...counts].map(([outcome, people]) => ({ outcome, people }))
}

export type Standing = Pick<OwnRound, 'due' | 'tested' | 'excused' | 'missing' | 'people' | 'unnamed'>

/** How a household stands in a round, person by person; null for one that the round does not ask. */
export async function standingIn(
  work: Work,
  roll: RollRow,
  householdId: string,
  results: readonly HouseholdResult[],
): Promise<Standing | null> {
  const { db, communityId } = work
  const cover = await readCover(db, communityId, roll, householdId)
  if (cover === undefined) return null
  const done = await readDone(db, communityId, roll.id, householdId)
  const excuses = await readExcuses(db, communityId, roll, householdId)
  const residents = await readResidents(db, communityId, householdId)
  const list = roll.due === 'listed' ? await readListed(db, communityId, roll.id, householdId) : null
  const isAsked = (id: string) => list === null || isOnList(list, id)
  const outcomes = outcomesOf(results, done)
  const excuseFor = (id: string | null) => excuseOf(excuses.findLast((row) => row.resident_id === id)) ?? null
  const sampledAt = (id: string | null) => {
    const at = done.find((row) => row.resident_id === id)?.taken_at
    return at === undefined ? null : new Date(at).toISOString()
  }
  const asked = residents.map((row) => presentResident(work, row)).filter(({ id }) => isAsked(id))
  const { people, unnamed } = whoIsDue(
    cover,
    asked.map(({ id, name, ageGroup }) => ({
      residentId: id,
      name,
      ageGroup,
      sampledAt: sampledAt(id),
      outcome: outcomes.find((row) => row.resident_id === id)?.outcome ?? null,
      excuse: excuseFor(id),
    })),
  )
  return {
    due: cover.due,
    tested: cover.done,
    excused: cover.excused,
    missing: cover.missing,
    people,
    unnamed: {
      ...unnamed,
      sampledAt: sampledAt(null),
      excuse: excuseFor(null),
      outcomes: countedBy(outcomes.filter((row) => row.resident_id === null)),
    },
  }
}

import { Refusal } from '@gezhong/shared/errors'
import type { HouseholdTests, TestPerson } from '@gezhong/shared/people/antigen/contract'
import { canTellTest } from '@gezhong/shared/people/policy'
import { sql } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { findHousehold } from '../ledger/household-queries.ts'
import { presentResident } from '../ledger/present.ts'
import { readResidents } from '../ledger/resident-queries.ts'
import { excusesFrom } from '../rolls/coverage.ts'
import type { RollRow } from '../rolls/queries.ts'
import { requireAsked } from '../rolls/service.ts'
import { donePeople } from './counting.ts'
import { readKitHouseholds } from './kit-queries.ts'
import { presentTest } from './present.ts'
import { readTests } from './queries.ts'
import { requireAntigenRound } from './service.ts'

/** More tellings than a household makes in a round. */
const MOST = 100

async function standingsOf({ db, communityId }: Work, roll: RollRow, householdId: string) {
  const { rows } = await db.execute<{ resident_id: string; standing: 'done' | 'excused' }>(sql`
    SELECT resident_id, 'excused' AS standing FROM exemption
    WHERE ${excusesFrom(communityId, roll)} AND household_id = ${householdId} AND resident_id IS NOT NULL
    UNION ALL
    SELECT resident_id, 'done' FROM (${donePeople(communityId, roll.id)}) done WHERE household_id = ${householdId}`)
  // The done come last and stand.
  return new Map<string, TestPerson['standing']>(rows.map((row) => [row.resident_id, row.standing]))
}

/** One household in an antigen round, to its own people and to those who look after its tests. */
export async function readHouseholdTests(work: Work, roundId: string, householdId: string): Promise<HouseholdTests> {
  const { db, communityId } = work
  const { roll, round } = await requireAntigenRound(work, roundId)
  const home = await findHousehold(db, communityId, householdId)
  if (home === undefined) throw new Refusal('not-found')
  if (!canTellTest(work.actor, { householdId, gridCode: home.grid_code })) throw new Refusal('not-allowed')
  await requireAsked(work, roll, home.grid_code)
  const only = { page: 1, size: 1, gridIds: null, household: householdId, show: 'all' } as const
  const [stands] = (await readKitHouseholds(db, communityId, roll, only)).rows
  const standings = await standingsOf(work, roll, householdId)
  const people = await readResidents(db, communityId, householdId)
  const tests = await readTests(db, communityId, roundId, { page: 1, size: MOST, household: householdId })
  return {
    roundId,
    title: maskText(roll.title),
    state: roll.state,
    endsAt: round.endsAt.toISOString(),
    householdId,
    door: home.door,
    kits: stands?.kits ?? 0,
    due: stands?.due ?? 0,
    done: stands?.done ?? 0,
    excused: stands?.excused ?? 0,
    missing: stands?.missing ?? 0,
    people: people.map((resident) => {
      const { id, name, ageGroup } = presentResident(work, resident)
      return { residentId: id, name, ageGroup, standing: standings.get(id) ?? 'missing' }
    }),
    tests: tests.rows.map((row) => presentTest(work, row)),
  }
}

import { topCode } from '@gezhong/shared/actor'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { testedPersons } from '../rolls/coverage.ts'
import { changeHousehold } from '../ledger/household-changes.ts'
import { DIFFERENCE_HOURS } from './settle-outcomes.ts'
import { addDifferences, changeDifference, lockDomain, type DifferenceRow } from './store-queries.ts'

/*
 * More tested of a household than the ledger knows, or somebody where the ledger says that nobody is: somebody lives there
 * whom no list has. It is a case about the ledger, once for a household and round, and never a number below zero. It
 * closes by itself when samples or tests are taken back or the ledger is corrected; called right all the same, it stays so until
 * still more are sampled.
 */

interface CaseRow extends Record<string, unknown> {
  household_id: string
  building_id: string
  grid_id: string
  sampled: number
  too_many: boolean
  id: string | null
  state: DifferenceRow['state'] | null
}

/** Households of these grids whose case is not as the samples and the ledger would have it. */
async function readOutdatedCases(
  db: Db,
  communityId: string,
  roundId: string,
  gridIds: readonly string[],
): Promise<CaseRow[]> {
  const { rows } = await db.execute<CaseRow>(sql`
    SELECT household.id AS household_id, household.building_id, household.grid_id, given.sampled, judged.too_many,
      known.id, known.state
    FROM household
    LEFT JOIN difference known ON known.community_id = household.community_id AND known.roll_id = ${roundId}
      AND known.household_id = household.id AND known.report_id IS NULL
    CROSS JOIN LATERAL (SELECT coalesce(sum(tested.people), 0)::int AS sampled
      FROM (${testedPersons(communityId, { id: roundId })}) tested WHERE tested.household_id = household.id) given
    CROSS JOIN LATERAL (SELECT given.sampled > 0 AND household.removed_at IS NULL
      AND (household.occupancy <> 'occupied' OR given.sampled > household.headcount) IS TRUE AS too_many) judged
    WHERE household.community_id = ${communityId} AND household.grid_id = ANY (${idList(gridIds)})
      AND CASE WHEN judged.too_many THEN known.id IS NULL OR known.state = 'lapsed'
          OR (known.state = 'open' AND (known.sampled, known.grid_id, known.building_id)
            IS DISTINCT FROM (given.sampled, household.grid_id, household.building_id))
          OR (known.state = 'settled' AND (known.decision <> 'dismiss' OR given.sampled > known.sampled))
        ELSE known.state = 'open' END
    ORDER BY household.door_order`)
  return rows
}

/** Rounds whose cases could change with the ledger: those that still run, and those that left a case open. */
export async function readRoundsWithCases(db: Db, communityId: string, gridIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    SELECT id FROM roll WHERE community_id = ${communityId} AND state = 'open' AND question = 'who-was-tested'
    UNION
    SELECT roll_id FROM difference WHERE community_id = ${communityId} AND report_id IS NULL AND state = 'open'
      AND grid_id = ANY (${idList(gridIds)})`)
  return rows.map((row) => row.id)
}

async function follow(work: Work, rollId: string, row: CaseRow): Promise<void> {
  const place = { gridId: row.grid_id, buildingId: row.building_id }
  work.touch({ gridId: row.grid_id, rollId, topic: 'differences' })
  if (!row.too_many) return changeDifference(work.db, work.communityId, row.id!, { state: 'lapsed' })
  const dueAt = new Date(work.now.getTime() + DIFFERENCE_HOURS * 3_600_000)
  const now = { ...place, sampled: row.sampled }
  if (row.state === 'open') return changeDifference(work.db, work.communityId, row.id!, now)
  const opened = { ...now, state: 'open' as const, openedAt: work.now, dueAt }
  if (row.id !== null) {
    const undecided = { decision: null, decidedBy: null, decidedAt: null, decisionSealed: null, changeIds: [] }
    return changeDifference(work.db, work.communityId, row.id, { ...opened, ...undecided })
  }
  const what = { rollId, householdId: row.household_id, reportId: null, kind: 'more-sampled' as const }
  await addDifferences(work.db, [{ communityId: work.communityId, id: uuidv7(), ...what, ...opened }])
}

/** After samples or the ledger changed in these grids. In the background: a sampler's sending waits for nothing here. */
export async function followSampled(work: Work, roundId: string, gridIds: readonly string[]): Promise<void> {
  const { db, communityId } = work
  const seen = await readOutdatedCases(db, communityId, roundId, gridIds)
  if (seen.length === 0) return
  const codes = await readGridCodes(db, communityId)
  const tops = new Set(seen.map((row) => topCode(codes.get(row.grid_id) ?? '')))
  for (const top of [...tops].sort()) await lockDomain(db, roundId, top, communityId)
  // Whoever was deciding one of them has done so by now.
  const within = [...new Set(seen.map((row) => row.grid_id))]
  for (const row of await readOutdatedCases(db, communityId, roundId, within)) await follow(work, roundId, row)
}

/** The ledger takes over that so many live there; returns the changes made. */
export async function correctBySamples(
  work: Work,
  { householdId, sampled }: Pick<DifferenceRow, 'householdId' | 'sampled'>,
  known: { headcount: number | null },
  reason: string,
): Promise<string[]> {
  const patch = { headcount: Math.max(known.headcount ?? 0, sampled ?? 0), occupancy: 'occupied' as const }
  const changeId = await changeHousehold(work, { id: householdId!, patch }, { reason })
  return changeId === null ? [] : [changeId]
}

import { sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import type { Recount } from '../../live/fold.ts'
import { countStanding, type CountRow } from './count-queries.ts'
import { lowestGridsOf, readListedGrids, readOpenRolls, readRollsById, type RollRow } from './queries.ts'
import { rollCount } from './tables.ts'

const NONE = {
  households: 0,
  reported: 0,
  differs: 0,
  missing: 0,
  excused: 0,
  expected_people: 0,
  reported_people: 0,
  excused_people: 0,
  missing_people: 0,
}

async function nextRevision(db: Db, communityId: string, rollId: string): Promise<number> {
  const { rows } = await db.execute<{ revision: string | null }>(sql`
    SELECT max(revision) AS revision FROM roll_count WHERE community_id = ${communityId} AND roll_id = ${rollId}`)
  return Number(rows[0]?.revision ?? 0) + 1
}

async function store(db: Db, communityId: string, rollId: string, revision: number, rows: readonly CountRow[]) {
  await db
    .insert(rollCount)
    .values(
      rows.map((row) => ({
        communityId,
        rollId,
        gridId: row.grid_id,
        households: row.households,
        reported: row.reported,
        differs: row.differs,
        missing: row.missing,
        excused: row.excused,
        expectedPeople: row.expected_people,
        reportedPeople: row.reported_people,
        excusedPeople: row.excused_people,
        missingPeople: row.missing_people,
        revision,
      })),
    )
    .onConflictDoUpdate({
      target: [rollCount.communityId, rollCount.rollId, rollCount.gridId],
      set: {
        households: sql`excluded.households`,
        reported: sql`excluded.reported`,
        differs: sql`excluded.differs`,
        missing: sql`excluded.missing`,
        excused: sql`excluded.excused`,
        expectedPeople: sql`excluded.expected_people`,
        reportedPeople: sql`excluded.reported_people`,
        excusedPeople: sql`excluded.excused_people`,
        missingPeople: sql`excluded.missing_people`,
        revision: sql`excluded.revision`,
      },
    })
}

async function recountRoll(db: Db, communityId: string, roll: RollRow, gridIds: readonly string[]) {
  // Of a roll for listed people nothing is counted, nor told to the open pages, where nobody is listed.
  const listed = roll.due === 'listed' ? new Set(await readListedGrids(db, communityId, roll.id)) : null
  const touched = listed === null ? gridIds : gridIds.filter((id) => listed.has(id))
  const asked = await lowestGridsOf(db, communityId, roll.gridId, touched)
  if (asked.length === 0) return null
  const counted = new Map((await countStanding(db, communityId, roll, asked)).map((row) => [row.grid_id, row]))
  const revision = await nextRevision(db, communityId, roll.id)
  const rows = asked.map((id) => counted.get(id) ?? { grid_id: id, ...NONE })
  await store(db, communityId, roll.id, revision, rows)
  return { rollId: roll.id, revision, gridIds: touched }
}

/** Counts the given grids of rolls again. One at a time per community: a slow count must not overwrite a newer one. */
export const recount: Recount = async (db, communityId, rollIds, gridIds) => {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`recount ${communityId}`}, 0))`)
  const rolls =
    rollIds === 'open' ? await readOpenRolls(db, communityId) : await readRollsById(db, communityId, rollIds)
  const done: Awaited<ReturnType<Recount>> = []
  for (const roll of rolls) {
    const counted = await recountRoll(db, communityId, roll, gridIds)
    if (counted !== null) done.push(counted)
  }
  return done
}

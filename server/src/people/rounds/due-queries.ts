import { and, eq, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { inChunks } from '../../database/in-chunks.ts'
import type { Db } from '../../database/pool.ts'
import { donePeople } from '../antigen/counting.ts'
import { coverage, excusesFrom } from '../rolls/coverage.ts'
import type { RollRow } from '../rolls/queries.ts'
import { roundDue } from './tables.ts'

export type DueRow = typeof roundDue.$inferSelect

/** Whoever is on the list already stays on it once. */
export async function addDue(db: Db, rows: readonly DueRow[]): Promise<void> {
  for (const part of inChunks(rows)) await db.insert(roundDue).values(part).onConflictDoNothing()
}

export interface Listable extends Record<string, unknown> {
  household_id: string
  building_id: string
  grid_id: string
  door: string
}

const asked = (roll: Pick<RollRow, 'gridId'>) => sql`
  (${roll.gridId}::uuid IS NULL OR grid.code = asked.code OR starts_with(grid.code, asked.code || '-'))`

/** The households at these doors where the roll asks, as far as the asker may see. */
export async function readListable(
  db: Db,
  communityId: string,
  roll: Pick<RollRow, 'gridId'>,
  doors: readonly string[],
): Promise<Listable[]> {
  const { rows } = await db.execute<Listable>(sql`
    SELECT household.id AS household_id, household.building_id, household.grid_id, household.door
    FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    LEFT JOIN grid asked ON asked.community_id = household.community_id AND asked.id = ${roll.gridId}::uuid
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL AND ${asked(roll)}
      AND household.door = ANY (ARRAY[${sql.join(
        doors.map((door) => sql`${door}`),
        sql`, `,
      )}]::text[])`)
  return rows
}

export interface MissingRow extends Listable {
  due: number
  missing: number
  /** Of its people, those neither tested nor excused by name. */
  unseen: string[]
}

/** The households of which somebody is missing in `of`, where both that and `roll` ask. */
export async function readMissing(
  db: Db,
  communityId: string,
  roll: Pick<RollRow, 'gridId'>,
  of: RollRow,
): Promise<MissingRow[]> {
  const { rows } = await db.execute<MissingRow>(sql`
    SELECT household.id AS household_id, household.building_id, household.grid_id, household.door,
      cover.due, cover.missing,
      ARRAY(SELECT resident.id FROM resident
        WHERE resident.community_id = ${communityId} AND resident.household_id = household.id
          AND resident.removed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM (${donePeople(communityId, of.id)}) done
            WHERE done.household_id = household.id AND done.resident_id = resident.id)
          AND NOT EXISTS (SELECT 1 FROM exemption WHERE ${excusesFrom(communityId, of)}
            AND exemption.household_id = household.id AND exemption.resident_id = resident.id)
        ORDER BY resident.id)::text[] AS unseen
    FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    LEFT JOIN grid asked ON asked.community_id = household.community_id AND asked.id = ${roll.gridId}::uuid
    LEFT JOIN grid before ON before.community_id = household.community_id AND before.id = ${of.gridId}::uuid
    ${coverage(communityId, of)}
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL AND cover.missing > 0
      AND ${asked(roll)}
      AND (${of.gridId}::uuid IS NULL OR grid.code = before.code OR starts_with(grid.code, before.code || '-'))`)
  return rows
}

/** The round in which people are re-tested, while one is open. */
export async function findRetest(db: Db, communityId: string): Promise<string | undefined> {
  const { rows } = await db.execute<{ id: string }>(sql`
    SELECT round.id FROM round
    JOIN roll ON roll.community_id = round.community_id AND roll.id = round.id AND roll.state = 'open'
    WHERE round.community_id = ${communityId} AND round.retest
    ORDER BY roll.opened_at DESC LIMIT 1`)
  return rows[0]?.id
}

/** Of these tubes, those whose people are listed, and in which round. */
export async function readListedTubes(
  db: Db,
  communityId: string,
  tubeIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.execute<{ tube_id: string; round_id: string }>(sql`
    SELECT DISTINCT ON (tube_id) tube_id, round_id FROM round_due
    WHERE community_id = ${communityId} AND tube_id = ANY (${idList(tubeIds)}) ORDER BY tube_id, id DESC`)
  return new Map(rows.map((row) => [row.tube_id, row.round_id]))
}

const keyOf = ({ tubeId, householdId, residentId, people }: DueRow) =>
  [tubeId, householdId, residentId, people].join(' ')

/** Lists for these tubes exactly `wanted`; what that added and took off. */
export async function replaceTubeDue(
  db: Db,
  communityId: string,
  tubeIds: readonly string[],
  wanted: readonly DueRow[],
): Promise<{ added: DueRow[]; removed: DueRow[] }> {
  const there = await db
    .select()
    .from(roundDue)
    .where(and(eq(roundDue.communityId, communityId), sql`${roundDue.tubeId} = ANY (${idList(tubeIds)})`))
  const [old, fresh] = [new Set(there.map(keyOf)), new Set(wanted.map(keyOf))]
  const removed = there.filter((row) => !fresh.has(keyOf(row)))
  const added = wanted.filter((row) => !old.has(keyOf(row)))
  if (removed.length > 0)
    await db
      .delete(roundDue)
      .where(
        and(eq(roundDue.communityId, communityId), sql`${roundDue.id} = ANY (${idList(removed.map(({ id }) => id))})`),
      )
  await addDue(db, added)
  return { added, removed }
}

import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { coverage } from '../rolls/coverage.ts'
import { readOpenRolls, type RollRow } from '../rolls/queries.ts'

const NOTHING = sql`
  SELECT NULL::uuid AS household_id, NULL::uuid AS building_id, NULL::uuid AS grid_id, NULL::uuid AS roll_id,
    NULL::timestamptz AS opened_at, 0 AS due, 0 AS done, 0 AS excused, 0 AS missing WHERE false`

/**
 * How the households of which somebody is missing stand in these rolls, a row for each roll: by the same words as the
 * roll's own list, so that both name the same households. `which` speaks of `household`.
 */
export const missingIn = (communityId: string, rolls: readonly RollRow[], which: SQL): SQL =>
  rolls.length === 0
    ? NOTHING
    : sql.join(
        rolls.map(
          (roll) => sql`
    SELECT household.id AS household_id, household.building_id, household.grid_id, ${roll.id}::uuid AS roll_id,
      ${roll.openedAt.toISOString()}::timestamptz AS opened_at, cover.due, cover.done, cover.excused, cover.missing
    FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    LEFT JOIN grid asked ON asked.community_id = household.community_id AND asked.id = ${roll.gridId}::uuid
    ${coverage(communityId, roll)}
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL AND ${which}
      AND (${roll.gridId}::uuid IS NULL OR grid.code = asked.code OR starts_with(grid.code, asked.code || '-'))
      AND (said.state = 'missing' OR cover.missing > 0)`,
        ),
        sql` UNION ALL `,
      )

export interface MissingRow extends Record<string, unknown> {
  household_id: string
  roll_id: string
  due: number
  done: number
  excused: number
  missing: number
}

interface MissingRound extends MissingRow {
  title: string
  question: RollQuestion
}

/** Of these households, how each stands now in the open rolls in which somebody of it is missing; the oldest roll first. */
export async function readMissing(
  db: Db,
  communityId: string,
  householdIds: readonly string[],
): Promise<Map<string, MissingRound[]>> {
  if (householdIds.length === 0) return new Map()
  const rolls = await readOpenRolls(db, communityId)
  const which = sql`household.id = ANY (${idList(householdIds)})`
  const { rows } = await db.execute<MissingRow>(sql`
    SELECT household_id, roll_id, due, done, excused, missing
    FROM (${missingIn(communityId, rolls, which)}) missing ORDER BY opened_at, roll_id`)
  const rollOf = new Map(rolls.map((roll) => [roll.id, roll]))
  const found = new Map<string, MissingRound[]>()
  for (const row of rows) {
    const { title, question } = rollOf.get(row.roll_id)!
    found.set(row.household_id, [...(found.get(row.household_id) ?? []), { ...row, title, question }])
  }
  return found
}

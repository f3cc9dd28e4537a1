import { ROLLS_BACK, type MissingChange, type MissingOrder } from '@gezhong/shared/people/missing/contract'
import type { StandingState } from '@gezhong/shared/people/rolls/contract'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import type { Scope } from '../../database/scope.ts'
import { donePeople } from '../antigen/counting.ts'
import { householdsInScope } from '../ledger/in-scope.ts'
import { coverage, excusesFrom } from '../rolls/coverage.ts'
import type { RollRow } from '../rolls/queries.ts'

/*
 * Who is missing, beside an earlier roll. Both are read from the raw rows by the ledger of now: who has been struck off it
 * since is missing in neither, and a household that was not known yet when the earlier roll ended was not asked by it.
 */

/**
 * Ids of the rolls for everybody of the same question and place before this one, newest first: of one for listed people
 * everybody else was never missing.
 */
export async function readEarlierRolls(db: Db, communityId: string, roll: RollRow): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    SELECT id FROM roll WHERE community_id = ${communityId} AND question = ${roll.question} AND due = 'everybody'
      AND grid_id IS NOT DISTINCT FROM ${roll.gridId}::uuid AND opened_at < ${roll.openedAt.toISOString()}::timestamptz
    ORDER BY opened_at DESC LIMIT ${ROLLS_BACK}`)
  return rows.map(({ id }) => id)
}

/** A roll with the grids it asks; null: all. */
export interface AskedRoll {
  roll: RollRow
  gridIds: readonly string[] | null
}

export interface Comparison {
  now: AskedRoll
  /** The earlier roll that is compared with. */
  than: AskedRoll | null
  /** Those before it of the same question and place, newest first. */
  earlier: readonly AskedRoll[]
  scope: Scope
  gridIds: readonly string[] | null
  q?: string | undefined
  change?: MissingChange | undefined
  /** Only these. */
  households?: readonly string[] | undefined
}

const within = (gridIds: readonly string[] | null): SQL =>
  gridIds === null ? sql`true` : sql`household.grid_id = ANY (${idList(gridIds)})`

/** How each household of a roll stands in it. */
const standingIn = (communityId: string, { roll, gridIds }: AskedRoll, where: SQL): SQL => sql`
  SELECT household.id, said.state, cover.due, cover.done, cover.excused, cover.missing,
    (cover.missing > 0 OR said.state = 'missing') AS lacks
  FROM household ${coverage(communityId, roll)}
  WHERE household.community_id = ${communityId} AND household.removed_at IS NULL AND ${within(gridIds)}
    AND household.created_at <= coalesce(${roll.closedAt?.toISOString() ?? null}::timestamptz, 'infinity') AND ${where}`

const NOBODY = sql`SELECT NULL::uuid AS id, NULL::text AS state, NULL::int AS missing, false AS lacks WHERE false`

function compared(communityId: string, { now, than, scope, gridIds, q, households }: Comparison): SQL {
  const asked = sql`${householdsInScope(scope)} AND ${within(gridIds)}
    AND ${q === undefined ? sql`true` : sql`strpos(household.door, ${q}) > 0`}
    AND ${households === undefined ? sql`true` : sql`household.id = ANY (${idList(households)})`}`
  return sql`
    here AS MATERIALIZED (${standingIn(communityId, now, asked)}),
    there AS MATERIALIZED (${
      than === null
        ? NOBODY
        : sql`SELECT id, state, missing, lacks FROM (
      ${standingIn(communityId, than, asked)}) earlier`
    }),
    listed AS MATERIALIZED (
      SELECT here.*, there.state AS before_state, there.missing AS before_missing,
        CASE WHEN NOT here.lacks THEN 'made-up' WHEN there.lacks THEN 'still' ELSE 'new' END AS change
      FROM here LEFT JOIN there ON there.id = here.id
      WHERE here.lacks OR there.lacks)`
}

/** Of those missing now, who was missing in the roll before, of these who in the one before that, and so on. */
function longMissing(communityId: string, earlier: readonly AskedRoll[]): { tables: SQL; rolls: SQL } {
  const tables = earlier.map((one, step) => {
    const last =
      step === 0 ? sql`SELECT id FROM listed WHERE lacks` : sql`SELECT id FROM ${sql.identifier(`back${step}`)}`
    return sql`, ${sql.identifier(`back${step + 1}`)} AS MATERIALIZED (
      SELECT id FROM (${standingIn(communityId, one, sql`household.id IN (${last})`)}) earlier WHERE lacks)`
  })
  const counted = earlier.map(
    (_, step) => sql`(listed.id IN (SELECT id FROM ${sql.identifier(`back${step + 1}`)}))::int`,
  )
  return {
    tables: sql.join(tables, sql``),
    rolls: sql`CASE WHEN listed.lacks THEN ${sql.join([sql`1`, ...counted], sql` + `)} ELSE 0 END`,
  }
}

export interface MissingRow extends Record<string, unknown> {
  household_id: string
  building_id: string
  grid_id: string
  grid_code: string
  door: string
  building_door: string | null
  change: MissingChange
  due: number
  done: number
  excused: number
  missing: number
  before_state: StandingState | null
  before_missing: number | null
  rolls_missing: number
  phones_sealed: Buffer | null
  priority: boolean
  note: string
  responsible_name: string | null
}

const ORDERS: Record<MissingOrder, SQL> = {
  door: sql``,
  longest: sql`rolls_missing DESC, listed.missing DESC,`,
  people: sql`listed.missing DESC, rolls_missing DESC,`,
}

export async function readMissing(
  db: Db,
  communityId: string,
  comparison: Comparison,
  { order, size, from }: { order: MissingOrder; size: number; from: number },
): Promise<MissingRow[]> {
  const long = longMissing(communityId, comparison.earlier)
  const { change } = comparison
  const { rows } = await db.execute<MissingRow>(sql`
    WITH ${compared(communityId, comparison)} ${long.tables}
    SELECT household.id AS household_id, household.building_id, household.grid_id, grid.code AS grid_code, household.door,
      building.door AS building_door, listed.change, listed.due, listed.done, listed.excused, listed.missing, listed.before_state,
      listed.before_missing, ${long.rolls} AS rolls_missing, household.phones_sealed, household.priority,
      household.note, account.display_name AS responsible_name
    FROM listed
    JOIN household ON household.community_id = ${communityId} AND household.id = listed.id
    JOIN grid ON grid.community_id = ${communityId} AND grid.id = household.grid_id
    LEFT JOIN building ON building.community_id = ${communityId} AND building.id = household.building_id
    LEFT JOIN account ON account.id = building.responsible_account_id
    WHERE ${change === undefined ? sql`listed.lacks` : sql`listed.change = ${change}`}
    ORDER BY ${ORDERS[order]} household.door_order, household.id LIMIT ${size} OFFSET ${from}`)
  return rows
}

interface CountRow extends Record<string, unknown> {
  change: MissingChange
  households: number
  people: number
}

export async function countMissing(db: Db, communityId: string, comparison: Comparison): Promise<CountRow[]> {
  const { rows } = await db.execute<CountRow>(sql`
    WITH ${compared(communityId, comparison)}
    SELECT change, count(*)::int AS households,
      sum(CASE change WHEN 'made-up' THEN before_missing ELSE missing END)::int AS people
    FROM listed GROUP BY change`)
  return rows
}

interface NamedRow extends Record<string, unknown> {
  household_id: string
  name_sealed: Buffer
}

/** People of these households who are known by name, were not tested in the round and are not excused. */
export async function readUntested(
  db: Db,
  communityId: string,
  roll: RollRow,
  householdIds: readonly string[],
): Promise<NamedRow[]> {
  if (householdIds.length === 0 || roll.question !== 'who-was-tested') return []
  const { rows } = await db.execute<NamedRow>(sql`
    SELECT resident.household_id, resident.name_sealed FROM resident
    WHERE resident.community_id = ${communityId} AND resident.household_id = ANY (${idList(householdIds)})
      AND resident.removed_at IS NULL AND resident.name_sealed IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM (${donePeople(communityId, roll.id)}) done
        WHERE done.household_id = resident.household_id AND done.resident_id = resident.id)
      AND NOT EXISTS (SELECT 1 FROM exemption WHERE ${excusesFrom(communityId, roll)}
        AND exemption.household_id = resident.household_id AND exemption.resident_id = resident.id)
    ORDER BY resident.created_at, resident.id`)
  return rows
}

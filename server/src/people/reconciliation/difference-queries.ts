import { LEDGER_ROLES } from '@gezhong/shared/actor'
import type { PageQuery } from '@gezhong/shared/endpoint'
import type { DifferenceKind, DifferenceState } from '@gezhong/shared/people/reconciliation/contract'
import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { report } from '../reports/tables.ts'
import type { ReportRow } from './statements.ts'
import { difference } from './tables.ts'
import type { DifferenceRow } from './store-queries.ts'

export interface DifferenceFilter extends PageQuery {
  roll?: string | undefined
  gridIds: readonly string[] | null
  kind?: DifferenceKind | undefined
  state: DifferenceState
  owner?: string | undefined
  q?: string | undefined
}

/**
 * Whose a difference is: who it was given to; else the one who answers for the building, if that is somebody who may
 * settle it; else the nearest who may. A hub household only proposes, so none is left with one.
 */
const ownerAt = (now: Date): SQL => sql`coalesce(difference.owner_account_id, (
  SELECT post.account_id FROM role_grant post
  JOIN grid here ON here.community_id = difference.community_id AND here.id = difference.grid_id
  LEFT JOIN grid place ON place.community_id = post.community_id AND place.id = post.grid_id
  WHERE post.community_id = difference.community_id AND post.role = ANY (${`{${LEDGER_ROLES.join(',')}}`}::text[])
    AND post.revoked_at IS NULL AND post.valid_from <= ${now} AND (post.valid_until IS NULL OR post.valid_until > ${now})
    AND (post.grid_id IS NULL OR here.code = place.code OR starts_with(here.code, place.code || '-'))
  ORDER BY post.account_id = building.responsible_account_id DESC NULLS LAST, length(place.code) DESC NULLS LAST,
    post.valid_from, post.id
  LIMIT 1))`

const FROM = sql`
  FROM difference
  LEFT JOIN report ON report.community_id = difference.community_id AND report.id = difference.report_id
  LEFT JOIN building ON building.community_id = difference.community_id AND building.id = difference.building_id
  LEFT JOIN household ON household.community_id = difference.community_id AND household.id = difference.household_id`

function conditions(communityId: string, filter: DifferenceFilter, now: Date, withKind: boolean): SQL {
  const all = [sql`difference.community_id = ${communityId}`, sql`difference.state = ${filter.state}`]
  if (filter.roll !== undefined) all.push(sql`difference.roll_id = ${filter.roll}`)
  if (filter.gridIds !== null) all.push(sql`difference.grid_id = ANY (${idList(filter.gridIds)})`)
  if (withKind && filter.kind !== undefined) all.push(sql`difference.kind = ${filter.kind}`)
  if (filter.owner !== undefined) all.push(sql`${ownerAt(now)} = ${filter.owner}`)
  if (filter.q !== undefined)
    all.push(sql`(strpos(household.door, ${filter.q}) > 0 OR strpos(report.door, ${filter.q}) > 0)`)
  return sql.join(all, sql` AND `)
}

/** Ids in the order in which they fall due; settled ones newest first. */
export async function readDifferenceIds(db: Db, communityId: string, filter: DifferenceFilter, now: Date) {
  const where = conditions(communityId, filter, now, true)
  const order =
    filter.state === 'open'
      ? sql`difference.due_at, difference.id`
      : sql`difference.decided_at DESC NULLS LAST, difference.id`
  const { rows } = await db.execute<{ id: string }>(sql`
    SELECT difference.id ${FROM} WHERE ${where} ORDER BY ${order}
    LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`)
  const { rows: kinds } = await db.execute<{ kind: DifferenceKind; total: number }>(sql`
    SELECT difference.kind, count(*)::int AS total ${FROM} WHERE ${conditions(communityId, filter, now, false)} GROUP BY 1`)
  return { ids: rows.map((row) => row.id), byKind: new Map(kinds.map((row) => [row.kind, row.total])) }
}

export interface FullDifference {
  difference: DifferenceRow
  /** Null where samples, and no statement, stand behind it. */
  report: ReportRow | null
}

export async function readDifferences(db: Db, communityId: string, ids: readonly string[]): Promise<FullDifference[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select()
    .from(difference)
    .leftJoin(report, and(eq(report.communityId, difference.communityId), eq(report.id, difference.reportId)))
    .where(and(eq(difference.communityId, communityId), inArray(difference.id, [...ids])))
  const byId = new Map(rows.map((row) => [row.difference.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

interface AroundRow extends Record<string, unknown> {
  difference_id: string
  roll_title: string
  grid_code: string
  owner_id: string | null
}

/** What people read beside a difference: the roll's title, the grid's code, whose it is. */
export async function readAroundDifferences(db: Db, communityId: string, ids: readonly string[], now: Date) {
  const { rows } = await db.execute<AroundRow>(sql`
    SELECT difference.id AS difference_id, roll.title AS roll_title, grid.code AS grid_code,
      ${ownerAt(now)} AS owner_id
    FROM difference
    JOIN roll ON roll.community_id = difference.community_id AND roll.id = difference.roll_id
    JOIN grid ON grid.community_id = difference.community_id AND grid.id = difference.grid_id
    LEFT JOIN building ON building.community_id = difference.community_id AND building.id = difference.building_id
    WHERE difference.community_id = ${communityId} AND difference.id = ANY (${idList(ids)})`)
  return new Map(rows.map((row) => [row.difference_id, row]))
}

interface NearRow extends Record<string, unknown> {
  id: string
  door: string
  headcount: number | null
  phones_sealed: Buffer | null
  grid_code: string
}

export async function readNear(db: Db, communityId: string, ids: readonly string[]): Promise<Map<string, NearRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.execute<NearRow>(sql`
    SELECT household.id, door, headcount, phones_sealed, grid.code AS grid_code
    FROM household JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    WHERE household.community_id = ${communityId} AND household.id = ANY (${idList(ids)}) AND removed_at IS NULL`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Gives open differences to somebody; returns those it found. */
export async function assignOwner(db: Db, communityId: string, ids: readonly string[], accountId: string) {
  return db
    .update(difference)
    .set({ ownerAccountId: accountId, revision: sql`${difference.revision} + 1` })
    .where(and(eq(difference.communityId, communityId), inArray(difference.id, [...ids]), eq(difference.state, 'open')))
    .returning({ id: difference.id, gridId: difference.gridId, rollId: difference.rollId })
}

import type { PageQuery } from '@gezhong/shared/endpoint'
import { EXEMPTION_NEXT, type ExemptionReason, type ExemptionState } from '@gezhong/shared/people/exemptions/contract'
import { statesBefore } from '@gezhong/shared/state-table'
import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { exemption } from './tables.ts'

export type ExemptionRow = typeof exemption.$inferSelect

export async function addExemption(db: Db, row: ExemptionRow): Promise<void> {
  await db.insert(exemption).values(row)
}

export async function findExemption(db: Db, communityId: string, id: string): Promise<ExemptionRow | undefined> {
  const [row] = await db
    .select()
    .from(exemption)
    .where(and(eq(exemption.communityId, communityId), eq(exemption.id, id)))
  return row
}

/** Whether an ask for this person, or for those of whom only the number is known, waits already. */
export async function isAsked(
  db: Db,
  communityId: string,
  householdId: string,
  residentId: string | null,
): Promise<boolean> {
  const waiting = await db
    .select({ id: exemption.id })
    .from(exemption)
    .where(
      and(
        eq(exemption.communityId, communityId),
        eq(exemption.householdId, householdId),
        residentId === null ? isNull(exemption.residentId) : eq(exemption.residentId, residentId),
        eq(exemption.state, 'asked'),
      ),
    )
    .limit(1)
  return waiting.length > 0
}

/** Along the table of states only, and where one is given from that alone; false when it was in none that leads there. */
export async function changeExemption(
  db: Db,
  communityId: string,
  id: string,
  change: Pick<ExemptionRow, 'state'> & Partial<ExemptionRow>,
  from: ExemptionState | null = null,
): Promise<boolean> {
  const changed = await db
    .update(exemption)
    .set(change)
    .where(
      and(
        eq(exemption.communityId, communityId),
        eq(exemption.id, id),
        inArray(exemption.state, statesBefore(EXEMPTION_NEXT, change.state)),
        from === null ? undefined : eq(exemption.state, from),
      ),
    )
    .returning({ id: exemption.id })
  return changed.length > 0
}

export interface ExemptionView extends Record<string, unknown> {
  id: string
  household_id: string
  resident_id: string | null
  people: number
  reason: ExemptionReason
  from_day: string
  until_day: string
  note_sealed: Buffer | null
  state: ExemptionState
  asked_at: Date
  decided_at: Date | null
  door: string
  grid_code: string
  name_sealed: Buffer | null
  asked_by_name: string
  by_household: boolean
  decided_by_name: string | null
}

export interface ExemptionFilter {
  id?: string | undefined
  state?: ExemptionState | undefined
  household?: string | undefined
  reason?: ExemptionReason | undefined
  gridIds?: readonly string[] | null
  q?: string | undefined
  /** Approved ones whose last day lies between these. */
  endsBetween?: readonly [string, string] | undefined
}

const between = ([from, until]: readonly [string, string]): SQL =>
  sql`exemption.state = 'approved' AND exemption.until_day BETWEEN ${from}::date AND ${until}::date`

/** Where the exemptions of a filter are; `whole`: in whatever state. */
function exemptionsFrom(communityId: string, filter: ExemptionFilter, whole = false): SQL {
  const { id, state, household, reason, gridIds, q, endsBetween } = filter
  const all = [sql`exemption.community_id = ${communityId}`]
  if (id !== undefined) all.push(sql`exemption.id = ${id}`)
  if (household !== undefined) all.push(sql`exemption.household_id = ${household}`)
  if (reason !== undefined) all.push(sql`exemption.reason = ${reason}`)
  if (gridIds != null) all.push(sql`exemption.grid_id = ANY (${idList(gridIds)})`)
  if (q !== undefined) all.push(sql`strpos(household.door, ${q}) > 0`)
  if (!whole && state !== undefined) all.push(sql`exemption.state = ${state}`)
  if (!whole && endsBetween !== undefined) all.push(between(endsBetween))
  return sql`
    FROM exemption
    JOIN household ON household.community_id = exemption.community_id AND household.id = exemption.household_id
    JOIN grid ON grid.community_id = exemption.community_id AND grid.id = exemption.grid_id
    LEFT JOIN resident ON resident.community_id = exemption.community_id AND resident.id = exemption.resident_id
    JOIN account asker ON asker.id = exemption.asked_by
    LEFT JOIN account decider ON decider.id = exemption.decided_by
    WHERE ${sql.join(all, sql` AND `)}`
}

export async function readExemptions(
  db: Db,
  communityId: string,
  filter: ExemptionFilter & PageQuery,
): Promise<ExemptionView[]> {
  const { rows } = await db.execute<ExemptionView>(sql`
    SELECT exemption.id, exemption.household_id, exemption.resident_id, exemption.people, exemption.reason,
      exemption.from_day::text, exemption.until_day::text, exemption.note_sealed, exemption.state, exemption.asked_at,
      exemption.decided_at, household.door, grid.code AS grid_code, resident.name_sealed,
      asker.display_name AS asked_by_name, EXISTS (SELECT 1 FROM role_grant
        WHERE role_grant.community_id = exemption.community_id AND role_grant.account_id = exemption.asked_by
          AND role_grant.role = 'resident' AND role_grant.household_id = exemption.household_id
          AND role_grant.valid_from <= exemption.asked_at
          AND (role_grant.revoked_at IS NULL OR role_grant.revoked_at > exemption.asked_at)) AS by_household,
      decider.display_name AS decided_by_name
    ${exemptionsFrom(communityId, filter)}
    ORDER BY (exemption.state = 'asked') DESC, exemption.asked_at DESC, exemption.id
    LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`)
  return rows
}

interface CountRow extends Record<string, unknown> {
  state: ExemptionState
  total: number
  soon: number
}

/** How many in each state, and of those how many run out between two days. */
export async function countExemptions(
  db: Db,
  communityId: string,
  filter: ExemptionFilter,
  soon: readonly [string, string],
): Promise<CountRow[]> {
  const { rows } = await db.execute<CountRow>(sql`
    SELECT exemption.state, count(*)::int AS total, (count(*) FILTER (WHERE ${between(soon)}))::int AS soon
    ${exemptionsFrom(communityId, filter, true)} GROUP BY exemption.state`)
  return rows
}

import type { SampleDecision } from '@gezhong/shared/people/unplaced/contract'
import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import type { SampleRow } from '../sampling/queries.ts'
import { sample, tube } from '../sampling/tables.ts'

interface Page {
  page: number
  size: number
}

export interface UnplacedRow extends Record<string, unknown> {
  id: string
  grid_code: string
  tube_code: string | null
  sampler_name: string
  taken_at: Date
  received_at: Date
  people: number
  late: boolean
  claimed_id: string | null
  claimed_door: string | null
  claimed_code: string | null
  claimed_removed: boolean | null
  name_sealed: Buffer | null
  resident_id: string | null
  now_id: string | null
  now_door: string | null
  now_code: string | null
  decision: SampleDecision | null
  decided_by_name: string | null
  decided_at: Date | null
  decision_reason_sealed: Buffer | null
  placed_door: string | null
}

/** What a sampler chose is shown as far as row security lets the asker see it. */
export async function readUnplaced(
  db: Db,
  communityId: string,
  roundId: string,
  { decided, page, size }: Page & { decided: boolean },
): Promise<{ rows: UnplacedRow[]; total: number }> {
  const where = sql`sample.community_id = ${communityId} AND sample.round_id = ${roundId} AND ${
    decided
      ? sql`sample.decision IS NOT NULL`
      : sql`sample.household_id IS NULL AND NOT sample.outsider AND sample.undone_at IS NULL`
  }`
  const here = (table: SQL): SQL => sql`${table}.community_id = sample.community_id`
  const { rows } = await db.execute<UnplacedRow>(sql`
    SELECT sample.id, grid.code AS grid_code, tube.code AS tube_code, sampler.display_name AS sampler_name,
      sample.taken_at, sample.received_at, sample.people, sample.late, claimed.id AS claimed_id,
      claimed.door AS claimed_door, claimed_grid.code AS claimed_code, claimed.removed_at IS NOT NULL AS claimed_removed,
      resident.name_sealed, CASE WHEN lives.id IS NOT NULL THEN resident.id END AS resident_id, lives.id AS now_id,
      lives.door AS now_door, lives_grid.code AS now_code, sample.decision, decider.display_name AS decided_by_name,
      sample.decided_at, sample.decision_reason_sealed, placed.door AS placed_door
    FROM sample
    JOIN grid ON ${here(sql`grid`)} AND grid.id = sample.grid_id
    JOIN account sampler ON sampler.id = sample.taken_by
    LEFT JOIN account decider ON decider.id = sample.decided_by
    LEFT JOIN tube ON ${here(sql`tube`)} AND tube.id = sample.tube_id
    LEFT JOIN household claimed ON ${here(sql`claimed`)} AND claimed.id = sample.claimed_household_id
    LEFT JOIN grid claimed_grid ON ${here(sql`claimed_grid`)} AND claimed_grid.id = claimed.grid_id
    LEFT JOIN resident ON ${here(sql`resident`)} AND resident.id = sample.claimed_resident_id
    LEFT JOIN household lives ON ${here(sql`lives`)} AND lives.id = resident.household_id
      AND lives.removed_at IS NULL AND resident.removed_at IS NULL
    LEFT JOIN grid lives_grid ON ${here(sql`lives_grid`)} AND lives_grid.id = lives.grid_id
    LEFT JOIN household placed ON ${here(sql`placed`)} AND placed.id = sample.household_id
    WHERE ${where}
    ORDER BY ${decided ? sql`sample.decided_at DESC` : sql`sample.received_at`}, sample.id
    LIMIT ${size} OFFSET ${(page - 1) * size}`)
  const { rows: counted } = await db.execute<{ total: string }>(
    sql`SELECT count(*) AS total FROM sample WHERE ${where}`,
  )
  return { rows, total: Number(counted[0]?.total ?? 0) }
}

export async function findSample(db: Db, communityId: string, id: string): Promise<SampleRow | undefined> {
  const [row] = await db
    .select()
    .from(sample)
    .where(and(eq(sample.communityId, communityId), eq(sample.id, id)))
  return row
}

export async function gridOfTube(db: Db, communityId: string, id: string): Promise<string | undefined> {
  const [row] = await db
    .select({ gridId: tube.gridId })
    .from(tube)
    .where(and(eq(tube.communityId, communityId), eq(tube.id, id)))
  return row?.gridId
}

type Change = Partial<Omit<SampleRow, 'communityId' | 'id'>>

/** False when somebody has decided it meanwhile, or it was taken back. */
export async function decideWaiting(db: Db, communityId: string, id: string, change: Change): Promise<boolean> {
  const changed = await db
    .update(sample)
    .set(change)
    .where(
      and(
        eq(sample.communityId, communityId),
        eq(sample.id, id),
        isNull(sample.householdId),
        eq(sample.outsider, false),
        isNull(sample.undoneAt),
      ),
    )
    .returning({ id: sample.id })
  return changed.length > 0
}

/** False when that decision does not stand any more. */
export async function undoDecided(
  db: Db,
  communityId: string,
  { id, decidedAt }: Pick<SampleRow, 'id' | 'decidedAt'>,
  change: Change,
): Promise<boolean> {
  if (decidedAt === null) return false
  const changed = await db
    .update(sample)
    .set(change)
    .where(and(eq(sample.communityId, communityId), eq(sample.id, id), eq(sample.decidedAt, decidedAt)))
    .returning({ id: sample.id })
  return changed.length > 0
}

export interface OutsiderRow extends Record<string, unknown> {
  id: string
  grid_code: string
  tube_code: string | null
  sampler_name: string
  taken_at: Date
  people: number
  late: boolean
  contact_sealed: Buffer | null
}

export async function readOutsiders(
  db: Db,
  communityId: string,
  roundId: string,
  { gridIds, page, size }: Page & { gridIds: readonly string[] | null },
): Promise<{ rows: OutsiderRow[]; total: number }> {
  const where = sql`sample.community_id = ${communityId} AND sample.round_id = ${roundId} AND sample.outsider
    AND sample.undone_at IS NULL AND ${gridIds === null ? sql`true` : sql`sample.grid_id = ANY (${idList(gridIds)})`}`
  const { rows } = await db.execute<OutsiderRow>(sql`
    SELECT sample.id, grid.code AS grid_code, tube.code AS tube_code, account.display_name AS sampler_name,
      sample.taken_at, sample.people, sample.late, sample.contact_sealed
    FROM sample
    JOIN grid ON grid.community_id = sample.community_id AND grid.id = sample.grid_id
    JOIN account ON account.id = sample.taken_by
    LEFT JOIN tube ON tube.community_id = sample.community_id AND tube.id = sample.tube_id
    WHERE ${where} ORDER BY sample.received_at DESC, sample.id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`)
  const { rows: counted } = await db.execute<{ total: string }>(
    sql`SELECT count(*) AS total FROM sample WHERE ${where}`,
  )
  return { rows, total: Number(counted[0]?.total ?? 0) }
}

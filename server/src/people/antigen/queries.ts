import type { PageQuery } from '@gezhong/shared/endpoint'
import type { NoPhoto, TestResult, TestSource, TestVerdict } from '@gezhong/shared/people/antigen/contract'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { countingTests } from './counting.ts'
import { antigenTest } from './tables.ts'

export type TestRow = typeof antigenTest.$inferSelect

/** One that is there already stays as it is, and who calls reads it back; true when it is new. */
export async function keepTest(db: Db, row: TestRow): Promise<boolean> {
  const added = await db.insert(antigenTest).values(row).onConflictDoNothing().returning({ id: antigenTest.id })
  return added.length > 0
}

const byId = (communityId: string, id: string) => and(eq(antigenTest.communityId, communityId), eq(antigenTest.id, id))

export async function findTest(db: Db, communityId: string, id: string): Promise<TestRow | undefined> {
  const [row] = await db.select().from(antigenTest).where(byId(communityId, id))
  return row
}

/** The same, held until the transaction ends. */
export async function lockTest(db: Db, communityId: string, id: string): Promise<TestRow | undefined> {
  const [row] = await db.select().from(antigenTest).where(byId(communityId, id)).for('update')
  return row
}

type Change = Partial<Pick<TestRow, 'photoAt' | 'verdict' | 'checkedBy' | 'checkedAt'>>

export async function changeTest(db: Db, communityId: string, id: string, change: Change): Promise<void> {
  await db.update(antigenTest).set(change).where(byId(communityId, id))
}

/** True when it stood until now. */
export async function undoTest(
  db: Db,
  communityId: string,
  id: string,
  undone: { undoneAt: Date; undoneBy: string },
): Promise<boolean> {
  const changed = await db
    .update(antigenTest)
    .set(undone)
    .where(and(byId(communityId, id), isNull(antigenTest.undoneAt)))
    .returning({ id: antigenTest.id })
  return changed.length > 0
}

export interface TestView extends Record<string, unknown> {
  id: string
  round_id: string
  household_id: string
  door: string
  grid_code: string
  resident_id: string | null
  name_sealed: Buffer | null
  people: number
  result: TestResult
  source: TestSource
  no_photo: NoPhoto | null
  photo_at: Date | null
  photo_deleted: boolean
  taken_at: Date
  received_at: Date
  late: boolean
  verdict: TestVerdict | null
  undone: boolean
  counts: boolean
}

interface Filter extends PageQuery {
  id?: string | undefined
  household?: string | undefined
  gridIds?: readonly string[] | undefined
  unchecked?: boolean | undefined
  positive?: boolean | undefined
  /** What needs a look first, else the newest first. */
  urgentFirst?: boolean | undefined
}

/** Whoever checks looks at what stands, and at a positive one that was taken back before anybody had seen it. */
export const UNCHECKED = sql`test.verdict IS NULL AND (test.undone_at IS NULL OR test.result = 'positive')`

/** What stands and nobody found wrong. */
export const POSITIVE = sql`test.result = 'positive' AND test.verdict IS DISTINCT FROM 'wrong' AND test.undone_at IS NULL`

export async function readTests(
  db: Db,
  communityId: string,
  roundId: string,
  filter: Filter,
): Promise<{ rows: TestView[]; total: number }> {
  const where = sql`test.community_id = ${communityId} AND test.round_id = ${roundId}
    AND ${filter.id === undefined ? sql`true` : sql`test.id = ${filter.id}`}
    AND ${filter.household === undefined ? sql`true` : sql`test.household_id = ${filter.household}`}
    AND ${filter.gridIds === undefined ? sql`true` : sql`test.grid_id = ANY (${idList(filter.gridIds)})`}
    AND ${filter.unchecked === true ? UNCHECKED : sql`true`}
    AND ${filter.positive === true ? POSITIVE : sql`true`}`
  const urgent = sql`(test.result = 'positive' AND ${UNCHECKED}) DESC, (${UNCHECKED}) DESC,`
  const { rows } = await db.execute<TestView>(sql`
    SELECT test.id, test.round_id, test.household_id, household.door, grid.code AS grid_code, test.resident_id,
      resident.name_sealed, test.people, test.result, test.source, test.no_photo, test.photo_at,
      photo.deleted_at IS NOT NULL AS photo_deleted, test.taken_at, test.received_at, test.late, test.verdict,
      test.undone_at IS NOT NULL AS undone, counting.id IS NOT NULL AS counts
    FROM antigen_test test
    JOIN household ON household.community_id = test.community_id AND household.id = test.household_id
    JOIN grid ON grid.community_id = test.community_id AND grid.id = test.grid_id
    LEFT JOIN resident ON resident.community_id = test.community_id AND resident.id = test.resident_id
    LEFT JOIN antigen_photo photo ON photo.community_id = test.community_id AND photo.id = test.id
    LEFT JOIN (${countingTests(communityId, roundId)}) counting ON counting.id = test.id
    WHERE ${where}
    ORDER BY ${filter.urgentFirst === true ? urgent : sql``} test.received_at DESC, test.id DESC
    LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`)
  const { rows: counted } = await db.execute<{ total: string }>(
    sql`SELECT count(*) AS total FROM antigen_test test WHERE ${where}`,
  )
  return { rows, total: Number(counted[0]?.total ?? 0) }
}

import type { NoPhoto, TestResult, TestSource } from '@gezhong/shared/people/antigen/contract'
import type { OwnHousehold } from '@gezhong/shared/people/own-data/contract'
import { sql } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'

/** The newest; more than a household does in an emergency. */
const MOST = 500

interface KitRow extends Record<string, unknown> {
  title: string
  kits: number
  handed_at: Date
  undone: boolean
}

interface TestRow extends Record<string, unknown> {
  title: string
  name_sealed: Buffer | null
  people: number
  result: TestResult
  source: TestSource
  no_photo: NoPhoto | null
  photo_at: Date | null
  deleted_at: Date | null
  own: boolean
  taken_at: Date
  undone: boolean
}

const photoOf = ({ no_photo, photo_at, deleted_at }: TestRow) => {
  if (deleted_at !== null) return 'deleted'
  if (photo_at !== null) return 'there'
  return no_photo === null ? 'awaited' : 'none'
}

/** The kits that a household got and the tests that were told of it; of a photo, that it is there. */
export async function antigenOf(
  { db, communityId, vault, actor }: Work,
  householdId: string,
): Promise<Pick<OwnHousehold, 'kits' | 'selfTests'>> {
  const { rows: kits } = await db.execute<KitRow>(sql`
    SELECT roll.title, antigen_kit.kits, antigen_kit.handed_at, antigen_kit.undone_at IS NOT NULL AS undone
    FROM antigen_kit
    JOIN roll ON roll.community_id = antigen_kit.community_id AND roll.id = antigen_kit.round_id
    WHERE antigen_kit.community_id = ${communityId} AND antigen_kit.household_id = ${householdId}
    ORDER BY antigen_kit.received_at DESC, antigen_kit.id DESC LIMIT ${MOST}`)
  const { rows: tests } = await db.execute<TestRow>(sql`
    SELECT roll.title, resident.name_sealed, test.people, test.result, test.source, test.no_photo, test.photo_at,
      photo.deleted_at, test.told_by = ${actor.accountId} AS own, test.taken_at, test.undone_at IS NOT NULL AS undone
    FROM antigen_test test
    JOIN roll ON roll.community_id = test.community_id AND roll.id = test.round_id
    LEFT JOIN resident ON resident.community_id = test.community_id AND resident.id = test.resident_id
    LEFT JOIN antigen_photo photo ON photo.community_id = test.community_id AND photo.id = test.id
    WHERE test.community_id = ${communityId} AND test.household_id = ${householdId}
    ORDER BY test.received_at DESC, test.id DESC LIMIT ${MOST}`)
  return {
    kits: kits.map((row) => ({
      roundTitle: maskText(row.title),
      kits: row.kits,
      handedAt: new Date(row.handed_at).toISOString(),
      undone: row.undone,
    })),
    selfTests: tests.map((row) => ({
      roundTitle: maskText(row.title),
      name: row.name_sealed === null ? null : maskText(vault.open(communityId, row.name_sealed)),
      people: row.people,
      result: row.result,
      source: row.source,
      photo: photoOf(row),
      own: row.own,
      takenAt: new Date(row.taken_at).toISOString(),
      undone: row.undone,
    })),
  }
}

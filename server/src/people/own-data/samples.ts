import type { ExemptionReason, ExemptionState } from '@gezhong/shared/people/exemptions/contract'
import type { OwnHousehold } from '@gezhong/shared/people/own-data/contract'
import type { TestOutcome } from '@gezhong/shared/people/results/outcome'
import type { RoundMethod } from '@gezhong/shared/people/rounds/contract'
import { sql } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'

/** The newest; a village is tested some sixty times in an emergency, and a household has a few people. */
const MOST = 500

interface SampleRow extends Record<string, unknown> {
  title: string
  method: RoundMethod
  name_sealed: Buffer | null
  people: number
  taken_at: Date
  undone: boolean
}

interface ResultRow extends Record<string, unknown> {
  title: string | null
  name_sealed: Buffer | null
  people: number
  outcome: TestOutcome
  tested_at: Date
}

interface ExemptionRow extends Record<string, unknown> {
  name_sealed: Buffer | null
  people: number
  reason: ExemptionReason
  from_day: string
  until_day: string
  note_sealed: Buffer | null
  state: ExemptionState
}

/**
 * What a household gave in rounds of tests, and who of it need not come. Of a tube of several in which somebody is positive
 * it reads, as on its first page, that it is unclear until the re-test.
 */
export async function testsOf(
  { db, communityId, vault }: Work,
  householdId: string,
): Promise<Pick<OwnHousehold, 'samples' | 'results' | 'exemptions'>> {
  const { rows: samples } = await db.execute<SampleRow>(sql`
    SELECT roll.title, round.method, resident.name_sealed, sample.people, sample.taken_at,
      sample.undone_at IS NOT NULL AS undone
    FROM sample
    JOIN round ON round.community_id = sample.community_id AND round.id = sample.round_id
    JOIN roll ON roll.community_id = sample.community_id AND roll.id = sample.round_id
    LEFT JOIN resident ON resident.community_id = sample.community_id AND resident.id = sample.resident_id
    WHERE sample.community_id = ${communityId} AND sample.household_id = ${householdId}
    ORDER BY sample.received_at DESC, sample.id DESC LIMIT ${MOST}`)
  const { rows: results } = await db.execute<ResultRow>(sql`
    SELECT roll.title, resident.name_sealed, test_result.people, test_result.tested_at,
      CASE WHEN test_result.outcome = 'positive' AND EXISTS (SELECT 1 FROM round_due
          WHERE round_due.community_id = test_result.community_id AND round_due.household_id = test_result.household_id
            AND round_due.tube_id = test_result.tube_id)
        THEN 'unclear' ELSE test_result.outcome END AS outcome
    FROM test_result
    LEFT JOIN roll ON roll.community_id = test_result.community_id AND roll.id = test_result.round_id
    LEFT JOIN resident ON resident.community_id = test_result.community_id AND resident.id = test_result.resident_id
    LEFT JOIN sample ON sample.community_id = test_result.community_id AND sample.id = test_result.sample_id
    WHERE test_result.community_id = ${communityId} AND test_result.household_id = ${householdId}
      AND sample.undone_at IS NULL
    ORDER BY test_result.tested_at DESC, test_result.id DESC LIMIT ${MOST}`)
  const { rows: exemptions } = await db.execute<ExemptionRow>(sql`
    SELECT resident.name_sealed, exemption.people, exemption.reason, exemption.from_day::text,
      exemption.until_day::text, exemption.note_sealed, exemption.state
    FROM exemption
    LEFT JOIN resident ON resident.community_id = exemption.community_id AND resident.id = exemption.resident_id
    WHERE exemption.community_id = ${communityId} AND exemption.household_id = ${householdId}
    ORDER BY exemption.asked_at DESC, exemption.id DESC LIMIT ${MOST}`)
  const nameOf = (sealed: Buffer | null) => (sealed === null ? null : maskText(vault.open(communityId, sealed)))
  return {
    samples: samples.map((row) => ({
      roundTitle: maskText(row.title),
      method: row.method,
      name: nameOf(row.name_sealed),
      people: row.people,
      takenAt: new Date(row.taken_at).toISOString(),
      undone: row.undone,
    })),
    results: results.map((row) => ({
      roundTitle: row.title === null ? null : maskText(row.title),
      name: nameOf(row.name_sealed),
      people: row.people,
      outcome: row.outcome,
      testedAt: new Date(row.tested_at).toISOString(),
    })),
    exemptions: exemptions.map((row) => ({
      name: nameOf(row.name_sealed),
      people: row.people,
      reason: row.reason,
      fromDay: row.from_day,
      untilDay: row.until_day,
      note: row.note_sealed === null ? '' : maskText(vault.openForCommunity(communityId, row.note_sealed)),
      state: row.state,
    })),
  }
}

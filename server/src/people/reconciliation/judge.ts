import type { Reason } from '@gezhong/shared/people/chain/reasons'
import { buildLedgerIndex } from '@gezhong/shared/people/ledger-index'
import { reconcile } from '@gezhong/shared/people/reconciliation/reconcile'
import { DIFFERENCE_VERDICTS } from '@gezhong/shared/people/reconciliation/verdict'
import type { DifferenceKind } from '@gezhong/shared/people/reconciliation/contract'
import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { stillMissing } from '@gezhong/shared/people/rolls/still-missing'
import { inOrderSaid, type KnownHousehold, type ReportRow } from './statements.ts'

/** What follows from a statement: its verdict, and whether a person must look at it. */
export interface Judgement {
  row: ReportRow
  verdict: ReportRow['verdict']
  household: KnownHousehold | null
  candidateIds: string[]
  reasons: string[]
  difference: DifferenceKind | null
}

/** How a household stands after everything that was said. */
export interface HouseholdStanding {
  household: KnownHousehold
  state: 'reported' | 'differs'
  reported: number | null
  row: ReportRow
}

const isDifference = (verdict: string): verdict is DifferenceKind =>
  (DIFFERENCE_VERDICTS as readonly string[]).includes(verdict)

/** What a person decided is read instead of what was written. */
const reportedHeadcount = (row: ReportRow): number | null => row.chosenHeadcount ?? row.headcount

function statementOf(row: ReportRow) {
  // A resident's own report and a worker's are tied to their household from the start.
  const chosen = row.chosenHouseholdId ?? (row.source === 'chain' ? null : row.householdId)
  return {
    door: row.door,
    doorCandidates: row.doorCandidates,
    headcount: row.headcount,
    phones: row.phoneIndexes,
    intent: row.intent,
    isCorrection: row.isCorrection,
    reasons: row.reasons as Reason[],
    override: {
      ...(chosen === null ? {} : { household: chosen }),
      ...(row.chosenHeadcount === null ? {} : { headcount: row.chosenHeadcount }),
      dismissed: row.dismissed,
      rejectedHouseholds: row.rejectedHouseholdIds,
    },
  }
}

/**
 * Fewer than the ledger knows is no difference about the ledger when the roll asks who was tested: those people are
 * missing, and the numbers say so.
 */
function needsPerson(row: ReportRow, verdict: string, household: KnownHousehold | null, question: RollQuestion) {
  // Somebody has already said how this statement is to be read.
  const decided = row.dismissed || row.chosenHeadcount !== null
  if (!isDifference(verdict) || decided) return null
  const isFewer = stillMissing(question, household?.headcount ?? null, reportedHeadcount(row)) > 0
  return verdict === 'headcount-differs' && isFewer ? null : verdict
}

/** Holds what was said against the households given. Phones are compared by their blind indexes on both sides. */
export function judge(
  question: RollQuestion,
  households: readonly KnownHousehold[],
  reports: readonly ReportRow[],
): Judgement[] {
  const byId = new Map(households.map((household) => [household.id, household]))
  const index = buildLedgerIndex(households)
  const rows = inOrderSaid(reports.filter((row) => row.state === 'standing'))
  const outcomes = reconcile(
    rows.map((row) => statementOf(row)),
    index,
  )
  return rows.map((row, position) => {
    const outcome = outcomes[position]!
    const household = outcome.household === null ? null : (byId.get(outcome.household.id) ?? null)
    return {
      row,
      verdict: outcome.verdict,
      household,
      candidateIds: [...outcome.candidates],
      reasons: [...outcome.reasons],
      difference: needsPerson(row, outcome.verdict, household, question),
    }
  })
}

const COUNTS = new Set(['matched', 'headcount-differs', 'phone-differs'])

/** The last statement that counts decides how its household stands. */
export function standingsOf(judgements: readonly Judgement[]): Map<string, HouseholdStanding> {
  const standings = new Map<string, HouseholdStanding>()
  for (const { row, verdict, household, difference } of judgements) {
    if (household === null || row.dismissed || !COUNTS.has(verdict)) continue
    standings.set(household.id, {
      household,
      state: difference === null ? 'reported' : 'differs',
      reported: reportedHeadcount(row),
      row,
    })
  }
  return standings
}

/** People whom a statement that counts leaves missing in its household. */
export const leavesMissing = (question: RollQuestion, { row, household, verdict }: Judgement): number =>
  household === null || row.dismissed || !COUNTS.has(verdict)
    ? 0
    : stillMissing(question, household.headcount, reportedHeadcount(row))

/** A household that has answered, and not for all who live there; one with a difference waits for that first. */
export const isPartly = (question: RollQuestion, { household, state, reported }: HouseholdStanding): boolean =>
  state === 'reported' && stillMissing(question, household.headcount, reported) > 0

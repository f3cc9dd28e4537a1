import type { ChainIntent } from '../chain/types.ts'
import type { Reason } from '../chain/reasons.ts'
import type { IndexedHousehold, LedgerIndex } from '../ledger-index.ts'
import { locateStatement, statesAnotherPhone } from './find-household.ts'
import type { Verdict } from './verdict.ts'

/** What a person has settled about one statement. */
export type StatementOverride = {
  /** The household that a person chose. */
  readonly household?: string | undefined
  readonly headcount?: number | null | undefined
  readonly dismissed?: boolean | undefined
  /** Households that a person called different; they are never proposed again. */
  readonly rejectedHouseholds?: readonly string[] | undefined
}

/** A line of a chain, or a report that came in fields. `ChainEntry` fits. */
export type StatementLike = {
  readonly door: string | null
  readonly doorCandidates?: readonly string[]
  readonly headcount: number | null
  readonly phones: readonly string[]
  readonly intent: ChainIntent
  readonly isCorrection?: boolean
  readonly reasons?: readonly Reason[]
  /** Set when the household is known beforehand: a resident reporting for the own one. */
  readonly household?: string | null
  readonly override?: StatementOverride | undefined
}

/** The verdicts of the ledger, and `dismissed` for a statement that a person set aside. */
export type ReconciledVerdict = Verdict | 'dismissed'

export type Reconciled = {
  readonly verdict: ReconciledVerdict
  readonly household: { readonly id: string; readonly door: string } | null
  /** Ids of households that it could be, best first, when a person must decide. */
  readonly candidates: readonly string[]
  readonly reasons: readonly Reason[]
}

export type ReconcileContext = { readonly grid?: string | undefined }

type Standing = { readonly position: number; readonly statement: StatementLike; readonly headcount: number | null }
type Draft = {
  verdict: ReconciledVerdict
  household: IndexedHousehold | null
  candidates: readonly IndexedHousehold[]
  reasons: Reason[]
}

function headcountOf(statement: StatementLike): number | null {
  const decided = statement.override?.headcount
  if (decided !== undefined) return decided
  return statement.intent === 'vacant' ? 0 : statement.headcount
}

/** What differs from the ledger; a headcount or phone missing on either side is no difference. */
function compare(
  statement: StatementLike,
  household: IndexedHousehold,
  ledger: LedgerIndex,
): { verdict: Verdict; reasons: Reason[] } {
  const reasons: Reason[] = []
  const headcount = headcountOf(statement)
  const headcountDiffers = headcount !== null && household.headcount !== null && headcount !== household.headcount
  if (headcountDiffers) reasons.push('headcount-differs')
  const phoneDiffers =
    statement.phones.length > 0 &&
    household.phones.length > 0 &&
    !statement.phones.some((phone) => ledger.householdsOfPhone(phone).some((owner) => owner.id === household.id))
  if (phoneDiffers) reasons.push('phone-not-in-ledger')
  return { verdict: headcountDiffers ? 'headcount-differs' : phoneDiffers ? 'phone-differs' : 'matched', reasons }
}

/** Whether all that the later statement states is what the standing one said. */
function saysTheSame(later: StatementLike, standing: Standing): boolean {
  const headcount = headcountOf(later)
  const earlier = standing.statement
  if (later.intent !== earlier.intent) return false
  if (headcount !== null && headcount !== standing.headcount) return false
  return later.phones.every((phone) => earlier.phones.includes(phone))
}

/**
 * Compares statements with the ledger, in text order: later ones of the same household replace, repeat or take back
 * earlier ones. Gives one result per statement, in the same order. The ledger is never changed. O(n).
 *
 * - `matched`: the household is certain and nothing differs; a number or phone missing on either side is no difference
 * - `headcount-differs`, `phone-differs`: the household is certain, this differs (headcount first when both do)
 * - `unknown-door`: a full door that the ledger does not have
 * - `candidates`: several households fit, or only a near miss does, or door and phone point to different ones
 * - `incomplete`: no door can be read, and no phone leads to exactly one household
 * - `superseded`: a later statement of the household counts instead; `duplicate`: it said the same again
 * - `withdrawn`: the household took its report back, or this statement did
 * - `dismissed`: a person set it aside
 */
export function reconcile(
  statements: readonly StatementLike[],
  ledger: LedgerIndex,
  context: ReconcileContext = {},
): Reconciled[] {
  const drafts: Draft[] = []
  const standing = new Map<string, Standing>()
  statements.forEach((statement, position) => {
    if (statement.override?.dismissed === true) {
      drafts.push({ verdict: 'dismissed', household: null, candidates: [], reasons: [] })
      return
    }
    const found = locateStatement(statement, ledger, context.grid)
    const draft: Draft = {
      verdict: found.verdict === 'found' ? 'matched' : found.verdict,
      household: found.certain,
      candidates: found.candidates,
      reasons: [...found.reasons],
    }
    drafts.push(draft)
    if (found.certain !== null) settle(statement, found.certain, position, draft, drafts, standing, ledger)
  })
  return drafts.map((draft) => ({
    verdict: draft.verdict,
    household: draft.household === null ? null : { id: draft.household.id, door: draft.household.door },
    candidates: draft.candidates.map((household) => household.id),
    reasons: draft.reasons,
  }))
}

function settle(
  statement: StatementLike,
  household: IndexedHousehold,
  position: number,
  draft: Draft,
  drafts: readonly Draft[],
  standing: Map<string, Standing>,
  ledger: LedgerIndex,
): void {
  const before = standing.get(household.id)
  if (statement.intent === 'withdraw') {
    draft.verdict = 'withdrawn'
    if (before !== undefined) (drafts[before.position] as Draft).verdict = 'withdrawn'
    standing.delete(household.id)
    return
  }
  if (before !== undefined) {
    if (saysTheSame(statement, before)) {
      draft.verdict = 'duplicate'
      return
    }
    const decided = statement.override?.household !== undefined
    if (statesAnotherPhone(statement.phones, before.statement.phones) && statement.isCorrection !== true && !decided) {
      draft.verdict = 'candidates'
      draft.household = null
      draft.candidates = [household]
      draft.reasons.push('same-household-other-phone')
      return
    }
    ;(drafts[before.position] as Draft).verdict = 'superseded'
  }
  const compared = compare(statement, household, ledger)
  draft.verdict = compared.verdict
  draft.reasons.push(...compared.reasons)
  standing.set(household.id, { position, statement, headcount: headcountOf(statement) })
}

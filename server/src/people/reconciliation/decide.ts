import { topCode } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { MAX_PHONES } from '@gezhong/shared/people/max-phones'
import { canSettleDifference } from '@gezhong/shared/people/policy'
import { DECISION_WORDS, DECISIONS_FOR, type Decision } from '@gezhong/shared/people/reconciliation/contract'
import type { Work } from '../../database/transact.ts'
import { changeHousehold, createHousehold } from '../ledger/household-changes.ts'
import { undoLedgerChanges } from '../ledger/undo-service.ts'
import { type RollRow } from '../rolls/queries.ts'
import { requireRoll } from '../rolls/service.ts'
import { readDifferences, readNear, type FullDifference } from './difference-queries.ts'
import { correctBySamples } from './more-sampled.ts'
import { openNote, type DecisionNote } from './present.ts'
import { holdDomain, reconcileDomain, type Reread } from './reconcile-roll.ts'
import type { ReportRow } from './statements.ts'
import { changeDifference, changeReport } from './store-queries.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'

export interface Asked {
  decision: Decision
  householdId?: string | undefined
  headcount?: number | undefined
  reason: string
}

/** A difference with the statement behind it. */
type OfStatement = FullDifference & { report: ReportRow }

/** What a decision does to the statement, and which ledger changes it made. */
interface Effect {
  report: Partial<NonNullable<DecisionNote['before']>>
  changeIds: string[]
}

const phonesOf = (work: Work, report: ReportRow) => work.vault.openPhones(work.communityId, report.phonesSealed)

/** The household that a statement is said to be about; a statement is held against the ledger of its own grid only. */
async function requireNear(work: Work, { difference }: FullDifference, id: string) {
  const known = (await readNear(work.db, work.communityId, [id])).get(id)
  if (known === undefined) throw new Refusal('not-found')
  const codes = await readGridCodes(work.db, work.communityId)
  if (topCode(known.grid_code) !== topCode(codes.get(difference.gridId) ?? ''))
    throw new Refusal('wrong-decision', '这一户在另一个网格，不能在这里选，请选本网格的住户')
  return known
}

async function correctLedger(work: Work, full: OfStatement, reason: string): Promise<Effect> {
  const { difference, report } = full
  const id = difference.householdId!
  const known = await requireNear(work, full, id)
  const old = work.vault.openPhones(work.communityId, known.phones_sealed)
  const said = phonesOf(work, report)
  const phones = [...new Set([...said, ...old])].slice(0, MAX_PHONES)
  const vacant = report.intent === 'vacant'
  const patch = {
    ...(vacant ? { headcount: 0, occupancy: 'vacant' as const } : {}),
    ...(!vacant && report.headcount !== null ? { headcount: report.headcount } : {}),
    ...(said.every((phone) => old.includes(phone)) ? {} : { phones }),
  }
  const changeId = await changeHousehold(work, { id, patch }, { reason })
  return { report: {}, changeIds: changeId === null ? [] : [changeId] }
}

async function correctReport(work: Work, full: OfStatement, asked: Asked): Promise<Effect> {
  const id = asked.householdId ?? full.difference.householdId!
  const known = await requireNear(work, full, id)
  const headcount = asked.headcount ?? known.headcount ?? full.report.headcount ?? 0
  return { report: { chosenHouseholdId: id, chosenHeadcount: headcount }, changeIds: [] }
}

async function chooseHousehold(work: Work, full: FullDifference, asked: Asked): Promise<Effect> {
  if (asked.householdId === undefined) throw new Refusal('wrong-decision', '请先选是哪一户')
  await requireNear(work, full, asked.householdId)
  return { report: { chosenHouseholdId: asked.householdId, dismissed: false }, changeIds: [] }
}

async function newHousehold(work: Work, { difference, report }: OfStatement, reason: string): Promise<Effect> {
  if (report.door === null) throw new Refusal('wrong-decision', '没有门牌，不能新建')
  const input = {
    gridId: difference.gridId,
    door: report.door,
    headcount: report.headcount,
    phones: phonesOf(work, report).slice(0, MAX_PHONES),
  }
  const { changeIds } = await createHousehold(work, input, { reason })
  return { report: {}, changeIds }
}

/** A pair once called different is not proposed again. */
const dismiss = ({ difference, report }: OfStatement): Effect => ({
  report: {
    dismissed: true,
    rejectedHouseholdIds: [
      ...new Set([
        ...report.rejectedHouseholdIds,
        ...report.candidateIds,
        ...(difference.householdId === null ? [] : [difference.householdId]),
      ]),
    ],
  },
  changeIds: [],
})

/** Of more sampled than the ledger knows: either the ledger is corrected, or it is right all the same. */
async function ofSamples(work: Work, full: FullDifference, decision: Decision, reason: string): Promise<Effect> {
  if (decision === 'dismiss') return { report: {}, changeIds: [] }
  const known = await requireNear(work, full, full.difference.householdId!)
  return { report: {}, changeIds: await correctBySamples(work, full.difference, known, reason) }
}

function effectOf(work: Work, full: FullDifference, asked: Asked): Promise<Effect> {
  const reason = asked.reason === '' ? `核对：${DECISION_WORDS[asked.decision]}` : asked.reason
  const { difference, report } = full
  if (report === null) return ofSamples(work, full, asked.decision, reason)
  return ofStatement(work, { difference, report }, asked, reason)
}

function ofStatement(work: Work, full: OfStatement, asked: Asked, reason: string): Promise<Effect> {
  switch (asked.decision) {
    case 'correct-ledger':
      return correctLedger(work, full, reason)
    case 'correct-report':
      return correctReport(work, full, asked)
    case 'choose-household':
      return chooseHousehold(work, full, asked)
    case 'new-household':
      return newHousehold(work, full, reason)
    case 'dismiss':
      return Promise.resolve(dismiss(full))
  }
}

const decidedBefore = ({ chosenHouseholdId, chosenHeadcount, dismissed, rejectedHouseholdIds }: ReportRow) => ({
  chosenHouseholdId,
  chosenHeadcount,
  dismissed,
  rejectedHouseholdIds,
})

async function settleOne(work: Work, full: FullDifference, asked: Asked): Promise<void> {
  const { difference, report } = full
  if (difference.state !== 'open') throw new Refusal('already-settled')
  if (!DECISIONS_FOR[difference.kind].includes(asked.decision)) throw new Refusal('wrong-decision')
  const effect = await effectOf(work, full, asked)
  const note: DecisionNote = { reason: asked.reason, before: report === null ? null : decidedBefore(report) }
  if (report !== null && Object.keys(effect.report).length > 0)
    await changeReport(work.db, work.communityId, report.id, effect.report)
  await changeDifference(work.db, work.communityId, difference.id, {
    state: 'settled',
    decision: asked.decision,
    decidedBy: work.actor.accountId,
    decidedAt: work.now,
    decisionSealed: work.vault.sealForCommunity(work.communityId, JSON.stringify(note)),
    changeIds: effect.changeIds,
  })
  work.touch({ gridId: difference.gridId, rollId: difference.rollId, topic: 'differences' })
  work.record({
    action: 'difference.settled',
    subjectId: difference.id,
    detail: `${report?.door == null ? '' : displayDoor(report.door)} ${DECISION_WORDS[asked.decision]}`.trim(),
  })
}

interface Affected {
  roll: RollRow
  gridCode: string
}

/** The rolls and top-level grids these differences lie in, each held until the end, always in the same order. */
async function holdAll(work: Work, all: readonly FullDifference[]): Promise<Affected[]> {
  const codes = await readGridCodes(work.db, work.communityId)
  const found = new Map<string, Affected>()
  for (const { difference } of all) {
    const gridCode = topCode(codes.get(difference.gridId) ?? '')
    const key = `${difference.rollId} ${gridCode}`
    if (!found.has(key)) found.set(key, { roll: await requireRoll(work, difference.rollId), gridCode })
  }
  const affected = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place)
  for (const { roll, gridCode } of affected) await holdDomain(work, roll, gridCode)
  return affected
}

async function requireRight(work: Work, all: readonly FullDifference[]): Promise<void> {
  const codes = await readGridCodes(work.db, work.communityId)
  const mayAll = all.every(({ difference }) => canSettleDifference(work.actor, codes.get(difference.gridId) ?? ''))
  if (!mayAll) throw new Refusal('not-allowed')
}

/** Settles one or many; each has its own outcome, and what one decision makes clear lapses others. */
export async function settle(work: Work, ids: readonly string[], asked: Asked, reread: Reread) {
  const wanted = [...new Set(ids)]
  const seen = await readDifferences(work.db, work.communityId, wanted)
  if (seen.length === 0) throw new Refusal('not-found')
  await requireRight(work, seen)
  const affected = await holdAll(work, seen)
  const fresh = new Map(
    (await readDifferences(work.db, work.communityId, wanted)).map((one) => [one.difference.id, one]),
  )
  const outcomes: { id: string; settled: boolean; problem: string | null }[] = []
  for (const id of wanted) {
    const full = fresh.get(id)
    const outcome =
      full === undefined ? new Refusal('not-found') : await work.attempt(() => settleOne(work, full, asked))
    const refused = outcome instanceof Refusal
    if (refused && outcome.code === 'not-allowed')
      work.record({ action: 'access.refused', subjectId: id, detail: DECISION_WORDS[asked.decision] })
    outcomes.push({ id, settled: !refused, problem: refused ? (outcome.detail ?? outcome.message) : null })
  }
  for (const { roll, gridCode } of affected) await reconcileDomain(work, roll, gridCode, reread)
  return { outcomes }
}

/** Takes a decision back: the ledger as it was before, the statement as it was before, the difference open again. */
export async function undo(work: Work, id: string, reread: Reread): Promise<void> {
  const seen = await readDifferences(work.db, work.communityId, [id])
  if (seen.length === 0) throw new Refusal('not-found')
  await requireRight(work, seen)
  const affected = await holdAll(work, seen)
  const [full] = await readDifferences(work.db, work.communityId, [id])
  const note = full === undefined ? null : openNote(work, full.difference.decisionSealed)
  if (full === undefined || full.difference.state !== 'settled' || note === null) throw new Refusal('changed-meanwhile')
  if (full.report !== null && note.before !== null)
    await changeReport(work.db, work.communityId, full.report.id, note.before)
  if (full.difference.changeIds.length > 0)
    await undoLedgerChanges(work, full.difference.changeIds, '撤销核对', { statementsSettled: true })
  await changeDifference(work.db, work.communityId, id, {
    // Nothing judges samples again here, as it does a statement.
    state: full.report === null ? 'open' : 'lapsed',
    decision: null,
    decidedBy: null,
    decidedAt: null,
    decisionSealed: null,
    changeIds: [],
  })
  work.record({ action: 'difference.undone', subjectId: id })
  for (const { roll, gridCode } of affected) await reconcileDomain(work, roll, gridCode, reread)
  work.touch({ gridId: full.difference.gridId, rollId: full.difference.rollId, topic: 'differences' })
  // It waits as long as before: open again, it stands where it stood in the list.
  const { openedAt, dueAt } = full.difference
  await changeDifference(work.db, work.communityId, id, { openedAt, dueAt })
}

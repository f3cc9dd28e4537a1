import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import type { LedgerSubject } from '@gezhong/shared/people/ledger/contract'
import type { Work } from '../../database/transact.ts'
import { readAccountNames, SYSTEM_NAME } from './names.ts'
import { openContent, type Content } from './change-log.ts'
import { readChangesById, readHistory, readImportChanges, type ChangeRow } from './change-queries.ts'
import { byKey, inChunks } from './chunks.ts'
import { revise, type Revision } from './revise.ts'
import type { BuildingState, HouseholdState, ResidentState } from './states.ts'
import { BUILDING, HOUSEHOLD, RESIDENT, type Kept, type Subject } from './subjects.ts'
import { refuseReturn, refuseTakingOut } from './undo-conditions.ts'
import { effectOf, standingOnTop } from './undo-order.ts'

/*
 * Undoing is another change that points back. Changes of one subject are undone in the reverse of their order, so that
 * after each undo everything is exactly as it was before what was undone; and nothing is taken away that something
 * else stands on. An undo can be undone under the same rule.
 */

export interface UndoOptions {
  /** The caller itself takes back what was said of the household, and reconciles again. */
  statementsSettled?: boolean
}

interface Undoing<State> {
  change: ChangeRow
  content: Content<State>
}

async function refuseOutOfOrder(work: Work, changes: readonly ChangeRow[]): Promise<void> {
  const subjectIds = changes.map((change) => change.subjectId)
  const history = byKey(await readHistory(work.db, work.communityId, subjectIds), (step) => step.subjectId)
  for (const change of changes) {
    const steps = history.get(change.subjectId) ?? []
    if (steps.some((step) => step.undoesId === change.id)) throw new Refusal('already-undone')
    const later = standingOnTop(change, steps)
    if (later === null) continue
    const names = await readAccountNames(work.db, [later.accountId])
    const name = names.get(later.accountId ?? '') ?? SYSTEM_NAME
    const { door } = openContent(work, change.contentSealed)
    throw new Refusal(
      'undo-blocked',
      `${door}后来又改过（${name}，${civilDay(later.at)} ${wallClock(later.at)}），请先撤销那一步`,
    )
  }
}

async function undoOf<Row extends Kept, State>(
  work: Work,
  subject: Subject<Row, State>,
  undoings: readonly Undoing<State>[],
  reason: string,
  options: UndoOptions,
): Promise<Map<string, string>> {
  const undone = new Map<string, string>()
  for (const part of inChunks(undoings)) {
    const changes = part.map((undoing) => undoing.change)
    const ids = changes.map((change) => change.subjectId)
    const rows = new Map((await subject.lock(work.db, work.communityId, ids)).map((row) => [row.id, row]))
    await refuseOutOfOrder(work, changes)
    await refuseTakingOut(work, subject.name, part, options.statementsSettled ?? false)
    await refuseReturn(work, subject.name, part)
    const revisions = part.map(({ change, content }): Revision<Row, State> => {
      const row = rows.get(change.subjectId)
      if (row === undefined) throw new Refusal('not-found')
      const back = { door: content.door, before: content.after, after: content.before, reason }
      return { row, content: back, action: 'undone', undoesId: change.id }
    })
    const changeIds = await revise(work, subject, revisions)
    for (const [index, change] of changes.entries()) undone.set(change.id, changeIds[index]!)
  }
  return undone
}

/** Several changes of one subject go in turns, the latest first. */
function turnsOf(changes: readonly ChangeRow[]): ChangeRow[][] {
  const turns: ChangeRow[][] = []
  for (const own of byKey(changes, (change) => change.subjectId).values()) {
    const latestFirst = own.toSorted((a, b) => b.revision - a.revision)
    for (const [turn, change] of latestFirst.entries()) (turns[turn] ??= []).push(change)
  }
  return turns
}

async function undoSubject(
  work: Work,
  subject: LedgerSubject,
  undoings: readonly Undoing<unknown>[],
  reason: string,
  options: UndoOptions,
): Promise<Map<string, string>> {
  if (subject === 'building') return undoOf(work, BUILDING, undoings as Undoing<BuildingState>[], reason, options)
  if (subject === 'household') return undoOf(work, HOUSEHOLD, undoings as Undoing<HouseholdState>[], reason, options)
  return undoOf(work, RESIDENT, undoings as Undoing<ResidentState>[], reason, options)
}

/** People leave before their household, a household before its building; they come back the other way round. */
const LEAVING: readonly LedgerSubject[] = ['resident', 'household', 'building']

/**
 * Undoes changes, all or nothing, in an order that works whatever theirs is. The caller has checked who may.
 * Returns by change the change that undid it. Refused: `not-found`, `already-undone`, and `undo-blocked` with what
 * stands in the way.
 */
export async function undoLedgerChanges(
  work: Work,
  changeIds: readonly string[],
  reason: string,
  options: UndoOptions = {},
): Promise<Map<string, string>> {
  const changes: ChangeRow[] = []
  for (const part of inChunks([...new Set(changeIds)]))
    changes.push(...(await readChangesById(work.db, work.communityId, part)))
  if (changes.length !== new Set(changeIds).size) throw new Refusal('not-found')
  const content = new Map(changes.map((change) => [change.id, openContent<unknown>(work, change.contentSealed)]))
  const returns = changes.some((change) => content.get(change.id)?.after === null)
  const undone = new Map<string, string>()
  for (const subject of returns ? LEAVING.toReversed() : LEAVING)
    for (const turn of turnsOf(changes.filter((change) => change.subject === subject))) {
      const undoings = turn.map((change) => ({ change, content: content.get(change.id)! }))
      for (const [id, undoId] of await undoSubject(work, subject, undoings, reason, options)) undone.set(id, undoId)
    }
  const [only] = changes
  const what =
    changes.length === 1 && only !== undefined ? openContent(work, only.contentSealed).door : `${changes.length} 处`
  work.record({
    action: 'ledger.undone',
    ...(changes.length === 1 && only !== undefined ? { subjectId: only.subjectId } : {}),
    detail: `${what}（${reason}）`,
  })
  return undone
}

/** Undoes one change; returns the id of the change that undid it. */
export async function undoLedgerChange(
  work: Work,
  changeId: string,
  reason: string,
  options: UndoOptions = {},
): Promise<string> {
  return (await undoLedgerChanges(work, [changeId], reason, options)).get(changeId)!
}

/**
 * Undoes what an import wrote and what of it is still in effect, all or nothing. Returns how many changes were undone.
 */
export async function undoImportChanges(work: Work, importId: string, reason: string): Promise<number> {
  const written = await readImportChanges(work.db, work.communityId, importId)
  const inEffect: string[] = []
  for (const part of inChunks(written)) {
    const subjectIds = part.map((change) => change.subjectId)
    const history = byKey(await readHistory(work.db, work.communityId, subjectIds), (step) => step.subjectId)
    for (const change of part) {
      const latest = effectOf(change, history.get(change.subjectId) ?? [])
      if (latest !== null) inEffect.push(latest.id)
    }
  }
  return (await undoLedgerChanges(work, inEffect, reason)).size
}

import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import type { LedgerSubject } from '@gezhong/shared/people/ledger/contract'
import type { Work } from '../../database/transact.ts'
import { readAccountNames, SYSTEM_NAME } from './names.ts'
import { openContent } from './change-log.ts'
import {
  readChangesById,
  readHistory,
  readImportChanges,
  readOutlines,
  type ChangeOutline,
  type ChangeRow,
} from './change-queries.ts'
import { inChunks } from '../../database/in-chunks.ts'
import { byKey } from './chunks.ts'
import { revise, type Revision } from './revise.ts'
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

/** Changes whose contents are in memory at one time; of the others, only their order is. */
const TOGETHER = 500

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

async function undoTogether<Row extends Kept, State>(
  work: Work,
  subject: Subject<Row, State>,
  changes: readonly ChangeRow[],
  reason: string,
  options: UndoOptions,
): Promise<string[]> {
  const ids = changes.map((change) => change.subjectId)
  const rows = new Map((await subject.lock(work.db, work.communityId, ids)).map((row) => [row.id, row]))
  await refuseOutOfOrder(work, changes)
  const undoings = changes.map((change) => ({ change, content: openContent<State>(work, change.contentSealed) }))
  await refuseTakingOut(work, subject.name, undoings, options.statementsSettled ?? false)
  await refuseReturn(work, subject.name, undoings)
  const revisions = undoings.map(({ change, content }): Revision<Row, State> => {
    const row = rows.get(change.subjectId)
    if (row === undefined) throw new Refusal('not-found')
    const back = { door: content.door, before: content.after, after: content.before, reason }
    return { row, content: back, action: 'undone', undoesId: change.id }
  })
  return revise(work, subject, revisions)
}

/** Several changes of one subject go in turns, the latest first. */
function turnsOf(changes: readonly ChangeOutline[]): ChangeOutline[][] {
  const turns: ChangeOutline[][] = []
  const seen = new Map<string, number>()
  for (const change of changes.toSorted((a, b) => b.revision - a.revision)) {
    const turn = seen.get(change.subjectId) ?? 0
    seen.set(change.subjectId, turn + 1)
    ;(turns[turn] ??= []).push(change)
  }
  return turns
}

async function undoPart(
  work: Work,
  subject: LedgerSubject,
  changes: readonly ChangeRow[],
  reason: string,
  options: UndoOptions,
): Promise<string[]> {
  if (subject === 'building') return undoTogether(work, BUILDING, changes, reason, options)
  if (subject === 'household') return undoTogether(work, HOUSEHOLD, changes, reason, options)
  return undoTogether(work, RESIDENT, changes, reason, options)
}

/** Whether something that was taken out comes back; of an undo only the content tells which way it went. */
async function bringsBack(work: Work, changes: readonly ChangeOutline[]): Promise<boolean> {
  if (changes.some((change) => change.action === 'removed')) return true
  const undos = changes.filter((change) => change.action === 'undone').map((change) => change.id)
  for (const part of inChunks(undos, TOGETHER))
    for (const change of await readChangesById(work.db, work.communityId, part))
      if (openContent(work, change.contentSealed).after === null) return true
  return false
}

/** People leave before their household, a household before its building; they come back the other way round. */
const LEAVING: readonly LedgerSubject[] = ['resident', 'household', 'building']

/** Returns how many changes were undone, each of which was told to `onUndone`. */
async function undoAll(
  work: Work,
  changeIds: readonly string[],
  reason: string,
  options: UndoOptions,
  onUndone: (id: string, undoId: string) => void,
): Promise<number> {
  const changes: ChangeOutline[] = []
  for (const part of inChunks(changeIds)) changes.push(...(await readOutlines(work.db, work.communityId, part)))
  if (changes.length !== changeIds.length) throw new Refusal('not-found')
  const order = (await bringsBack(work, changes)) ? LEAVING.toReversed() : LEAVING
  let door = ''
  for (const subject of order)
    for (const turn of turnsOf(changes.filter((change) => change.subject === subject)))
      for (const part of inChunks(turn, TOGETHER)) {
        const ids = part.map((change) => change.id)
        const rows = await readChangesById(work.db, work.communityId, ids)
        const undoIds = await undoPart(work, subject, rows, reason, options)
        for (const [index, row] of rows.entries()) onUndone(row.id, undoIds[index]!)
        door = openContent(work, rows[0]!.contentSealed).door
      }
  work.record({
    action: 'ledger.undone',
    ...(changes.length === 1 ? { subjectId: changes[0]!.subjectId } : {}),
    detail: `${changes.length === 1 ? door : `${changes.length} 处`}（${reason}）`,
  })
  return changes.length
}

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
  const undone = new Map<string, string>()
  await undoAll(work, [...new Set(changeIds)], reason, options, (id, undoId) => undone.set(id, undoId))
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

/** What of an import is still in effect. */
async function inEffectOf(work: Work, importId: string): Promise<string[]> {
  const inEffect: string[] = []
  for (const part of inChunks(await readImportChanges(work.db, work.communityId, importId))) {
    const subjectIds = part.map((change) => change.subjectId)
    const history = byKey(await readHistory(work.db, work.communityId, subjectIds), (step) => step.subjectId)
    for (const change of part) {
      const latest = effectOf(change, history.get(change.subjectId) ?? [])
      if (latest !== null) inEffect.push(latest.id)
    }
  }
  return inEffect
}

/**
 * Undoes what an import wrote and what of it is still in effect, all or nothing. Returns how many changes were undone.
 */
export async function undoImportChanges(work: Work, importId: string, reason: string): Promise<number> {
  return undoAll(work, [...new Set(await inEffectOf(work, importId))], reason, {}, () => undefined)
}

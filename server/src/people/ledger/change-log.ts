import type { LedgerChange, LedgerSubject } from '@gezhong/shared/people/ledger/contract'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { insertChanges, type ChangeRow } from './change-queries.ts'

/*
 * Every write of the ledger leaves a change here, in the same transaction: who, when, why, and what it was before.
 * Nothing is ever taken out; undoing adds a change that points back.
 */

/** Null before: it was not there. Null after: it is there no longer. Else the fields that changed. */
export interface Content<State> {
  door: string
  before: Partial<State> | null
  after: Partial<State> | null
  reason: string
}

export interface NewChange<State> {
  subject: LedgerSubject
  subjectId: string
  buildingId: string
  householdId: string | null
  gridId: string
  action: LedgerChange['action']
  /** The subject's revision after the change. */
  revision: number
  content: Content<State>
  undoesId?: string | undefined
  importId?: string | undefined
}

/** The rows in which changes are kept, their contents sealed. */
export function changeRows<State>(work: Work, changes: readonly NewChange<State>[]): ChangeRow[] {
  return changes.map((change) => ({
    communityId: work.communityId,
    id: uuidv7(),
    subject: change.subject,
    subjectId: change.subjectId,
    buildingId: change.buildingId,
    householdId: change.householdId,
    gridId: change.gridId,
    action: change.action,
    revision: change.revision,
    contentSealed: work.vault.sealForCommunity(work.communityId, JSON.stringify(change.content)),
    accountId: work.actor.accountId,
    undoesId: change.undoesId ?? null,
    importId: change.importId ?? null,
    at: work.now,
  }))
}

export async function keepChanges<State>(work: Work, changes: readonly NewChange<State>[]): Promise<string[]> {
  const rows = changeRows(work, changes)
  await insertChanges(work.db, rows)
  return rows.map((row) => row.id)
}

export const openContent = <State>(work: Work, sealed: Buffer): Content<State> =>
  JSON.parse(work.vault.openForCommunity(work.communityId, sealed)) as Content<State>

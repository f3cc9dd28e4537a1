import type { LedgerChange } from '@gezhong/shared/people/ledger/contract'
import { Refusal } from '@gezhong/shared/errors'
import type { Work } from '../../database/transact.ts'
import { keepChanges, type Content } from './change-log.ts'
import type { Kept, Subject } from './subjects.ts'

/** A row as it was locked, and what becomes of it: null before brings it back, null after takes it out. */
export interface Revision<Row, State> {
  row: Row
  content: Content<State>
  action: LedgerChange['action']
  undoesId?: string | undefined
  importId?: string | undefined
}

/** Marks the numbers of these grids to be counted again, and what was reported there to be judged again. */
export function touchLedger(work: Work, rows: readonly { gridId: string }[]): void {
  for (const gridId of new Set(rows.map((row) => row.gridId))) work.touch({ gridId, topic: 'ledger' })
}

/**
 * Writes rows that the caller has locked, each with its change beside it. Refused as `changed-meanwhile` when a row is
 * no longer at the revision it was read with. Returns the ids of the changes, in the order of `revisions`.
 */
export async function revise<Row extends Kept, State>(
  work: Work,
  subject: Subject<Row, State>,
  revisions: readonly Revision<Row, State>[],
): Promise<string[]> {
  if (revisions.length === 0) return []
  const rows = revisions.map(({ row, content }) => ({
    ...subject.withFields(work, row, content.after ?? {}),
    revision: row.revision + 1,
    removedAt: content.after === null ? work.now : content.before === null ? null : row.removedAt,
  }))
  const written = await subject.update(work.db, work.communityId, rows)
  if (written !== rows.length) throw new Refusal('changed-meanwhile')
  const changeIds = await keepChanges(
    work,
    revisions.map(({ content, action, undoesId, importId }, index) => ({
      subject: subject.name,
      subjectId: rows[index]!.id,
      buildingId: subject.buildingId(rows[index]!),
      householdId: subject.householdId(rows[index]!),
      gridId: rows[index]!.gridId,
      action,
      revision: rows[index]!.revision,
      content,
      undoesId,
      importId,
    })),
  )
  touchLedger(work, rows)
  return changeIds
}

import type { PageQuery } from '@gezhong/shared/endpoint'
import { Refusal } from '@gezhong/shared/errors'
import type { LedgerChange } from '@gezhong/shared/people/ledger/contract'
import { canAssign, canEditLedger } from '@gezhong/shared/people/policy'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { openContent, type Content } from './change-log.ts'
import { readChanges, readChangesById, readUndoneBy, type ChangeRow } from './change-queries.ts'
import { namedIn, wordsOf } from './change-words.ts'
import { readAccountNames, SYSTEM_NAME } from './names.ts'
import type { BuildingState } from './states.ts'
import { undoLedgerChange } from './undo-service.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'

/** Changes as people read them, phones masked. */
async function presentChanges(work: Work, rows: readonly ChangeRow[]): Promise<LedgerChange[]> {
  const contents = rows.map((row) => openContent<object>(work, row.contentSealed))
  const accounts = await readAccountNames(work.db, [...rows.map((row) => row.accountId), ...namedIn(contents)])
  const grids = await readGridCodes(work.db, work.communityId)
  const undoneBy = await readUndoneBy(
    work.db,
    work.communityId,
    rows.map((row) => row.id),
  )
  return rows.map((row, index) => {
    const { door, reason, ...content } = contents[index]!
    return {
      id: row.id,
      subject: row.subject,
      subjectId: row.subjectId,
      door,
      action: row.action,
      fields: wordsOf(content, { accounts, grids }),
      reason: maskText(reason),
      byName: accounts.get(row.accountId ?? '') ?? SYSTEM_NAME,
      at: row.at.toISOString(),
      undoesId: row.undoesId,
      undoneById: undoneBy.get(row.id) ?? null,
      importId: row.importId,
    }
  })
}

export async function searchChanges(work: Work, query: PageQuery & { subjectId?: string | undefined }) {
  const { rows, total } = await readChanges(work.db, work.communityId, query)
  return { rows: await presentChanges(work, rows), total }
}

const assigns = ({ before, after }: Content<BuildingState>): boolean =>
  before !== null && after !== null && 'responsibleAccountId' in after

/** Who could have made the change may undo it. */
export async function undoAsked(work: Work, changeId: string, reason: string): Promise<LedgerChange> {
  const [row] = await readChangesById(work.db, work.communityId, [changeId])
  if (row === undefined) throw new Refusal('not-found')
  const code = (await readGridCodes(work.db, work.communityId)).get(row.gridId) ?? ''
  const may = assigns(openContent(work, row.contentSealed)) ? canAssign : canEditLedger
  if (!may(work.actor, code)) throw new Refusal('not-allowed')
  const undoId = await undoLedgerChange(work, changeId, reason)
  const [undo] = await presentChanges(work, await readChangesById(work.db, work.communityId, [undoId]))
  return undo!
}

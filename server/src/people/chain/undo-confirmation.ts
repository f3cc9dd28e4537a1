import type { ChainView } from '@gezhong/shared/people/chain/contract'
import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { inChunks } from '../../database/in-chunks.ts'
import type { Work } from '../../database/transact.ts'
import { readAccountNames, SYSTEM_NAME } from '../ledger/names.ts'
import { holdDomain, reconcileDomain } from '../reconciliation/reconcile-roll.ts'
import { changeDifference, changeReport, readDifferencesOfReports } from '../reconciliation/store-queries.ts'
import { differenceFrom, lineFrom, openBefore, type Before } from './before-confirmation.ts'
import { moveLines } from './move-lines.ts'
import { addUndo, dropReports, findChain, findUndo, readDoor, readPaste, returnTo } from './queries.ts'
import type { ChainReader } from './reports-reader.ts'
import { reread } from './reread.ts'
import { pastedText, readBack, requireAllowed } from './service.ts'

type PasteRow = NonNullable<Awaited<ReturnType<typeof readPaste>>>

const moment = (at: Date) => `${civilDay(at)} ${wallClock(at)}`

/** Refuses all but the newest confirmation of this chain. Asked once nobody else can confirm or take back. */
async function requireNewest(work: Work, where: { rollId: string; gridId: string }, id: string): Promise<PasteRow> {
  const paste = await readPaste(work.db, work.communityId, id)
  if (paste === undefined || paste.rollId !== where.rollId || paste.gridId !== where.gridId)
    throw new Refusal('not-found')
  if ((await findUndo(work.db, work.communityId, id)) !== undefined) throw new Refusal('already-undone')
  const chain = await findChain(work.db, work.communityId, where.rollId, where.gridId)
  if (chain?.pasteId === id) return paste
  const later = chain?.pasteId == null ? undefined : await readPaste(work.db, work.communityId, chain.pasteId)
  const names = await readAccountNames(work.db, [later?.accountId ?? null])
  throw new Refusal(
    'undo-blocked',
    later === undefined
      ? undefined
      : `后来又确认过（${names.get(later.accountId) ?? SYSTEM_NAME}，${moment(later.at)}），请先撤销那一次`,
  )
}

/** A decision made since on a line that would change under it has to be taken back first, by whoever may. */
async function refuseSettledSince(work: Work, { affected, settled }: Before): Promise<void> {
  const rows = await work.elevated(async () => {
    const found = []
    for (const part of inChunks(affected))
      found.push(...(await readDifferencesOfReports(work.db, work.communityId, part)))
    return found
  })
  const since = rows.filter((row) => row.decidedAt !== null && settled[row.id] !== row.decidedAt.toISOString())
  const [first] = since
  if (first === undefined) return
  // Which household it is, is told only to those in whose scope it lies.
  const door = await readDoor(work.db, work.communityId, first.reportId ?? '')
  const names = await readAccountNames(work.db, [first.decidedBy])
  const which = door == null ? '' : `${displayDoor(door)}的`
  const more = since.length > 1 ? `等 ${since.length} 条` : ''
  throw new Refusal(
    'undo-blocked',
    `${which}差异${more}后来处理过（${names.get(first.decidedBy ?? '') ?? SYSTEM_NAME}，${moment(first.decidedAt!)}），请先撤销那个决定`,
  )
}

async function putDifferenceBack(work: Work, kept: Before['differences'][number]): Promise<void> {
  const { id, reportId, state, ...columns } = differenceFrom(kept)
  const [now] = await readDifferencesOfReports(work.db, work.communityId, reportId === null ? [] : [reportId])
  if (now === undefined) return
  const change = (to: Parameters<typeof changeDifference>[3]) => changeDifference(work.db, work.communityId, id, to)
  // A decision comes back onto an open difference only.
  if (now.state === 'lapsed' && state === 'settled') await change({ state: 'open' })
  await change({ ...columns, ...(now.state === state ? {} : { state }) })
  for (const gridId of new Set([now.gridId, columns.gridId]))
    work.touch({ gridId, rollId: now.rollId, topic: 'differences' })
}

/** What was added goes first: a line that comes back may have the name of one that is here now. */
async function putBack(work: Work, before: Before): Promise<void> {
  for (const ids of inChunks(before.added)) await dropReports(work.db, work.communityId, ids)
  for (const { id, lineKey } of before.dropped)
    await changeReport(work.db, work.communityId, id, { state: 'standing', lineKey })
  for (const kept of before.changed) await changeReport(work.db, work.communityId, kept.id, lineFrom(work, kept))
  await moveLines(
    work,
    before.moved.map((row) => ({ ...row, spokenAt: new Date(row.spokenAt) })),
  )
  for (const kept of before.differences) await putDifferenceBack(work, kept)
}

/** The text of the confirmation that would be the newest then; empty when there is none. */
export const textBefore = async (work: Work, id: string): Promise<string> =>
  pastedText(work, (await readPaste(work.db, work.communityId, id))?.previousId)

/**
 * Takes the newest confirmation of a chain back in one transaction. A line can lie outside the asker's scope by now, so
 * what was there is put back elevated; the text itself stays, as evidence.
 */
export async function undoConfirmation(
  work: Work,
  rollId: string,
  gridId: string,
  id: string,
  reader: ChainReader,
): Promise<ChainView> {
  const { roll, gridCode } = await requireAllowed(work, rollId, gridId)
  if (roll.state !== 'open') throw new Refusal('roll-closed')
  await holdDomain(work, roll, gridCode)
  const paste = await requireNewest(work, { rollId, gridId }, id)
  if (paste.beforeSealed === null)
    throw new Refusal('undo-blocked', '这次确认是系统升级以前记下的，没有留下原来的样子，不能撤销')
  const before = openBefore(work, paste.beforeSealed)
  await refuseSettledSince(work, before)
  await work.elevated(() => putBack(work, before))
  await returnTo(work.db, paste)
  await addUndo(work.db, {
    communityId: work.communityId,
    pasteId: id,
    rollId,
    gridId,
    accountId: work.actor.accountId,
    at: work.now,
  })
  await reconcileDomain(work, roll, gridCode, reread)
  work.record({
    action: 'chain.undone',
    subjectId: gridId,
    detail: `第${gridCode}网格 退回：新增${paste.added} 改了${paste.changed} 少了${paste.gone} 没变${paste.same}`,
  })
  return readBack(work, rollId, gridId, reader)
}

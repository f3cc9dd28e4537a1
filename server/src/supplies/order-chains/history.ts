import type { OrderChainView } from '@gezhong/shared/supplies/order-chains/contract'
import type { Work } from '../../database/transact.ts'
import { readAccountNames, SYSTEM_NAME } from '../../people/ledger/names.ts'
import { readNewestPaste, readNewestUndo, type PasteRow } from './queries.ts'

export type ChainHistory = Pick<OrderChainView, 'lastConfirmation' | 'lastUndo'>

function countsOf({ added, changed, cancelled }: PasteRow) {
  if (added === null || changed === null || cancelled === null) return null
  return { new: added, changed, cancelled }
}

/** Who confirmed this chain last and what that did, and whether one was taken back since. */
export async function readHistory(work: Work, stallId: string, gridId: string): Promise<ChainHistory> {
  const { db, communityId } = work
  const last = await readNewestPaste(db, communityId, stallId, gridId)
  const newest = await readNewestUndo(db, communityId, stallId, gridId)
  const undo = newest !== undefined && newest.turn > (last?.turn ?? 0) ? newest : undefined
  const names = await readAccountNames(db, [last?.accountId ?? null, undo?.accountId ?? null])
  const nameOf = (accountId: string) => names.get(accountId) ?? SYSTEM_NAME
  return {
    lastConfirmation:
      last === undefined
        ? null
        : { id: last.id, at: last.at.toISOString(), byName: nameOf(last.accountId), counts: countsOf(last) },
    lastUndo:
      undo === undefined
        ? null
        : {
            at: undo.at.toISOString(),
            byName: nameOf(undo.accountId),
            confirmedAt: undo.confirmedAt.toISOString(),
          },
  }
}

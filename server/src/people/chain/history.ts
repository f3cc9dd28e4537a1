import type { ChainView, Confirmation } from '@gezhong/shared/people/chain/contract'
import type { Work } from '../../database/transact.ts'
import { readAccountNames, SYSTEM_NAME } from '../ledger/names.ts'
import { findNewestUndo, readConfirmation, type ChainRow } from './queries.ts'

export type ChainHistory = Pick<ChainView, 'lastConfirmation' | 'lastUndo'>

type Confirmed = NonNullable<Awaited<ReturnType<typeof readConfirmation>>>

function countsOf({ added, changed, gone, same, reworded }: Confirmed): Confirmation['counts'] {
  if (added === null || changed === null || gone === null || same === null || reworded === null) return null
  return { new: added, changed, gone, same, reworded }
}

/** Who confirmed this chain last and what that did, and whether one was taken back since. */
export async function readHistory(work: Work, chain: ChainRow | undefined): Promise<ChainHistory> {
  if (chain === undefined) return { lastConfirmation: null, lastUndo: null }
  const last = chain.pasteId === null ? undefined : await readConfirmation(work.db, work.communityId, chain.pasteId)
  const newest = await findNewestUndo(work.db, work.communityId, chain.rollId, chain.gridId)
  const undo = newest !== undefined && (last === undefined || newest.at > last.at) ? newest : undefined
  const names = await readAccountNames(work.db, [last?.accountId ?? null, undo?.accountId ?? null])
  const nameOf = (accountId: string) => names.get(accountId) ?? SYSTEM_NAME
  return {
    lastConfirmation:
      last === undefined
        ? null
        : {
            id: last.id,
            at: last.at.toISOString(),
            byName: nameOf(last.accountId),
            counts: countsOf(last),
            goneDropped: last.goneDropped === true,
          },
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

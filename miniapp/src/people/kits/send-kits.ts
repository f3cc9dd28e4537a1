import { handKits, kitNumbers, listKits } from '@gezhong/shared/people/antigen/contract'
import { call } from '../../platform/api.ts'
import { sending } from '../../platform/kept-list.ts'
import { outdate } from '../../platform/queries.ts'
import { keptKits, type KeptKits } from './kept-kits.ts'

/** The most that the contract lets one sending carry. */
const MOST = 200

export const waits = ({ sentAt, refusal }: KeptKits): boolean => sentAt === null && refusal === null

/** Sends what waits, a round and grid at a time. Taken back ones travel with what they take back. */
export const sendKits = sending({
  list: keptKits,
  waits,
  goesWith: (first: KeptKits, { roundId, gridId }: KeptKits) => roundId === first.roundId && gridId === first.gridId,
  most: MOST,
  async send(batch: readonly KeptKits[]) {
    const { roundId, gridId } = batch[0]!
    const body = {
      sentAt: new Date().toISOString(),
      gridId,
      handed: batch.map(({ id, householdId, kits, handedAt }) => ({ id, householdId, kits, handedAt })),
      undone: batch.filter(({ undone }) => undone).map(({ id }) => id),
    }
    const wasUndone = new Set(body.undone)
    const { handed } = await call(handKits, { params: { id: roundId }, body })
    const unplaced = new Set(handed.filter(({ outcome }) => outcome === 'unplaced').map(({ id }) => id))
    return (one) =>
      // Taken back while it travelled: that is still to be said.
      one.undone === wasUndone.has(one.id) ? { ...one, sentAt: Date.now(), unplaced: unplaced.has(one.id) } : one
  },
  answered: () => outdate(listKits, kitNumbers),
})

import type { Work } from '../../database/transact.ts'
import type { Stood } from '../orders/put-back.ts'

/** What a confirmation did to one household's order. */
export interface Deed {
  householdId: string
  orderId: string
  /** Of the order after it: another one says that somebody has changed it since. */
  print: string
  /** Null: nothing was ordered before. */
  stood: Stood | null
}

/** Kept sealed with the text: enough to take it back to the letter. */
export const sealBefore = ({ vault, communityId }: Work, deeds: readonly Deed[]): Buffer =>
  vault.packForCommunity(communityId, JSON.stringify(deeds))

export const openBefore = ({ vault, communityId }: Work, sealed: Buffer): Deed[] =>
  JSON.parse(vault.unpackForCommunity(communityId, sealed)) as Deed[]

import type { OrderLineFix } from '@gezhong/shared/supplies/order-chains/contract'
import { and, desc, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { orderPaste } from './tables.ts'

/** What the chain was taken to say of a household: thousandths by item. Empty: it was taken back. */
export type Said = Readonly<Record<string, Readonly<Record<string, number>>>>

export interface Pasted {
  text: string
  fixes: readonly OrderLineFix[]
  /** By household, of this text and of all before it. */
  said: Said
  at: Date | null
}

const NOTHING: Pasted = { text: '', fixes: [], said: {}, at: null }

/** The text of a group that was confirmed last. */
export async function readPasted({ db, communityId, vault }: Work, stallId: string, gridId: string): Promise<Pasted> {
  const [row] = await db
    .select()
    .from(orderPaste)
    .where(and(eq(orderPaste.communityId, communityId), eq(orderPaste.stallId, stallId), eq(orderPaste.gridId, gridId)))
    .orderBy(desc(orderPaste.at), desc(orderPaste.id))
    .limit(1)
  if (row === undefined) return NOTHING
  const open = (sealed: Buffer) => vault.openForCommunity(communityId, sealed)
  return {
    text: open(row.textSealed),
    fixes: JSON.parse(open(row.fixesSealed)) as OrderLineFix[],
    said: JSON.parse(open(row.saidSealed)) as Said,
    at: row.at,
  }
}

export async function addPaste(
  { db, communityId, vault, actor, now }: Work,
  stallId: string,
  gridId: string,
  { text, fixes, said }: Omit<Pasted, 'at'>,
): Promise<void> {
  const seal = (words: string) => vault.sealForCommunity(communityId, words)
  await db.insert(orderPaste).values({
    communityId,
    id: uuidv7(),
    stallId,
    gridId,
    textSealed: seal(text),
    fixesSealed: seal(JSON.stringify(fixes)),
    saidSealed: seal(JSON.stringify(said)),
    accountId: actor.accountId,
    at: now,
  })
}

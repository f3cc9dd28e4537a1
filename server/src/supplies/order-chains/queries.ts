import type { OrderLineFix } from '@gezhong/shared/supplies/order-chains/contract'
import { and, desc, eq, ne, notExists, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '../../database/pool.ts'
import type { Work } from '../../database/transact.ts'
import { orderPaste, orderPasteUndo } from './tables.ts'

/** What the chain was taken to say of a household: thousandths by item. Empty: it was taken back. */
export type Said = Readonly<Record<string, Readonly<Record<string, number>>>>

export type PasteRow = typeof orderPaste.$inferSelect

export interface Pasted {
  text: string
  fixes: readonly OrderLineFix[]
  /** By household, of this text and of all before it. */
  said: Said
  at: Date | null
}

const NOTHING: Pasted = { text: '', fixes: [], said: {}, at: null }

const isOf = (communityId: string, stallId: string, gridId: string) =>
  and(eq(orderPaste.communityId, communityId), eq(orderPaste.stallId, stallId), eq(orderPaste.gridId, gridId))

/** The newest confirmation of a group's chain that was not taken back; `except`: of those beside this one. */
export async function readNewestPaste(
  db: Db,
  communityId: string,
  stallId: string,
  gridId: string,
  except?: string,
): Promise<PasteRow | undefined> {
  const undone = db
    .select({ id: orderPasteUndo.pasteId })
    .from(orderPasteUndo)
    .where(and(eq(orderPasteUndo.communityId, communityId), eq(orderPasteUndo.pasteId, orderPaste.id)))
  const [row] = await db
    .select()
    .from(orderPaste)
    .where(and(isOf(communityId, stallId, gridId), except ? ne(orderPaste.id, except) : undefined, notExists(undone)))
    .orderBy(desc(orderPaste.turn), desc(orderPaste.at), desc(orderPaste.id))
    .limit(1)
  return row
}

export function openPaste({ communityId, vault }: Work, row: PasteRow | undefined): Pasted {
  if (row === undefined) return NOTHING
  const open = (sealed: Buffer) => vault.openForCommunity(communityId, sealed)
  return {
    text: open(row.textSealed),
    fixes: JSON.parse(open(row.fixesSealed)) as OrderLineFix[],
    said: JSON.parse(open(row.saidSealed)) as Said,
    at: row.at,
  }
}

/** The text of a group that was confirmed last. */
export const readPasted = async (work: Work, stallId: string, gridId: string): Promise<Pasted> =>
  openPaste(work, await readNewestPaste(work.db, work.communityId, stallId, gridId))

export async function findPaste(db: Db, communityId: string, id: string): Promise<PasteRow | undefined> {
  const [row] = await db
    .select()
    .from(orderPaste)
    .where(and(eq(orderPaste.communityId, communityId), eq(orderPaste.id, id)))
  return row
}

/** Keeps a confirmation, after all of its chain that were before it. One at a time. */
export async function addPaste(
  { db, communityId, vault, actor, now }: Work,
  stallId: string,
  gridId: string,
  {
    text,
    fixes,
    said,
    ...rest
  }: Omit<Pasted, 'at'> & Pick<PasteRow, 'added' | 'changed' | 'cancelled' | 'beforeSealed'>,
): Promise<void> {
  const seal = (words: string) => vault.sealForCommunity(communityId, words)
  const [last] = await db
    .select({ turn: sql<number>`coalesce(max(${orderPaste.turn}), 0)::int` })
    .from(orderPaste)
    .where(isOf(communityId, stallId, gridId))
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
    turn: last!.turn + 1,
    ...rest,
  })
}

export async function isUndone(db: Db, communityId: string, pasteId: string): Promise<boolean> {
  const [row] = await db
    .select({ at: orderPasteUndo.at })
    .from(orderPasteUndo)
    .where(and(eq(orderPasteUndo.communityId, communityId), eq(orderPasteUndo.pasteId, pasteId)))
  return row !== undefined
}

export async function addUndo(db: Db, row: typeof orderPasteUndo.$inferInsert): Promise<void> {
  await db.insert(orderPasteUndo).values(row)
}

/** The confirmation of a chain that was taken back last, and which one it was. */
export async function readNewestUndo(db: Db, communityId: string, stallId: string, gridId: string) {
  const [row] = await db
    .select({
      accountId: orderPasteUndo.accountId,
      at: orderPasteUndo.at,
      turn: orderPaste.turn,
      confirmedAt: orderPaste.at,
    })
    .from(orderPasteUndo)
    .innerJoin(
      orderPaste,
      and(eq(orderPaste.communityId, orderPasteUndo.communityId), eq(orderPaste.id, orderPasteUndo.pasteId)),
    )
    .where(
      and(
        eq(orderPasteUndo.communityId, communityId),
        eq(orderPasteUndo.stallId, stallId),
        eq(orderPasteUndo.gridId, gridId),
      ),
    )
    .orderBy(desc(orderPasteUndo.at))
    .limit(1)
  return row
}

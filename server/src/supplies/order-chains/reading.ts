import { createHash } from 'node:crypto'
import { Refusal } from '@gezhong/shared/errors'
import { liesWithin } from '@gezhong/shared/actor'
import { canPasteChain } from '@gezhong/shared/people/policy'
import type { OrderLineFix } from '@gezhong/shared/supplies/order-chains/contract'
import { judgeOrders, type JudgedOrder } from '@gezhong/shared/supplies/orders/judge'
import { parseOrder, parseOrdersInSteps } from '@gezhong/shared/supplies/orders/parse'
import type { OrderContext, OrderEntry } from '@gezhong/shared/supplies/orders/types'
import { MILLI } from '@gezhong/shared/supplies/amounts'
import type { Work } from '../../database/transact.ts'
import { findGrid, readSubtree } from '../../grid/communities/queries.ts'
import { groupContext } from '../../people/chain/group.ts'
import { TextReader, type Around } from '../../people/chain/read-text.ts'
import { readLedgerOfGrids, type KnownHousehold } from '../../people/reconciliation/statements.ts'
import { findStall, readItems, type ItemOnSale } from '../stalls/queries.ts'

export type OrderReader = TextReader<OrderContext, OrderEntry>
export const orderReader = (): OrderReader => new TextReader(parseOrdersInSteps)

/** A group's chain at a stall, with what its members may mean: the households of their grid, and the menu. */
export interface Place {
  stall: NonNullable<Awaited<ReturnType<typeof findStall>>>
  gridId: string
  gridCode: string
  households: KnownHousehold[]
  /** What is sold. */
  items: ItemOnSale[]
  around: Around<OrderContext>
}

export async function placeOf(work: Work, stallId: string, gridId: string): Promise<Place> {
  const { db, communityId } = work
  const stall = await findStall(db, communityId, stallId)
  const grid = await findGrid(db, communityId, gridId)
  // A group within the stall's grid, or one above it whose members the stall sells to in part.
  const near = stall && grid && (liesWithin(grid.code, stall.gridCode) || liesWithin(stall.gridCode, grid.code))
  if (stall === undefined || grid === undefined || near !== true) throw new Refusal('not-found')
  if (!canPasteChain(work.actor, grid.code)) throw new Refusal('not-allowed')
  const ledger = await readLedgerOfGrids(db, communityId, await readSubtree(db, communityId, gridId))
  const households = ledger.filter(({ gridCode }) => liesWithin(gridCode, stall.gridCode))
  const items = (await readItems(db, communityId, stallId)).filter(({ removed }) => !removed)
  const { context, print } = await groupContext(work, grid.code, households)
  const menu = items.map(({ name, aliases, unit, priceFen, stepMilli }) => ({
    item: name,
    aliases,
    unit,
    priceFen,
    step: stepMilli / MILLI,
  }))
  const whole = createHash('sha256')
    .update(JSON.stringify([print, menu]))
    .digest('hex')
  return {
    stall,
    gridId,
    gridCode: grid.code,
    households,
    items,
    around: { context: { ...context, stall: menu }, print: whole },
  }
}

export interface ReadLine {
  key: string
  /** As written; its spans fit its text. */
  entry: OrderEntry
  fix: OrderLineFix | null
  judged: JudgedOrder
  /** What was read of it: of the fix when it has one. */
  fields: OrderEntry
}

/** Names lines by their words and, among equal ones, by their place. */
function keysOf(entries: readonly OrderEntry[]): string[] {
  const seen = new Map<string, number>()
  return entries.map(({ raw }) => {
    const words = createHash('sha256').update(raw.trim()).digest('base64url').slice(0, 22)
    const nth = (seen.get(words) ?? 0) + 1
    seen.set(words, nth)
    return `${words}-${nth}`
  })
}

/** Reads a text with what a worker said of single lines, and judges it against the ledger and the menu. */
export async function readLines(
  place: Place,
  text: string,
  fixes: readonly OrderLineFix[],
  reader: OrderReader,
): Promise<ReadLine[]> {
  const { context } = place.around
  const entries = await reader.read(text, place.around)
  const keys = keysOf(entries)
  const fixOf = new Map(fixes.map((fix) => [fix.key, fix]))
  const settled = entries.map((entry, at) => {
    const fix = fixOf.get(keys[at]!) ?? null
    const fields =
      fix?.text == null || fix.text.trim() === '' ? entry : { ...parseOrder(fix.text, context), raw: entry.raw }
    const override =
      fix === null ? undefined : { household: fix.householdId ?? undefined, dismissed: fix.dismissed || undefined }
    return { ...fields, ...(override === undefined ? {} : { override }), entry, fix, fields }
  })
  const judged = judgeOrders(settled, context.ledger!, { grid: place.gridCode })
  return settled.map(({ entry, fix, fields }, at) => ({
    key: keys[at]!,
    entry,
    fix,
    fields,
    judged: judged[at]!,
  }))
}

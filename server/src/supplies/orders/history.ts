import { Refusal } from '@gezhong/shared/errors'
import type { OrderChange, OrderLine } from '@gezhong/shared/supplies/orders/contract'
import type { Work } from '../../database/transact.ts'
import type { StallItemRow } from '../stalls/queries.ts'
import { findOrder, readOrderChanges, type ChangeRow, type LineRow, type OrderRow } from './queries.ts'

type Content = Pick<OrderChange, 'state' | 'lines' | 'amountFen'>

type Line = Pick<LineRow, 'itemId' | 'milli' | 'priceFen' | 'amountFen'>

/** Lines with what the stall calls the things. */
export function linesOf(lines: readonly Line[], items: readonly StallItemRow[]): OrderLine[] {
  const itemOf = new Map(items.map((item) => [item.id, item]))
  return lines.map(({ itemId, milli, priceFen, amountFen }) => {
    const { name, unit } = itemOf.get(itemId)!
    return { itemId, name, unit, milli, priceFen, amountFen }
  })
}

/** What an order has become, as it is kept for good: a name or a price that changes later changes nothing here. */
export function contentOf(
  { vault, actor, now }: Work,
  { communityId, id: orderId, revision, source, state, amountFen }: OrderRow,
  lines: readonly Line[],
  items: readonly StallItemRow[],
): Omit<ChangeRow, 'id'> {
  const content: Content = { state, lines: linesOf(lines, items), amountFen }
  const contentSealed = vault.sealForCommunity(communityId, JSON.stringify(content))
  return { communityId, orderId, revision, contentSealed, source, accountId: actor.accountId, at: now }
}

/** Of an order that the asker sees. */
export async function history(work: Work, id: string): Promise<{ changes: OrderChange[] }> {
  const { db, communityId, vault } = work
  if ((await findOrder(db, communityId, id)) === undefined) throw new Refusal('not-found')
  const rows = await work.elevated(() => readOrderChanges(db, communityId, id))
  const changes = rows.map((row) => ({
    revision: row.revision,
    source: row.source,
    byName: row.by_name,
    at: new Date(row.at).toISOString(),
    ...(JSON.parse(vault.openForCommunity(communityId, row.content_sealed)) as Content),
  }))
  return { changes }
}

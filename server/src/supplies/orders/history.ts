import { Refusal } from '@gezhong/shared/errors'
import type { ChangeSource, OrderChange } from '@gezhong/shared/supplies/orders/contract'
import type { Work } from '../../database/transact.ts'
import type { StallItemRow } from '../stalls/queries.ts'
import { linesOf, type Line } from './order-lines.ts'
import { findOrder, readOrderChanges, type ChangeRow, type OrderRow } from './queries.ts'

type Content = Pick<OrderChange, 'state' | 'lines' | 'amountFen'>

/** What an order has become, as it is kept for good: a name or a price that changes later changes nothing here. */
export function contentOf(
  { vault, actor, now }: Work,
  { communityId, id: orderId, revision, source, state, amountFen }: OrderRow,
  lines: readonly Line[],
  items: readonly StallItemRow[],
  saidBy: ChangeSource = source,
): Omit<ChangeRow, 'id'> {
  const content: Content = { state, lines: linesOf(lines, items), amountFen }
  const contentSealed = vault.sealForCommunity(communityId, JSON.stringify(content))
  return { communityId, orderId, revision, contentSealed, source: saidBy, accountId: actor.accountId, at: now }
}

const AS_SAID = { givenMilli: null, weighed: false, shortWhy: null }

/** Of an order that the asker sees. */
export async function history(work: Work, id: string): Promise<{ changes: OrderChange[] }> {
  const { db, communityId, vault } = work
  if ((await findOrder(db, communityId, id)) === undefined) throw new Refusal('not-found')
  const rows = await work.elevated(() => readOrderChanges(db, communityId, id))
  const changes = rows.map((row) => {
    const content = JSON.parse(vault.openForCommunity(communityId, row.content_sealed)) as Content
    return {
      revision: row.revision,
      source: row.source,
      byName: row.by_name,
      at: new Date(row.at).toISOString(),
      ...content,
      // Those from before anything was shared out do not say it.
      lines: content.lines.map((line) => ({ ...AS_SAID, ...line })),
    }
  })
  return { changes }
}

import { createHash } from 'node:crypto'
import { Refusal } from '@gezhong/shared/errors'
import type { Work } from '../../database/transact.ts'
import type { ItemOnSale } from '../stalls/queries.ts'
import type { Movement } from '../stock/queries.ts'
import type { LineRow, OrderRow } from './queries.ts'
import { writeOrder } from './service.ts'

/** An order as it stood before a change, to be put back to the letter. */
export interface Stood extends Pick<OrderRow, 'source' | 'amountFen' | 'placedBy'> {
  /** In base64, as it was sealed. */
  note: string | null
  lines: readonly Pick<LineRow, 'itemId' | 'milli' | 'priceFen' | 'amountFen'>[]
}

export const stoodOf = ({ source, amountFen, placedBy, noteSealed }: OrderRow, lines: Stood['lines']): Stood => ({
  source,
  amountFen,
  placedBy,
  note: noteSealed?.toString('base64') ?? null,
  lines: lines.map(({ itemId, milli, priceFen, amountFen: due }) => ({ itemId, milli, priceFen, amountFen: due })),
})

/** Says whether an order is still as somebody left it: the same whenever its content is, be it put back meanwhile. */
export function printOf({ state, noteSealed, ...row }: OrderRow, lines: Stood['lines']): string {
  const held = state === 'cancelled' ? [] : stoodOf({ state, noteSealed, ...row }, lines).lines
  const sorted = held.toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1)).map((line) => Object.values(line))
  const content = [state, row.source, row.placedBy, row.amountFen, noteSealed?.toString('base64') ?? null, sorted]
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url')
}

/**
 * Makes an order again what it was; null: nothing was ordered. Its prices are those it had, and what is no longer sold comes
 * back with it. Gives what that takes from the levels. Elevated, with the order held.
 */
export async function putBack(
  work: Work,
  { row: now, lines: held }: { row: OrderRow; lines: readonly LineRow[] },
  stood: Stood | null,
  items: readonly ItemOnSale[],
): Promise<Movement[]> {
  const was = now.state === 'placed' ? held : []
  const next = { ...now, revision: now.revision + 1, changedAt: work.now }
  if (stood === null) {
    const cancelled = { state: 'cancelled', amountFen: 0, source: 'chain', placedBy: work.actor.accountId } as const
    return writeOrder(work, { ...next, ...cancelled }, { was, lines: was, items })
  }
  const known = new Set(items.map(({ id }) => id))
  if (stood.lines.some(({ itemId }) => !known.has(itemId))) throw new Refusal('not-found')
  const { note, lines, ...row } = stood
  const noteSealed = note === null ? null : Buffer.from(note, 'base64')
  return writeOrder(work, { ...next, ...row, state: 'placed', noteSealed }, { was, lines, items })
}

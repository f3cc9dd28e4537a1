import { useCallback, useMemo } from 'react'
import { z } from 'zod'
import { atPrices, fillBasket, type Held } from '@gezhong/shared/supplies/orders/basket'
import { type Order, orderOfHousehold, ownOrders, placeOrder } from '@gezhong/shared/supplies/orders/contract'
import { listStalls, readStall, type StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { call } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { useDraft } from '../../platform/use-draft.ts'
import { useWrite } from '../../platform/use-write.ts'

/** What is being chosen, in thousandths by item, over the order as it was then. */
const Cart = z.object({ revision: z.number(), amounts: z.record(z.string(), z.number()), note: z.string() }).nullable()
type Chosen = NonNullable<z.infer<typeof Cart>>

const amountsOf = (order: Order | null): Record<string, number> =>
  order?.state === 'placed' ? Object.fromEntries(order.lines.map(({ itemId, milli }) => [itemId, milli])) : {}

/**
 * What a household chooses at a stall, kept on the phone with every tap. It begins with what is ordered already; when
 * somebody else of the household changes the order meanwhile, that counts, and the choice starts from there.
 */
export function useCart(stall: StallWithItems, householdId: string, order: Order | null) {
  const draft = useDraft(`cart:${stall.id}:${householdId}`, 1, Cart, null)
  const revision = order?.revision ?? 0
  const held: readonly Held[] = order?.state === 'placed' ? order.lines : []
  const stale = draft.value !== null && draft.value.revision !== revision
  const start = useMemo(
    (): Chosen => ({ revision, amounts: amountsOf(order), note: order?.note ?? '' }),
    [order, revision],
  )
  const { amounts, note } = draft.value === null || stale ? start : draft.value
  const chosenAmounts = Object.fromEntries(Object.entries(amounts).filter(([, milli]) => milli > 0))
  const wanted = atPrices(chosenAmounts, stall.items, held)
  const basket = fillBasket(wanted, stall.items, held)
  const placing = useWrite(async ({ lines, words }: { lines: Held[]; words: string }, id) => {
    try {
      const body = { id, stallId: stall.id, householdId, revision, lines, note: words }
      return await call(placeOrder, { body, idempotencyKey: id })
    } finally {
      outdate(readStall, orderOfHousehold, ownOrders, listStalls)
    }
  })
  const { change } = draft
  const { clear } = placing
  const put = useCallback(
    (next: (chosen: Chosen) => Partial<Chosen>) =>
      change((kept) => {
        const chosen = kept === null || kept.revision !== start.revision ? start : kept
        return { ...chosen, ...next(chosen) }
      }),
    [change, start],
  )
  const set = useCallback(
    (itemId: string, milli: number) => {
      clear()
      put((chosen) => ({ amounts: { ...chosen.amounts, [itemId]: milli } }))
    },
    [clear, put],
  )
  return {
    amounts,
    note,
    basket,
    /** The order has been changed by somebody else since these things were chosen. */
    stale,
    differs: note !== (order?.note ?? '') || JSON.stringify(sorted(wanted)) !== JSON.stringify(sorted(held)),
    busy: placing.busy,
    problem: placing.problem,
    wrong: placing.wrong,
    /** The same from one tap to the next: only the row that was tapped is drawn again. */
    set,
    write: (words: string) => put(() => ({ note: words })),
    /** True when the order stands. */
    place: async () => {
      const answer = await placing.run({ lines: wanted, words: note.trim() })
      if (answer === null) return false
      draft.change(() => null)
      draft.settle()
      return true
    },
  }
}

const sorted = (lines: readonly Held[]) =>
  lines.map(({ itemId, milli }) => [itemId, milli] as const).toSorted(([a], [b]) => (a < b ? -1 : 1))

export type Cart = ReturnType<typeof useCart>

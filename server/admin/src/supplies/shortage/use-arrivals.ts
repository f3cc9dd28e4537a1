import { readMilli, sayMilli } from '@gezhong/shared/supplies/amounts'
import type { SharedItem, Shortage } from '@gezhong/shared/supplies/shortage/contract'
import type { ShareWay } from '@gezhong/shared/supplies/shortage/share-out'
import { useState } from 'react'

export interface ArrivalDraft {
  typed: string
  way: ShareWay
}

const draftOf = ({ arrivedMilli, way }: SharedItem): ArrivalDraft => ({
  typed: arrivedMilli === null ? '' : sayMilli(arrivedMilli),
  way,
})

/** What is being typed about what came; until somebody types, what was told before. */
export function useArrivals({ items }: Shortage) {
  const [typed, setTyped] = useState<Record<string, ArrivalDraft>>({})
  const told = new Map(items.map((item) => [item.itemId, draftOf(item)]))
  const of = (itemId: string): ArrivalDraft => typed[itemId] ?? told.get(itemId) ?? { typed: '', way: 'equal' }
  const isWrong = (itemId: string) => of(itemId).typed.trim() !== '' && readMilli(of(itemId).typed) === null
  const ids = items.map(({ itemId }) => itemId)
  const arrivals = ids.flatMap((itemId) => {
    const arrivedMilli = readMilli(of(itemId).typed)
    return arrivedMilli === null ? [] : [{ itemId, arrivedMilli, way: of(itemId).way }]
  })
  return {
    of,
    isWrong,
    arrivals,
    ready: !ids.some(isWrong),
    isTold: ids.every((itemId) => JSON.stringify(of(itemId)) === JSON.stringify(told.get(itemId))),
    put: (itemId: string, change: Partial<ArrivalDraft>) =>
      setTyped((before) => ({ ...before, [itemId]: { ...of(itemId), ...change } })),
    forget: () => setTyped({}),
  }
}

export type Arrivals = ReturnType<typeof useArrivals>

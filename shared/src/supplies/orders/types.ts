import type { DoorKey } from '../../people/door.ts'
import type { ChainContext, Segment } from '../../people/chain/types.ts'
import type { OrderReason } from './reasons.ts'
import type { Stall } from './stall.ts'

/** What the parser may know beside the text. */
export type OrderContext = ChainContext & { readonly stall: Stall }

export type OrderIntent = 'order' | 'withdraw'

/** So much of one item, in the unit that the stall sells it by. */
export type OrderedItem = { readonly item: string; readonly quantity: number }

/** A recognised part of an order, as offsets into its `raw`. */
export type OrderSpan = {
  readonly start: number
  readonly end: number
  readonly field: 'index' | 'nickname' | 'door' | 'phone' | 'item' | 'quantity' | 'intent'
}

/** What one line orders, read. An item whose quantity is not certain is left in the remark, with a reason. */
export type OrderFields = {
  readonly door: DoorKey | null
  readonly doorCandidates: readonly DoorKey[]
  readonly phones: readonly string[]
  /** As written. */
  readonly invalidPhones: readonly string[]
  readonly items: readonly OrderedItem[]
  /** What a line that takes back names: all of the order, or a part of it. */
  readonly takenBack: readonly { readonly item: string; readonly quantity: number | null }[]
  /** It names something that the stall does not have. */
  readonly unknownItem: boolean
  /** It speaks of no goods at all, known or not: `几点送？`. */
  readonly namesNothing: boolean
  /** The words of what could not be read, so that the same line said again is known as such. */
  readonly unread: string
  /** Something is ordered without a quantity that can be relied on. */
  readonly lacksQuantity: boolean
  readonly intent: OrderIntent
  readonly isCorrection: boolean
  /** It adds to what was ordered before. */
  readonly isAddition: boolean
  readonly remark: string
  /** 0 to 1. */
  readonly confidence: number
  readonly reasons: readonly OrderReason[]
}

export type OrderEntry = OrderFields & {
  /** Line on which the entry starts, its index or nickname line included; counted from 1. */
  readonly line: number
  readonly index: number | null
  readonly raw: string
  readonly start: number
  readonly end: number
  readonly spans: readonly OrderSpan[]
}

export type ParsedOrders = { readonly segments: readonly Segment[]; readonly entries: readonly OrderEntry[] }

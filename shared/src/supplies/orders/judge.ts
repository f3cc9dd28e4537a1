import type { Reason } from '../../people/chain/reasons.ts'
import type { IndexedHousehold, LedgerIndex } from '../../people/ledger-index.ts'
import { locateStatement, statesAnotherPhone } from '../../people/reconciliation/find-household.ts'
import type { Located } from '../../people/reconciliation/find-household.ts'
import type { OrderReason } from './reasons.ts'
import type { OrderedItem, OrderFields } from './types.ts'
import type { OrderVerdict } from './verdict.ts'

type Ordered = Pick<
  OrderFields,
  | 'items'
  | 'takenBack'
  | 'unknownItem'
  | 'namesNothing'
  | 'unread'
  | 'lacksQuantity'
  | 'intent'
  | 'isCorrection'
  | 'isAddition'
>

/** A line of an order chain. `OrderEntry` fits. `override` is what a person has settled about it. */
export type OrderLike = Ordered &
  Omit<Located, 'reasons' | 'override'> & {
    readonly reasons?: readonly OrderReason[]
    readonly override?: (Located['override'] & { readonly dismissed?: boolean | undefined }) | undefined
  }

export type JudgedOrder = {
  readonly verdict: OrderVerdict
  readonly household: { readonly id: string; readonly door: string } | null
  /** Ids of households that it could be, best first, when a person must decide. */
  readonly candidates: readonly string[]
  readonly reasons: readonly OrderReason[]
}

type Draft = {
  verdict: OrderVerdict
  household: IndexedHousehold | null
  candidates: readonly IndexedHousehold[]
  reasons: OrderReason[]
}

/** What a household has ordered so far: the line that counts and those that added to it. */
type Standing = { positions: number[]; phones: string[]; items: Map<string, number>; unread: string[] }

function sumOf(items: readonly OrderedItem[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { item, quantity } of items) sums.set(item, (sums.get(item) ?? 0) + quantity)
  return sums
}

function isSameOrder(items: ReadonlyMap<string, number>, standing: ReadonlyMap<string, number>): boolean {
  if (items.size !== standing.size) return false
  for (const [item, quantity] of items) if (Math.abs((standing.get(item) ?? 0) - quantity) > 1e-6) return false
  return true
}

/** Whether a withdrawal names nothing, or all that was ordered and no other quantity of it. */
function takesAllBack({ takenBack }: Ordered, standing: ReadonlyMap<string, number>): boolean {
  if (takenBack.length === 0) return true
  const all = takenBack.every(({ item, quantity }) => {
    const ordered = standing.get(item)
    return ordered !== undefined && (quantity === null || Math.abs(ordered - quantity) < 1e-6)
  })
  return all && takenBack.length === standing.size
}

function ownVerdict(order: Ordered): OrderVerdict {
  return order.unknownItem ? 'unknown-item' : order.lacksQuantity ? 'no-quantity' : 'ok'
}

/**
 * Judges the lines of an order chain in text order: whose they are, and what becomes of earlier ones of the same
 * household. Gives one result per line, in the same order. O(n).
 *
 * - `ok`: household, items and quantities are certain
 * - `unknown-door`, `candidates`, `incomplete`: the household is not, as in every chain
 * - `unknown-item`: the stall does not have something that is ordered
 * - `no-quantity`: of something it is not certain how much
 * - `superseded`: a later line of the household counts instead; `duplicate`: it said the same again
 * - `withdrawn`: the household took its order back, or this line did
 * - `dismissed`: a person set it aside
 */
export function judgeOrders(
  orders: readonly OrderLike[],
  ledger: LedgerIndex,
  context: { readonly grid?: string | undefined } = {},
): JudgedOrder[] {
  const drafts: Draft[] = []
  const standing = new Map<string, Standing>()
  orders.forEach((order, position) => {
    if (order.override?.dismissed === true) {
      drafts.push({ verdict: 'dismissed', household: null, candidates: [], reasons: [] })
      return
    }
    const { reasons = [], ...where } = order
    const found = locateStatement({ ...where, reasons: reasons as readonly Reason[] }, ledger, context.grid)
    const draft: Draft = {
      verdict: found.verdict === 'found' ? ownVerdict(order) : found.verdict,
      household: found.certain,
      candidates: found.candidates,
      reasons: [...found.reasons],
    }
    drafts.push(draft)
    if (found.certain !== null) settle(order, found.certain, position, drafts, standing)
  })
  return drafts.map((draft) => ({
    verdict: draft.verdict,
    household: draft.household === null ? null : { id: draft.household.id, door: draft.household.door },
    candidates: draft.candidates.map((household) => household.id),
    reasons: draft.reasons,
  }))
}

function settle(
  order: OrderLike,
  household: IndexedHousehold,
  position: number,
  drafts: readonly Draft[],
  standing: Map<string, Standing>,
): void {
  const draft = drafts[position] as Draft
  const before = standing.get(household.id)
  const mark = (verdict: OrderVerdict): void => {
    for (const earlier of before?.positions ?? []) (drafts[earlier] as Draft).verdict = verdict
  }
  if (order.intent === 'withdraw') {
    // Taking back a part is no taking back of the whole: what is left over a person must say.
    if (before !== undefined && !takesAllBack(order, before.items)) {
      draft.verdict = 'no-quantity'
      draft.reasons.push('part-cancelled')
      return
    }
    mark('withdrawn')
    draft.verdict = 'withdrawn'
    standing.delete(household.id)
    return
  }
  // Words without goods put nothing in place of an order: `几点送？`.
  if (before !== undefined && order.namesNothing) return
  if (before !== undefined) {
    const items = sumOf(order.items)
    const same = isSameOrder(items, before.items) && order.unread === before.unread.join(' ')
    if (same && !order.isAddition && order.phones.every((phone) => before.phones.includes(phone))) {
      draft.verdict = 'duplicate'
      return
    }
    const decided = order.override?.household !== undefined
    if (statesAnotherPhone(order.phones, before.phones) && !order.isCorrection && !decided) {
      draft.verdict = 'candidates'
      draft.household = null
      draft.candidates = [household]
      draft.reasons.push('same-household-other-phone')
      return
    }
    if (order.isAddition) {
      add(before, order, position)
      return
    }
    mark('superseded')
  }
  const fresh: Standing = { positions: [], phones: [], items: new Map(), unread: [] }
  standing.set(household.id, fresh)
  add(fresh, order, position)
}

function add(standing: Standing, order: OrderLike, position: number): void {
  standing.positions.push(position)
  for (const phone of order.phones) if (!standing.phones.includes(phone)) standing.phones.push(phone)
  for (const [item, quantity] of sumOf(order.items))
    standing.items.set(item, (standing.items.get(item) ?? 0) + quantity)
  if (order.unread !== '') standing.unread.push(order.unread)
}

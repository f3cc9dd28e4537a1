import { coversGrid, LEDGER_ROLES, type Actor, type Role } from '../actor.ts'
import { reportsInPost } from '../people/policy.ts'
import { CARRIER_ROLES } from './runs/contract.ts'

/**
 * Make, publish, change and close a grid's stall, and cancel an order there after the cut-off. Who may order for a
 * household is who may report for it.
 */
export const canKeepStall = (actor: Actor, gridCode: string): boolean => coversGrid(actor, LEDGER_ROLES, gridCode)

interface OrderAtDoor {
  gridCode: string
  /** Of the stall that it was ordered at. */
  stallGridCode: string
  /** The building's responsible person. */
  responsibleAccountId: string | null
}

/** Take money for an order and give some back: who delivers to the door in a post there, and who keeps the stall. */
export const canTakeMoney = (actor: Actor, order: OrderAtDoor): boolean =>
  reportsInPost(actor, order) || canKeepStall(actor, order.stallGridCode)

/** The grids of the posts in which somebody carries bags. */
export const carryingPosts = ({ grants }: Actor): string[] =>
  grants.flatMap(({ role, gridCode }) =>
    gridCode !== null && (CARRIER_ROLES as readonly Role[]).includes(role) ? [gridCode] : [],
  )

/** Say what came of a hand-over that a person has to look at. Nobody does of their own. */
export const canSettleDelivery = (actor: Actor, gridCode: string, carrierId: string): boolean =>
  carrierId !== actor.accountId && canKeepStall(actor, gridCode)

/** Confirm what a collector handed over. Nobody does for themselves. */
export const canConfirmHandIn = (actor: Actor, stallGridCode: string, collectorId: string): boolean =>
  collectorId !== actor.accountId && coversGrid(actor, ['grid-lead', 'command-post'], stallGridCode)

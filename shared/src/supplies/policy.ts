import { coversGrid, LEDGER_ROLES, type Actor } from '../actor.ts'

/**
 * Make, publish, change and close a grid's stall, and cancel an order there after the cut-off. Who may order for a
 * household is who may report for it.
 */
export const canKeepStall = (actor: Actor, gridCode: string): boolean => coversGrid(actor, LEDGER_ROLES, gridCode)

import type { DeliveryRow, Stop } from '@gezhong/shared/supplies/deliveries/contract'
import type { KeptDelivery } from './kept-deliveries.ts'
import type { KeptPayment } from './kept-payments.ts'

/** A stop after what was done there. */
export function afterRow(stop: Stop, { act, at, why }: Pick<DeliveryRow, 'act' | 'at' | 'why'>, byName: string): Stop {
  switch (act) {
    case 'handed-over':
      return { ...stop, deliveredAt: at, deliveredByName: byName, failedWhy: null }
    case 'failed':
      return { ...stop, failedWhy: why, tries: stop.tries + 1 }
    case 'undone':
      return { ...stop, deliveredAt: null, deliveredByName: null }
    case 'turned-away':
      return stop
  }
}

/** The stops as they stand on this phone: as they were read, and what was done since. */
export function stopsNow(
  stops: readonly Stop[],
  waiting: readonly KeptDelivery[],
  paid: readonly KeptPayment[],
  byName: string,
): Stop[] {
  const rowsOf = new Map<string, DeliveryRow[]>()
  for (const { voucherId, row, refusal } of waiting)
    if (voucherId !== null && refusal === null) rowsOf.set(voucherId, [...(rowsOf.get(voucherId) ?? []), row])
  const paidFor = new Map<string, number>()
  for (const { payment, refusal } of paid)
    if (refusal === null)
      paidFor.set(payment.orderId, (paidFor.get(payment.orderId) ?? 0) + payment.takenFen - payment.changeFen)
  return stops.map((stop) =>
    (rowsOf.get(stop.voucherId) ?? []).reduce((now, row) => afterRow(now, row, byName), {
      ...stop,
      owedFen: stop.owedFen - (paidFor.get(stop.orderId) ?? 0),
    }),
  )
}

/** Still to be handed over. */
export const isOpen = ({ deliveredAt, cancelled }: Stop): boolean => deliveredAt === null && !cancelled

/** Whoever was not at home is gone to once more, after the others; what failed otherwise goes back. */
export const isToReturn = (stop: Stop): boolean =>
  isOpen(stop) && stop.failedWhy !== null && stop.failedWhy !== 'absent'

export interface StopGroups {
  /** In the order of the way, those not at home at its end. */
  open: Stop[]
  toReturn: Stop[]
  done: Stop[]
  cancelled: Stop[]
}

export function groupsOf(stops: readonly Stop[]): StopGroups {
  const open = stops.filter((stop) => isOpen(stop) && !isToReturn(stop))
  return {
    open: [
      ...open.filter(({ failedWhy }) => failedWhy === null),
      ...open.filter(({ failedWhy }) => failedWhy !== null),
    ],
    toReturn: stops.filter(isToReturn),
    done: stops.filter(({ deliveredAt }) => deliveredAt !== null),
    cancelled: stops.filter(({ cancelled, deliveredAt }) => cancelled && deliveredAt === null),
  }
}

/** The other bags for the same door, which are handed over in one go. */
export const othersAtDoor = (stop: Stop, stops: readonly Stop[]): Stop[] =>
  stops.filter((other) => other.door === stop.door && other.voucherId !== stop.voucherId && isOpen(other))

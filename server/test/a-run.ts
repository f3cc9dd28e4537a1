import { civilDay } from '@gezhong/shared/civil-day'
import { issueCredential, recordTraining } from '@gezhong/shared/grid/credentials/contract'
import type { DeliveryRow } from '@gezhong/shared/supplies/deliveries/contract'
import { placeOrder } from '@gezhong/shared/supplies/orders/contract'
import { readVoucher } from '@gezhong/shared/supplies/vouchers/contract'
import { designateRun, proposeRun } from '@gezhong/shared/supplies/runs/contract'
import { moveStall } from '@gezhong/shared/supplies/stalls/contract'
import { uuidv7 } from 'uuidv7'
import type { TestApp } from './app.ts'
import { aStall, CABBAGE } from './a-stall.ts'
import { addPersona, type Cast, type Persona } from './cast.ts'

export interface Ordered {
  orderId: string
  /** The whole content of the QR code. */
  digits: string
  shortCode: string
}

/** A closed stall of this grid at which these doors have ordered a 斤 of cabbage each, with their vouchers by door. */
export async function ordersToCarry(app: TestApp, cast: Cast, gridCode: string, doors: readonly string[]) {
  const { stallId, itemId } = await aStall(app, cast.secretary, cast.grids[gridCode]!, { open: true })
  const orders: Record<string, Ordered> = {}
  for (const door of doors) {
    const lines = [{ itemId, milli: 1000, priceFen: CABBAGE.priceFen }]
    const { id: orderId } = await cast.secretary.call(placeOrder, {
      body: { id: uuidv7(), stallId, householdId: cast.households[door]!.id, revision: 0, lines },
    })
    orders[door] = { orderId, digits: '', shortCode: '' }
  }
  await cast.secretary.call(moveStall, { params: { id: stallId }, body: { to: 'closed' } })
  for (const order of Object.values(orders)) {
    const { voucher } = await cast.secretary.call(readVoucher, { params: { id: order.orderId } })
    order.digits = voucher!.digits
    order.shortCode = voucher!.shortCode
  }
  return { stallId, itemId, orders }
}

/** A volunteer who was trained and has a credential for this grid. */
export async function aVolunteer(app: TestApp, cast: Cast, name: string, gridCode: string): Promise<Persona> {
  const gridId = cast.grids[gridCode]!
  const volunteer = await addPersona(app, cast.communityId, name, 'volunteer', { gridId })
  await giveCredential(app, cast, volunteer, gridCode)
  return volunteer
}

export async function giveCredential(app: TestApp, cast: Cast, volunteer: Persona, gridCode: string): Promise<void> {
  const whose = { accountId: volunteer.accountId, post: 'volunteer' } as const
  const [gridId, day] = [cast.grids[gridCode]!, civilDay(app.kernel.clock())]
  await cast.secretary.call(recordTraining, { body: { id: uuidv7(), ...whose, gridId, day } })
  const body = { id: uuidv7(), ...whose, gridIds: [gridId], validFrom: day, validUntil: '2099-12-31' }
  await cast.secretary.call(issueCredential, { body })
}

/** A run of all bags of a stall that lie in this grid, given to somebody. */
export async function aRun(cast: Cast, stallId: string, gridCode: string, carrier: Persona): Promise<string> {
  const [id, gridId] = [uuidv7(), cast.grids[gridCode]!]
  const params = { id: stallId }
  const { stops } = await cast.secretary.call(proposeRun, { params, query: { grid: gridId } })
  await cast.secretary.call(designateRun, {
    params: { id },
    body: {
      stallId,
      gridId,
      carrierId: carrier.accountId,
      revision: 0,
      voucherIds: stops.map((stop) => stop.voucherId),
    },
  })
  return id
}

/** A bag handed over, as a phone tells it, unless something else is said of it. */
export const deliveryRow = (
  said: Pick<DeliveryRow, 'runId' | 'code' | 'at'>,
  over: Partial<DeliveryRow> = {},
): DeliveryRow => ({
  id: uuidv7(),
  act: 'handed-over',
  verdict: 'deliverable',
  why: null,
  missing: [],
  ...said,
  ...over,
})

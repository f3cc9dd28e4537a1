import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  WAY_WORDS,
  type PaymentAnswers,
  type PaymentBatch,
  type PaymentSaid,
  type PaymentVerdict,
} from '@gezhong/shared/supplies/payments/contract'
import { canBeGiven, standOf } from '@gezhong/shared/supplies/payments/settle'
import type { Work } from '../../database/transact.ts'
import { atOurClock } from '../../people/sampling/our-clock.ts'
import {
  keepPayment,
  readOrdersAtDoor,
  readPaid,
  readPaymentsById,
  type OrderAtDoor,
  type PaymentRow,
} from './queries.ts'

/*
 * Money that was taken is a fact, whatever the order has become meanwhile: too much is recorded and shown as overpaid, money
 * for a cancelled order is owed back. Each payment gets its own answer, so that a phone that kept many offline is rid of
 * every one of them.
 */

interface Known {
  orders: ReadonlyMap<string, OrderAtDoor>
  /** By their ids: those of the batch that are there already, and what is taken back. */
  payments: ReadonlyMap<string, PaymentRow>
}

const isMirror = (said: PaymentSaid, of: PaymentRow): boolean =>
  of.takesBack === null &&
  said.orderId === of.orderId &&
  said.way === of.way &&
  said.takenFen === of.changeFen &&
  said.changeFen === of.takenFen &&
  said.reason !== ''

/** The same payment as the same person said it before. */
const isSame = ({ actor }: Work, said: PaymentSaid, row: PaymentRow): boolean =>
  row.recordedBy === actor.accountId &&
  row.orderId === said.orderId &&
  row.way === said.way &&
  row.takenFen === said.takenFen &&
  row.changeFen === said.changeFen &&
  row.takesBack === said.takesBack

function rowOf(work: Work, sentAt: string, said: PaymentSaid, order: OrderAtDoor, back: PaymentRow | null): PaymentRow {
  const { communityId, now, actor, vault } = work
  const { id: orderId, stallId, householdId, buildingId, gridId } = order
  const { id, way, takenFen, changeFen, takesBack, reason } = said
  return {
    communityId,
    id,
    orderId,
    stallId,
    householdId,
    buildingId,
    gridId,
    way,
    takenFen,
    changeFen,
    takesBack,
    reasonSealed: reason === '' ? null : vault.sealForCommunity(communityId, reason),
    // Taken back by whomever, the money is missing where it was.
    collectedBy: back?.collectedBy ?? actor.accountId,
    recordedBy: actor.accountId,
    at: atOurClock(now, sentAt, said.at),
    receivedAt: now,
  }
}

async function take(
  work: Work,
  sentAt: string,
  said: PaymentSaid,
  { orders, payments }: Known,
): Promise<PaymentVerdict> {
  const order = orders.get(said.orderId)
  if (order === undefined) return 'unknown'
  const there = payments.get(said.id)
  if (there !== undefined) return isSame(work, said, there) ? 'again' : 'id-taken'
  const back = said.takesBack === null ? null : (payments.get(said.takesBack) ?? (await oneOf(work, said.takesBack)))
  if (back === undefined) return 'unknown'
  if (back === null ? !canBeGiven(said) : !isMirror(said, back)) return 'not-valid'
  if (await keepPayment(work.db, rowOf(work, sentAt, said, order, back))) {
    noteIn(work, said, order)
    return 'recorded'
  }
  // Somebody was quicker with the same id, or took the same payment back.
  const kept = await oneOf(work, said.id)
  if (kept === undefined) return 'taken-back'
  return isSame(work, said, kept) ? 'again' : 'id-taken'
}

const oneOf = async ({ db, communityId }: Work, id: string): Promise<PaymentRow | undefined> =>
  (await readPaymentsById(db, communityId, [id]))[0]

function noteIn(work: Work, { takesBack, takenFen, changeFen, way, reason }: PaymentSaid, order: OrderAtDoor): void {
  const words = [displayDoor(order.door), WAY_WORDS[way]]
  if (takenFen > 0) words.push(`收 ${sayFen(takenFen)}`)
  if (changeFen > 0) words.push(`${takenFen > 0 ? '找' : '退'} ${sayFen(changeFen)}`)
  if (reason !== '') words.push(reason)
  const action = takesBack === null ? 'payment.recorded' : 'payment.taken-back'
  work.record({ action, subjectId: order.householdId, detail: words.join(' ') })
}

/**
 * Records money for orders of which `allowed` says that it is the asker's to take; the others are unknown to them. It widens
 * its scope by itself, so it is called in the asker's own. What comes twice counts once.
 */
export async function recordPayments(
  work: Work,
  { sentAt, payments }: PaymentBatch,
  allowed: (order: OrderAtDoor) => boolean,
): Promise<PaymentAnswers> {
  const { db, communityId } = work
  return work.elevated(async () => {
    const asked = [...new Set(payments.map(({ orderId }) => orderId))]
    const found = (await readOrdersAtDoor(db, communityId, asked)).filter(allowed)
    const orders = new Map(found.map((order) => [order.id, order]))
    const ids = payments.map(({ id }) => id)
    const known = {
      orders,
      payments: new Map((await readPaymentsById(db, communityId, ids)).map((row) => [row.id, row])),
    }
    const verdicts = new Map<PaymentSaid, PaymentVerdict>()
    // In the order they were sent: what takes back may follow in the same batch.
    for (const said of payments) verdicts.set(said, await take(work, sentAt, said, known))
    const paid = await readPaid(db, communityId, [...orders.keys()])
    return {
      verdicts: payments.map((said) => {
        const order = orders.get(said.orderId)
        const stand = order === undefined ? null : standOf(order.dueFen, paid.get(order.id) ?? 0)
        return { id: said.id, verdict: verdicts.get(said)!, stand }
      }),
    }
  })
}

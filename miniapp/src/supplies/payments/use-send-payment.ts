import { useRef } from 'react'
import { Refusal } from '@gezhong/shared/errors'
import {
  listDues,
  ownTakings,
  PAYMENT_VERDICT_WORDS,
  paymentsOfOrder,
  sendPayments,
  type PaymentSaid,
} from '@gezhong/shared/supplies/payments/contract'
import { call } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { randomId } from '../../platform/random-id.ts'
import { useWrite } from '../../platform/use-write.ts'

type Said = Pick<PaymentSaid, 'orderId' | 'way' | 'takenFen' | 'changeFen'> &
  Partial<Pick<PaymentSaid, 'takesBack' | 'reason'>>

/** Sends one payment. Pressed again after a lost answer it is the same one, by its id, so nothing is counted twice. */
export function useSendPayment() {
  const intent = useRef<{ words: string; id: string; at: string } | null>(null)
  return useWrite(async (said: Said, idempotencyKey) => {
    const words = JSON.stringify(said)
    if (intent.current?.words !== words) intent.current = { words, id: await randomId(), at: new Date().toISOString() }
    const { id, at } = intent.current
    const body = { sentAt: at, payments: [{ ...said, id, at }] }
    const { verdicts } = await call(sendPayments, { body, idempotencyKey })
    const { verdict } = verdicts[0]!
    if (verdict !== 'recorded' && verdict !== 'again') throw new Refusal('not-valid', PAYMENT_VERDICT_WORDS[verdict])
    intent.current = null
    outdate(listDues, ownTakings, paymentsOfOrder)
    return verdict
  })
}

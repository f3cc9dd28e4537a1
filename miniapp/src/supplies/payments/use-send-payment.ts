import { useRef, useState } from 'react'
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
  const [refused, setRefused] = useState<string | null>(null)
  const { run, busy, problem } = useWrite(async (said: Said, idempotencyKey) => {
    const words = JSON.stringify(said)
    if (intent.current?.words !== words) intent.current = { words, id: await randomId(), at: new Date().toISOString() }
    const { id, at } = intent.current
    const body = { sentAt: at, payments: [{ ...said, id, at }] }
    const { verdicts } = await call(sendPayments, { body, idempotencyKey })
    intent.current = null
    outdate(listDues, ownTakings, paymentsOfOrder)
    return verdicts[0]!.verdict
  })
  return {
    busy,
    problem: problem ?? refused,
    /** True when it counts. */
    async send(said: Said): Promise<boolean> {
      setRefused(null)
      const verdict = await run(said)
      if (verdict === null) return false
      const counts = verdict === 'recorded' || verdict === 'again'
      if (!counts) setRefused(PAYMENT_VERDICT_WORDS[verdict])
      return counts
    },
  }
}

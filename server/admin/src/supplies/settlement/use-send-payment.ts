import { Refusal } from '@gezhong/shared/errors'
import { PAYMENT_VERDICT_WORDS, sendPayments, type PaymentSaid } from '@gezhong/shared/supplies/payments/contract'
import { useRef, useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useWrite } from '../../api/write.ts'
import { showToast } from '../../ui/toasts.tsx'
import { MONEY_READS } from './settlement-reads.ts'

type Said = Pick<PaymentSaid, 'orderId' | 'way' | 'takenFen' | 'changeFen'> &
  Partial<Pick<PaymentSaid, 'takesBack' | 'reason'>>

/** Sends one payment. Pressed again after no answer it is the same payment, so no money is written down twice. */
export function useSendPayment() {
  const write = useWrite(sendPayments, MONEY_READS)
  const intent = useRef<{ said: string; id: string; at: string } | null>(null)
  const [refused, setRefused] = useState<Refusal | null>(null)
  const send = (said: Said, words: string, onDone: () => void) => {
    const text = JSON.stringify(said)
    if (intent.current?.said !== text) intent.current = { said: text, id: newId(), at: new Date().toISOString() }
    const { id, at } = intent.current
    setRefused(null)
    write.mutate(
      { body: { sentAt: at, payments: [{ ...said, id, at }] } },
      {
        onSuccess: ({ verdicts: [answer] }) => {
          const verdict = answer!.verdict
          if (verdict !== 'recorded' && verdict !== 'again')
            return setRefused(new Refusal('not-valid', PAYMENT_VERDICT_WORDS[verdict]))
          intent.current = null
          showToast({ text: words })
          onDone()
        },
      },
    )
  }
  return { send, busy: write.isPending, error: write.error ?? refused }
}

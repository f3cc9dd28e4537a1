import {
  MOST_PAYMENTS,
  PAYMENT_VERDICT_WORDS,
  ownTakings,
  sendPayments as handIn,
  type PaymentAnswers,
} from '@gezhong/shared/supplies/payments/contract'
import { call } from '../../platform/api.ts'
import { sending } from '../../platform/kept-list.ts'
import { outdate } from '../../platform/queries.ts'
import { keptPayments, type KeptPayment } from './kept-payments.ts'
import { keptRuns } from './kept-runs.ts'
import { alone } from './send-deliveries.ts'

type Answer = PaymentAnswers['verdicts'][number]

const isTaken = ({ verdict }: Answer): boolean => verdict === 'recorded' || verdict === 'again'

/** What is still owed is written into the runs at hand, before the rows go. */
function settle(batch: readonly KeptPayment[], answers: ReadonlyMap<string, Answer>): void {
  const open = new Map(
    batch.flatMap(({ id, payment }) => {
      const stand = answers.get(id)?.stand
      return stand == null ? [] : [[payment.orderId, stand.openFen - stand.overpaidFen] as const]
    }),
  )
  const all = keptRuns.all().map(({ id }) => id)
  keptRuns.change(all, (run) => {
    const stops = run.sheet.stops.map((stop) => ({ ...stop, owedFen: open.get(stop.orderId) ?? stop.owedFen }))
    return { ...run, sheet: { ...run.sheet, stops } }
  })
}

/** Tells of the money that was taken at doors. What the server does not take stays, with the reason, to be read. */
export const sendPayments = sending({
  list: keptPayments,
  waits: () => true,
  goesWith: () => true,
  most: MOST_PAYMENTS,
  async send(batch: readonly KeptPayment[]) {
    const body = { sentAt: new Date().toISOString(), payments: batch.map(({ payment }) => payment) }
    const { verdicts } = await call(handIn, { body })
    const answers = new Map(verdicts.map((answer) => [answer.id, answer]))
    settle(batch, answers)
    return (one) => {
      const answer = answers.get(one.id)
      if (answer === undefined) return one
      return isTaken(answer) ? null : { ...one, refusal: PAYMENT_VERDICT_WORDS[answer.verdict] }
    }
  },
  answered: () => outdate(ownTakings),
  alone,
})

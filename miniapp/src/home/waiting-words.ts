import { useKeptCalls } from '../people/calls/kept-calls.ts'
import { keptKits } from '../people/kits/kept-kits.ts'
import { waits } from '../people/kits/send-kits.ts'
import { keptTests } from '../people/antigen/kept-tests.ts'
import { useWaiting } from '../people/report/outbox.ts'
import { useTubes } from '../people/sampling/kept-tubes.ts'
import { waitingPeople } from '../people/sampling/swabs.ts'
import type { KeptRow } from '../platform/kept-shelf.ts'
import { keptDeliveries } from '../supplies/run/kept-deliveries.ts'
import { keptPayments } from '../supplies/run/kept-payments.ts'

/** What this phone has not handed over, in words; empty when nothing. With what was refused, it is what leaving would lose. */
export function useWaitingWords({ withRefused }: { withRefused: boolean }): string {
  const is = ({ refusal }: KeptRow) => withRefused || refusal === null
  const reports = useWaiting().filter(is).length
  const sampled = waitingPeople(useTubes().filter(is))
  const calls = useKeptCalls().filter(is).length
  const tests = keptTests.useRows().filter(is).length
  const kits = keptKits.useRows().filter((one) => waits({ ...one, refusal: null }) && is(one)).length
  const deliveries = keptDeliveries.useRows().filter(is).length
  const payments = keptPayments.useRows().filter(is).length
  const words = [
    reports > 0 && `${reports} 条上报`,
    sampled > 0 && `${sampled} 人的采样`,
    calls > 0 && `${calls} 个电话的结果`,
    tests > 0 && `${tests} 次抗原结果`,
    kits > 0 && `${kits} 户发的抗原`,
    deliveries > 0 && `${deliveries} 条送菜的记录`,
    payments > 0 && `${payments} 笔收的钱`,
  ]
  return words.filter(Boolean).join('、')
}

import { sendTests } from './antigen/send-tests.ts'
import { sendCalls } from './calls/kept-calls.ts'
import { sendKits } from './kits/send-kits.ts'
import { sendWaiting } from './report/outbox.ts'
import { sendSamples } from './sampling/send-samples.ts'

/** Everything that waits on this phone, each kind in its own order. */
export function sendKept(): void {
  for (const send of [sendWaiting, sendSamples, sendCalls, sendTests, sendKits]) void send()
}

import { sendKept } from '../people/send-kept.ts'
import { sendDeliveries } from '../supplies/run/send-deliveries.ts'
import { sendPayments } from '../supplies/run/send-payments.ts'

/** Everything that waits on this phone, of people and of supplies. */
export function sendAll(): void {
  sendKept()
  void sendDeliveries()
  void sendPayments()
}

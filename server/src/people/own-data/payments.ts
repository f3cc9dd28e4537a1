import type { OwnPayment } from '@gezhong/shared/people/own-data/own-orders'
import { sql } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'

/** The newest of them. */
const MOST = 500

interface PaymentRow extends Record<string, unknown> {
  title: string
  way: OwnPayment['way']
  taken_fen: number
  change_fen: number
  takes_back: boolean
  reason_sealed: Buffer | null
  at: Date
}

/** Money that a household has given for its orders and got back. */
export async function paymentsOf({ db, communityId, vault }: Work, householdId: string): Promise<OwnPayment[]> {
  const { rows } = await db.execute<PaymentRow>(sql`
    SELECT stall.title, payment.way, payment.taken_fen, payment.change_fen, payment.takes_back IS NOT NULL AS takes_back,
      payment.reason_sealed, payment.at
    FROM payment
    JOIN stall ON stall.community_id = payment.community_id AND stall.id = payment.stall_id
    WHERE payment.community_id = ${communityId} AND payment.household_id = ${householdId}
    ORDER BY payment.received_at DESC, payment.id DESC LIMIT ${MOST}`)
  return rows.map((row) => ({
    stallTitle: maskText(row.title),
    way: row.way,
    takenFen: row.taken_fen,
    changeFen: row.change_fen,
    takesBack: row.takes_back,
    reason: row.reason_sealed === null ? '' : maskText(vault.openForCommunity(communityId, row.reason_sealed)),
    at: new Date(row.at).toISOString(),
  }))
}

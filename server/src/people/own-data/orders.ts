import type { OwnOrder } from '@gezhong/shared/people/own-data/own-orders'
import { sql } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'

/** The newest of them. */
const MOST = 500

interface OrderRow extends Record<string, unknown> {
  title: string
  goods: string | null
  amount_fen: number
  note_sealed: Buffer | null
  cancelled: boolean
  changed_at: Date
}

/** What a household has ordered at stalls. */
export async function ordersOf({ db, communityId, vault }: Work, householdId: string): Promise<OwnOrder[]> {
  const { rows } = await db.execute<OrderRow>(sql`
    SELECT stall.title, stall_order.amount_fen, stall_order.note_sealed, stall_order.state = 'cancelled' AS cancelled,
      stall_order.changed_at, string_agg(stall_item.name || ' ' || trim_scale(coalesce(stall_order_line.given_milli, stall_order_line.milli) / 1000.0)
        || stall_item.unit, '、' ORDER BY stall_item.position, stall_item.id) AS goods
    FROM stall_order
    JOIN stall ON stall.community_id = stall_order.community_id AND stall.id = stall_order.stall_id
    LEFT JOIN stall_order_line ON stall_order_line.community_id = stall_order.community_id
      AND stall_order_line.order_id = stall_order.id
    LEFT JOIN stall_item ON stall_item.community_id = stall_order_line.community_id
      AND stall_item.id = stall_order_line.item_id
    WHERE stall_order.community_id = ${communityId} AND stall_order.household_id = ${householdId}
    GROUP BY stall.title, stall_order.community_id, stall_order.id
    ORDER BY stall_order.changed_at DESC, stall_order.id DESC LIMIT ${MOST}`)
  return rows.map((row) => ({
    stallTitle: maskText(row.title),
    goods: maskText(row.goods ?? ''),
    amountFen: row.amount_fen,
    note: row.note_sealed === null ? '' : maskText(vault.openForCommunity(communityId, row.note_sealed)),
    cancelled: row.cancelled,
    at: new Date(row.changed_at).toISOString(),
  }))
}

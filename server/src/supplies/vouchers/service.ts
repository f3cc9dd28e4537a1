import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import type { Voucher } from '@gezhong/shared/supplies/vouchers/contract'
import type { Work } from '../../database/transact.ts'
import { signer } from '../../grid/signing-keys/service.ts'
import { requireTarget } from '../../people/reports/service.ts'
import { findOrder, type OrderRow } from '../orders/queries.ts'
import { findStall } from '../stalls/queries.ts'
import { isClosed } from '../stalls/is-closed.ts'
import { moveStop } from '../runs/queries.ts'
import { digitsOf, issueMissing } from './issue.ts'
import { findVoucherOf, readIssueTimes, revokeVoucher, type VoucherRow } from './queries.ts'

const present = async (work: Work, row: VoucherRow): Promise<Voucher> => ({
  digits: digitsOf(await work.elevated(() => signer(work)), row),
  shortCode: row.shortCode,
  state: row.state,
  lastDay: row.lastDay,
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
})

/** An order that the asker may act for, with its stall. */
async function requireOrder(work: Work, orderId: string) {
  const order = await findOrder(work.db, work.communityId, orderId)
  if (order === undefined) throw new Refusal('not-found')
  const target = await requireTarget(work, order.householdId)
  const stall = (await findStall(work.db, work.communityId, order.stallId))!
  return { order, target, stall }
}

/** The one that holds; a whole stall's are issued only where it is missing, as households ask for theirs all the time. */
async function voucherOf(work: Work, { id, stallId }: OrderRow): Promise<VoucherRow | undefined> {
  const { db, communityId } = work
  const there = await findVoucherOf(db, communityId, id)
  if (there !== undefined) return there
  await work.elevated(() => issueMissing(work, stallId))
  return findVoucherOf(db, communityId, id)
}

export async function read(work: Work, orderId: string): Promise<{ voucher: Voucher | null }> {
  const { order, stall } = await requireOrder(work, orderId)
  if (order.state !== 'placed' || !isClosed(work, stall)) return { voucher: null }
  const row = await voucherOf(work, order)
  return { voucher: row === undefined ? null : await present(work, row) }
}

export async function reissue(work: Work, orderId: string, reason: string): Promise<{ voucher: Voucher }> {
  const { db, communityId } = work
  const { order, target, stall } = await requireOrder(work, orderId)
  if (!canKeepStall(work.actor, stall.gridCode)) throw new Refusal('not-allowed')
  if (order.state !== 'placed') throw new Refusal('already-settled', '这一单已经取消了')
  if (!isClosed(work, stall)) throw new Refusal('not-closed')
  const before = (await voucherOf(work, order))!
  if (!(await work.elevated(() => revokeVoucher(db, communityId, before.id))))
    throw new Refusal('already-settled', '这一单已经送到了，凭证不用换')
  const after = (await voucherOf(work, order))!
  await work.elevated(() => moveStop(db, communityId, before.id, after.id))
  work.record({
    action: 'voucher.reissued',
    subjectId: target.id,
    detail: `${displayDoor(target.door)}：${reason}`,
  })
  return { voucher: await present(work, after) }
}

/** When each that still counts was issued. */
export const issueTimes = ({ db, communityId, now }: Work): Promise<Date[]> =>
  readIssueTimes(db, communityId, civilDay(now))

import { Refusal } from '@gezhong/shared/errors'
import { readCode } from '@gezhong/shared/signed-code'
import type { Bag } from '@gezhong/shared/supplies/packing/contract'
import { readShortCode } from '@gezhong/shared/supplies/vouchers/short-code'
import { and, eq } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import type { Work } from '../../database/transact.ts'
import { requireKept } from '../stalls/service.ts'
import { voucher } from '../vouchers/tables.ts'
import { bagOf } from './service.ts'

/** By what stands on a label, in the asker's scope. */
async function findVoucher(db: Db, communityId: string, code: string) {
  const short = readShortCode(code)
  const serial = short === null ? readCode(code.trim())?.claims.serial : undefined
  if (short === null && serial === undefined) return undefined
  const [row] = await db
    .select()
    .from(voucher)
    .where(
      and(
        eq(voucher.communityId, communityId),
        short === null ? eq(voucher.serial, serial!) : eq(voucher.shortCode, short),
      ),
    )
  return row
}

/**
 * The bag of a label that was scanned or typed, at a stall that the asker keeps. A code opens nothing here but a list that
 * its packer may read anyway, so its signature is not asked about; at the door it is.
 */
export async function findBag(work: Work, code: string): Promise<Bag> {
  const found = await findVoucher(work.db, work.communityId, code)
  if (found === undefined) throw new Refusal('not-found', '没有这个码的袋子，请看清再扫一次，或对着标签打8个数字')
  await requireKept(work, found.stallId)
  if (found.state === 'revoked') throw new Refusal('already-settled', '这张标签作废了，请撕掉换新印的')
  return bagOf(work, found.orderId)
}

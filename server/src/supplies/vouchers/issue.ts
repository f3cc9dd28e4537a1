import { randomBytes, randomInt } from 'node:crypto'
import { civilDay } from '@gezhong/shared/civil-day'
import { writeCode } from '@gezhong/shared/signed-code'
import { withCheckDigit } from '@gezhong/shared/supplies/vouchers/short-code'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { signer, type Signer } from '../../grid/signing-keys/service.ts'
import { findStall, type StallRow } from '../stalls/queries.ts'
import { addVouchers, readTakenCodes, readUnissued, readVouchersOf, type VoucherRow } from './queries.ts'

const DAY = 86_400_000

/** What could not be handed over is carried once more on the day after. */
export const lastDayOf = ({ deliverUntil }: Pick<StallRow, 'deliverUntil'>): string =>
  civilDay(new Date(deliverUntil.getTime() + DAY))

const SEVEN_DIGITS = 10_000_000

/** Codes that no voucher of the community has. */
async function newShortCodes({ db, communityId }: Work, count: number): Promise<string[]> {
  const codes = new Set<string>()
  while (codes.size < count) {
    while (codes.size < count) codes.add(withCheckDigit(String(randomInt(SEVEN_DIGITS)).padStart(7, '0')))
    for (const taken of await readTakenCodes(db, communityId, [...codes])) codes.delete(taken)
  }
  return [...codes]
}

/** The digits of its QR code, by the key that signs now. */
export const digitsOf = ({ keyNumber, community, sign }: Signer, { serial, lastDay, gridCode }: VoucherRow): string =>
  writeCode({ kind: 'voucher', keyNumber, community, serial, lastDay, gridCode }, sign)

/** Gives every standing order of a stall a voucher, if it has none; alone with the stall. Elevated. */
export async function issueMissing(work: Work, stallId: string): Promise<void> {
  const { db, communityId, now } = work
  if ((await readUnissued(db, communityId, stallId)).length === 0) return
  const stall = (await findStall(db, communityId, stallId, 'update'))!
  const unissued = await readUnissued(db, communityId, stallId)
  const codes = await newShortCodes(work, unissued.length)
  const lastDay = lastDayOf(stall)
  await addVouchers(
    db,
    unissued.map((order, at) => ({
      communityId,
      id: uuidv7(),
      orderId: order.order_id,
      stallId,
      householdId: order.household_id,
      buildingId: order.building_id,
      gridId: order.grid_id,
      serial: randomBytes(5).toString('hex'),
      shortCode: codes[at]!,
      gridCode: order.grid_code,
      lastDay,
      state: 'live' as const,
      issuedAt: now,
      deliveredAt: null,
      deliveredBy: null,
      deliveredScan: null,
    })),
  )
}

export interface IssuedVoucher {
  orderId: string
  voucherId: string
  /** The whole content of the QR code. */
  digits: string
  shortCode: string
}

/** The voucher of every standing order of a stall whose orders are closed. Elevated. */
export async function issueVouchers(work: Work, stallId: string): Promise<IssuedVoucher[]> {
  await issueMissing(work, stallId)
  const signs = await signer(work)
  return (await readVouchersOf(work.db, work.communityId, stallId)).map((row) => ({
    orderId: row.orderId,
    voucherId: row.id,
    digits: digitsOf(signs, row),
    shortCode: row.shortCode,
  }))
}

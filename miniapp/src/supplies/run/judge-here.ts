import { civilDay } from '@gezhong/shared/civil-day'
import type { RunSheet, Stop } from '@gezhong/shared/supplies/deliveries/contract'
import { type Judged, judgeScan, type KnownVoucher } from '@gezhong/shared/supplies/deliveries/judge'
import { verifySignature } from '../../platform/ed25519.ts'

export type StopVoucher = KnownVoucher & { stop: Stop }

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16))

/** What a code comes to by what this phone took along: needs no network. */
export function judgeHere(text: string, sheet: RunSheet, stops: readonly Stop[], now: Date): Judged<StopVoucher> {
  const voucherOf = (stop: Stop | undefined): StopVoucher | undefined =>
    stop === undefined ? undefined : { ...stop, delivered: stop.deliveredAt !== null, stop }
  return judgeScan(
    text,
    {
      community: sheet.community,
      publicKeyOf(keyNumber) {
        const key = sheet.keys.find((one) => one.keyNumber === keyNumber)
        return key === undefined ? undefined : bytesOf(key.publicKey)
      },
      bySerial: (serial) => voucherOf(stops.find((stop) => stop.serial === serial)),
      byShortCode: (code) => voucherOf(stops.find((stop) => stop.shortCode === code)),
      refused: (serial) => sheet.refused.find((one) => one.serial === serial)?.why,
      isOnWay: () => true,
      areas: sheet.areas,
      today: civilDay(now),
    },
    verifySignature,
  )
}

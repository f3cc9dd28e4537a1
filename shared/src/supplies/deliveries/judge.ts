import { topCode } from '../../actor.ts'
import { readCode, type CheckSignature, type Claims } from '../../signed-code.ts'
import { readShortCode } from '../vouchers/short-code.ts'
import type { ScanVerdict } from './verdict.ts'

/** A voucher as the judge knows it. */
export interface KnownVoucher {
  voucherId: string
  serial: string
  shortCode: string
  cancelled: boolean
  delivered: boolean
  /** The last civil day on which it is accepted; later than the code says where the stall was put off since. */
  lastDay: string
}

/** What is known where it is judged: on the phone what its run brought along, on the server everything. */
export interface Known<V extends KnownVoucher> {
  /** Tells the community's codes apart from others'. */
  community: number
  publicKeyOf: (keyNumber: number) => Uint8Array | undefined
  bySerial: (serial: string) => V | undefined
  byShortCode: (code: string) => V | undefined
  /** Serials outside the run that are refused whatever they say. */
  refused: (serial: string) => 'cancelled' | 'revoked' | undefined
  /** Whether it is to be carried on the way of the one who scans. */
  isOnWay: (voucher: V) => boolean
  /** Codes of the grids that the one who scans may carry in. */
  areas: readonly string[]
  /** The civil day. */
  today: string
}

export interface Judged<V extends KnownVoucher> {
  verdict: ScanVerdict
  /** The voucher, where it is known. */
  voucher: V | null
  /** What the code says, where its signature holds. */
  claims: Claims | null
  /** By its eight digits, which prove nothing. */
  typed: boolean
}

/** A grid is its top-level grid: within it a bag is on another's way, beyond it it is a crossing. */
const isWithin = (areas: readonly string[], gridCode: string): boolean =>
  areas.some((area) => topCode(area) === topCode(gridCode))

function standing<V extends KnownVoucher>(voucher: V, known: Known<V>): ScanVerdict {
  if (voucher.delivered) return 'already-delivered'
  if (voucher.lastDay < known.today) return 'expired'
  if (voucher.cancelled) return 'cancelled'
  return known.isOnWay(voucher) ? 'deliverable' : 'wrong-route'
}

function verdictOn<V extends KnownVoucher>(claims: Claims, voucher: V | null, known: Known<V>): ScanVerdict {
  const refused = known.refused(claims.serial)
  if (refused !== undefined) return refused
  if (voucher?.delivered === true) return 'already-delivered'
  if ((voucher ?? claims).lastDay < known.today) return 'expired'
  if (voucher !== null && known.isOnWay(voucher)) return standing(voucher, known)
  if (!isWithin(known.areas, claims.gridCode)) return 'wrong-grid'
  return voucher === null ? 'wrong-route' : standing(voucher, known)
}

/**
 * What a scanned or typed text comes to. A signed code is believed only with its signature; eight digits only where their
 * voucher is known. What is no code of ours, or one of another community or of another kind, is `unknown`; one of ours that
 * the named key did not sign, or no key that is still believed, is `forged`.
 */
export function judgeScan<V extends KnownVoucher>(text: string, known: Known<V>, check: CheckSignature): Judged<V> {
  const code = readCode(text.trim())
  if (code === null) {
    const short = readShortCode(text)
    const voucher = (short === null ? undefined : known.byShortCode(short)) ?? null
    const verdict = voucher === null ? 'unknown' : (known.refused(voucher.serial) ?? standing(voucher, known))
    return { verdict, voucher, claims: null, typed: true }
  }
  const { claims, message, signature } = code
  const nothing = { voucher: null, claims: null, typed: false }
  if (claims.kind !== 'voucher' || claims.community !== known.community) return { ...nothing, verdict: 'unknown' }
  const key = known.publicKeyOf(claims.keyNumber)
  if (key === undefined || !check(signature, message, key)) return { ...nothing, verdict: 'forged' }
  const voucher = known.bySerial(claims.serial) ?? null
  return { verdict: verdictOn(claims, voucher, known), voucher, claims, typed: false }
}

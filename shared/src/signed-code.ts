/*
 * A signed code is a QR code that says what it stands for and proves who made it, so that a phone without a network can
 * judge it: 16 bytes of claims and the 64 bytes of their Ed25519 signature, written as one decimal number of 193 digits.
 * Digits are what a QR code packs tightest: it fits version 5 at level M. Nothing personal is in it.
 *
 * Who checks a signature is given in: the server and the phone have different hands for it.
 */

const KINDS = { voucher: 0x11, credential: 0x21 } as const
export type SignedKind = keyof typeof KINDS

export interface Claims {
  kind: SignedKind
  /** Which of the community's key pairs signed it, 0 to 255. */
  keyNumber: number
  /** Tells communities apart, 0 to 2^24 - 1; see `communityTag`. */
  community: number
  /** Ten hex letters, by chance. */
  serial: string
  /** The last civil day on which it holds. */
  lastDay: string
  /** `2`, `2-3` or `2-3-1`. */
  gridCode: string
}

export interface SignedCode {
  claims: Claims
  /** What is signed. */
  message: Uint8Array
  signature: Uint8Array
}

export type CheckSignature = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean

const MESSAGE_BYTES = 16
const SIGNATURE_BYTES = 64
const BYTES = MESSAGE_BYTES + SIGNATURE_BYTES

/** So many digits has the largest number of 80 bytes; a smaller one is filled up with zeros in front. */
export const SIGNED_DIGITS = 193

const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(2020, 0, 1)
const BITS_A_PART = 10

/** The last 24 bits of the community’s id, which are chance. */
export const communityTag = (communityId: string): number =>
  Number.parseInt(communityId.replaceAll('-', '').slice(-6), 16)

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16))

const packDay = (day: string): number => (Date.parse(`${day}T00:00:00Z`) - FIRST_DAY) / DAY_MS
const unpackDay = (days: number): string => new Date(FIRST_DAY + days * DAY_MS).toISOString().slice(0, 10)

/** Three parts of ten bits; a part that the code does not have is 0, which no grid is called. */
const packGrid = (code: string): number =>
  [0, 1, 2].reduce((packed, at) => packed * 2 ** BITS_A_PART + Number(code.split('-')[at] ?? 0), 0)

function unpackGrid(packed: number): string {
  const parts = [2, 1, 0].map((at) => Math.floor(packed / 2 ** (BITS_A_PART * at)) % 2 ** BITS_A_PART)
  return parts.filter((part) => part > 0).join('-')
}

const hexOf = (value: number, bytes: number): string => value.toString(16).padStart(2 * bytes, '0')

/** The claims as they are signed. */
export function messageOf({ kind, keyNumber, community, serial, lastDay, gridCode }: Claims): Uint8Array {
  const parts = [hexOf(KINDS[kind], 1), hexOf(keyNumber, 1), hexOf(community, 3), serial]
  return fromHex([...parts, hexOf(packDay(lastDay), 2), hexOf(packGrid(gridCode), 4)].join(''))
}

function claimsOf(message: Uint8Array): Claims | null {
  const hex = toHex(message)
  const number = (from: number, bytes: number) => Number.parseInt(hex.slice(2 * from, 2 * (from + bytes)), 16)
  const kind = (Object.keys(KINDS) as SignedKind[]).find((one) => KINDS[one] === number(0, 1))
  if (kind === undefined) return null
  return {
    kind,
    keyNumber: number(1, 1),
    community: number(2, 3),
    serial: hex.slice(10, 20),
    lastDay: unpackDay(number(10, 2)),
    gridCode: unpackGrid(number(12, 4)),
  }
}

/** The digits of a code. `sign` gives the 64 bytes of the signature. */
export function writeCode(claims: Claims, sign: (message: Uint8Array) => Uint8Array): string {
  const message = messageOf(claims)
  return BigInt(`0x${toHex(message)}${toHex(sign(message))}`)
    .toString()
    .padStart(SIGNED_DIGITS, '0')
}

/** What digits say, whoever signed them; null when they are no such code. */
export function readCode(digits: string): SignedCode | null {
  if (digits.length !== SIGNED_DIGITS || !/^[0-9]+$/.test(digits)) return null
  const hex = BigInt(digits)
    .toString(16)
    .padStart(2 * BYTES, '0')
  if (hex.length > 2 * BYTES) return null
  const bytes = fromHex(hex)
  const message = bytes.slice(0, MESSAGE_BYTES)
  const claims = claimsOf(message)
  return claims === null ? null : { claims, message, signature: bytes.slice(MESSAGE_BYTES) }
}

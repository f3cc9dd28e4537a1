import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Vault } from '../../security/vault.ts'

/** What every authenticator understands: six digits, new each half minute. */
const PERIOD = 30
/** Clocks of phones are off by a little, both ways. */
const STEPS_OFF = 1

const RECOVERY_CODES = 10
/** Nothing that is read as something else: no I, O, 0 and 1. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LETTERS_OF_A_CODE = 10

const totp = (secret: string, label: string) =>
  new TOTP({
    issuer: '格中',
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
  })

export const newSecret = (): string => new Secret({ size: 20 }).base32

export const uriOf = (secret: string, label: string): string => totp(secret, label).toString()

/** The step that this number belongs to; null when it is of none near now. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime()
  const off = totp(secret, '').validate({ token: code, timestamp, window: STEPS_OFF })
  return off === null ? null : TOTP.counter({ period: PERIOD, timestamp }) + off
}

export const isNumber = (code: string): boolean => /^\d{6}$/.test(code)

/** As people write it: with blanks, in small letters, with or without the hyphen. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase()

export function newRecoveryCodes(): string[] {
  const letters = () => Array.from({ length: LETTERS_OF_A_CODE }, () => LETTERS[randomInt(LETTERS.length)]!).join('')
  return Array.from({ length: RECOVERY_CODES }, () => letters().replace(/^(.{5})/, '$1-'))
}

/** Keyed with the community's key: whoever holds the table cannot try codes. */
export const digestOfRecovery = (vault: Vault, communityId: string, accountId: string, code: string): string =>
  vault.fingerprint(communityId, `recovery ${accountId} ${plainCode(code)}`)

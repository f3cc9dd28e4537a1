/*
 * What the QR code of a household says to a sampler's phone: which household, of which community, and nothing about
 * anybody. Capital letters and digits only, 38 of them, so that it fits the second smallest QR code and can be read from
 * a cracked screen.
 */

/** The kind and the version of what follows. */
const HEAD = 'GZ1:H:'
/** Crockford's: without I, L, O and U, which are taken for others. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LOOKS_LIKE: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' }
/** Prime, below 32², so that any one wrong letter and any two that changed places are noticed. */
const CHECKED_BY = 1021
const ID_LENGTH = 26
const MARK_LENGTH = 4
const CHECK_LENGTH = 2
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const bitsOf = (digits: string, base: 16 | 32): string =>
  [...digits]
    .map((digit) =>
      (base === 16 ? Number.parseInt(digit, 16) : DIGITS.indexOf(digit)).toString(2).padStart(base === 16 ? 4 : 5, '0'),
    )
    .join('')

const lettersOf = (bits: string): string =>
  (bits.match(/.{5}/g) ?? []).map((five) => DIGITS[Number.parseInt(five, 2)]).join('')

/** Four letters of the community's id: enough to tell a neighbour's code from one's own, too little to find anything by. */
export const communityMark = (communityId: string): string => lettersOf(bitsOf(communityId.slice(-5), 16))

function checkOf(letters: string): string {
  const sum = [...letters].reduce((all, letter, index) => all + (index + 1) * DIGITS.indexOf(letter), 0) % CHECKED_BY
  return `${DIGITS[Math.floor(sum / 32)]}${DIGITS[sum % 32]}`
}

interface Home {
  householdId: string
  communityId: string
}

/** The text of a household's QR code. */
export function homeCode({ householdId, communityId }: Home): string {
  const id = lettersOf(`${bitsOf(householdId.toLowerCase().replaceAll('-', ''), 16)}00`)
  const said = id + communityMark(communityId)
  return `${HEAD}${said}${checkOf(said)}`
}

function uuidOf(letters: string): string | null {
  const bits = bitsOf(letters, 32)
  if (!bits.endsWith('00')) return null
  const hex = (bits.slice(0, 128).match(/.{4}/g) ?? []).map((four) => Number.parseInt(four, 2).toString(16)).join('')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return UUID.test(id) ? id : null
}

/**
 * What a scanned or typed text says, small and full-width letters, blanks and look-alikes allowed. `home`: a household and
 * the mark of its community. `broken`: meant as one, but letters are wrong or missing. `newer`: made by a version that this
 * one does not know. Null: none of our codes, such as a door.
 */
export type CodeRead = { kind: 'home'; householdId: string; mark: string } | { kind: 'broken' | 'newer' }

export function readHomeCode(written: string): CodeRead | null {
  const text = written.slice(0, 400).normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  const [, version, kind, rest] = /^GZ(\d{1,3}):([A-Z]{1,4}):(.*)$/.exec(text) ?? []
  if (rest === undefined) return /^GZ\d{0,3}:/.test(text) ? { kind: 'broken' } : null
  if (version !== '1' || kind !== 'H') return { kind: 'newer' }
  const letters = rest.replace(/[ILO]/g, (letter) => LOOKS_LIKE[letter]!)
  const isWhole = letters.length === ID_LENGTH + MARK_LENGTH + CHECK_LENGTH
  if (!isWhole || ![...letters].every((letter) => DIGITS.includes(letter))) return { kind: 'broken' }
  const said = letters.slice(0, -CHECK_LENGTH)
  const householdId = checkOf(said) === letters.slice(-CHECK_LENGTH) ? uuidOf(said.slice(0, ID_LENGTH)) : null
  return householdId === null ? { kind: 'broken' } : { kind: 'home', householdId, mark: said.slice(ID_LENGTH) }
}

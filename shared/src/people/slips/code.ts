/*
 * The code on a paper slip: eight letters that cannot be taken for one another, so that it can be read aloud, copied by
 * hand and typed by somebody who types little.
 */

/** Without I, L, O, Q, V, Z: each looks like one that stays, or like a digit. */
export const SLIP_LETTERS = 'ABCDEFGHJKMNPRSTUWXY'
export const SLIP_LENGTH = 8

/** What an eye or a hand makes of a printed letter, and which one it must have been. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  O: 'D',
  Q: 'D',
  0: 'D',
  I: 'J',
  L: 'J',
  1: 'J',
  V: 'U',
  5: 'S',
  8: 'B',
  6: 'G',
  4: 'A',
  7: 'T',
  3: 'E',
}

/** Where the slip's page lies below the address of the residents' pages; what follows is the code. */
export const SLIP_PAGE = '#/home/slip/slip?code='

/**
 * Reads a code as people write it: small letters, full-width letters, blanks, dashes, look-alikes; or the whole address
 * from a QR code. Returns the eight letters, or null when they are not.
 */
export function readSlipCode(written: string): string | null {
  const [, code = written] = written.split(SLIP_PAGE)
  const letters = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−·.,，。、_]/g, '')
    .replace(/[0-9A-Z]/g, (letter) => LOOKS_LIKE[letter] ?? letter)
  if (letters.length !== SLIP_LENGTH) return null
  return [...letters].every((letter) => SLIP_LETTERS.includes(letter)) ? letters : null
}

/** In two groups of four, as it is printed. */
export const groupedSlipCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`

/** The address in the QR code. The code stands behind `#`, which no browser sends to a server. */
export const slipAddress = (pages: string, code: string): string => `${pages.replace(/\/+$/, '')}/${SLIP_PAGE}${code}`

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

/** What stands between the code and the community. */
const AT = '&at='
const COMMUNITY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Reads a code as people write it: small letters, full-width letters, blanks, dashes, look-alikes; or the whole address
 * from a QR code. Returns the eight letters, or null when they are not.
 */
export function readSlipCode(written: string): string | null {
  const [, tail] = written.split(SLIP_PAGE)
  const code = tail === undefined ? written : tail.split(AT)[0]!
  const letters = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−·.,，。、_]/g, '')
    .replace(/[0-9A-Z]/g, (letter) => LOOKS_LIKE[letter] ?? letter)
  if (letters.length !== SLIP_LENGTH) return null
  return [...letters].every((letter) => SLIP_LETTERS.includes(letter)) ? letters : null
}

/** The community's id as it stands behind `at=`; null when it is none. */
export const slipCommunity = (at: string): string | null => (COMMUNITY.test(at) ? at : null)

/** The community that a whole address from a QR code names; null for one from before they did, and for a typed code. */
export const readSlipCommunity = (written: string): string | null => slipCommunity(written.split(AT)[1] ?? '')

/** In two groups of four, as it is printed. */
export const groupedSlipCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`

/** Where a slip leads: the residents' pages, and which of the communities there. */
export interface SlipPlace {
  pages: string
  communityId: string
}

/** The address in the QR code. The code stands behind `#`, which no browser sends to a server. */
export const slipAddress = ({ pages, communityId }: SlipPlace, code: string): string =>
  `${pages.replace(/\/+$/, '')}/${SLIP_PAGE}${code}${AT}${communityId}`

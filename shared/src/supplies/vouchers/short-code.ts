/*
 * The eight digits that stand under a voucher's QR code, for typing where a camera fails. The last one checks the others:
 * one wrong digit, and nearly any two neighbours that changed places, are noticed before anything is looked for. They prove
 * nothing: without a network they count only where the bag's own run is held.
 */

const LENGTH = 8

/** Luhn's sum, as on bank cards: every second digit from the right counts twice. */
function sumOf(digits: string): number {
  return [...digits].toReversed().reduce((sum, digit, at) => {
    const value = at % 2 === 1 ? Number(digit) * 2 : Number(digit)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}

/** The whole code of seven digits. */
export const withCheckDigit = (seven: string): string => `${seven}${(10 - (sumOf(`${seven}0`) % 10)) % 10}`

/** `1234 5678`, as it is shown. */
export const sayShortCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`

/** What somebody typed, blanks, dashes and full-width digits allowed; null when it is no whole code. */
export function readShortCode(typed: string): string | null {
  const digits = typed.slice(0, 60).normalize('NFKC').replace(/[\s-]/g, '')
  return digits.length === LENGTH && /^[0-9]+$/.test(digits) && sumOf(digits) % 10 === 0 ? digits : null
}

import { Refusal } from '@gezhong/shared/errors'
import { findPhones } from '@gezhong/shared/people/phone'

/*
 * What people write freely may hold a phone number wherever it stands. It is kept as written and shown masked; the
 * number itself is shown only where it is asked for and audited. Lengths stay, so that spans still fit.
 */

/** Digits as people write them: full-width ones too, and letters typed for 0 and 1. */
const DIGIT = /[\dOolI０-９]/g
const LONG_RUN = /[\d０-９]{7,}|1\d{2}[\s-]\d{4}[\s-]\d{4}|0\d{2,3}[\s-]\d{7,8}/g
const DAY = /^20[12]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/
/** Full-width letters and marks that people put in and between digits. */
const WIDE = /[０-９－．（）＋　]/g

interface Range {
  start: number
  end: number
}

interface Span extends Range {
  field: string
}

/** Hides the digits of a number between its first three and last four. */
function maskNumber(number: string): string {
  const digits = number.match(DIGIT)?.length ?? 0
  let seen = 0
  return number.replace(DIGIT, (digit) => {
    seen += 1
    return seen <= 3 || seen > Math.max(digits - 4, 3) ? digit : '·'
  })
}

const maskRange = (text: string, { start, end }: Range): string =>
  text.slice(0, start) + maskNumber(text.slice(start, end)) + text.slice(end)

const folded = (text: string): string =>
  text.replace(WIDE, (char) => (char === '　' ? ' ' : String.fromCharCode(char.charCodeAt(0) - 0xfee0)))

function longRuns(text: string): Range[] {
  return [...text.matchAll(LONG_RUN)]
    .filter(([run]) => !DAY.test(run))
    .map(({ 0: run, index }) => ({ start: index, end: index + run.length }))
}

/** Everything in a text that looks like a phone number. */
const numbersIn = (text: string): Range[] => [...findPhones(folded(text)), ...longRuns(text)]

/** Masks everything in a text that looks like a phone number; a day in eight digits stays. */
export const maskText = (text: string): string =>
  /[\d０-９]/.test(text) ? numbersIn(text).reduce(maskRange, text) : text

/** What everybody reads and what outlives the emergency may hold no number at all: whoever writes one is told. */
export function refuseNumbers(field: string, text: string): void {
  if (maskText(text) !== text)
    throw new Refusal('not-valid', undefined, [{ path: field, message: '大家都看得到，这里请不要写电话' }])
}

/**
 * A text that was written over a masked one, with the numbers of the original put back where their masks were left
 * standing.
 */
export function unmaskText(text: string, original: string): string {
  let whole = text
  for (const { start, end } of numbersIn(original)) {
    const number = original.slice(start, end)
    const masked = maskNumber(number)
    if (masked !== number) whole = whole.replace(masked, () => number)
  }
  return whole
}

/** Masks the numbers that were read as phones, and any other long run of digits that is no door. */
export function maskSpans(text: string, spans: readonly Span[]): string {
  const phones = spans.filter((span) => span.field === 'phone')
  const doors = spans.filter((span) => span.field === 'door')
  const others = longRuns(text).filter(({ start }) => !doors.some((door) => door.start <= start && start < door.end))
  return [...phones, ...others].reduce(maskRange, text)
}

import { Refusal } from '@gezhong/shared/errors'
import { findPhones } from '@gezhong/shared/people/phone'
import { foldCharacter, foldText, isChineseDigit, spokenDigits, type FoldedText } from './fold-text.ts'
import { joinedNumbers, type Range } from './joined-numbers.ts'

/*
 * What people write freely may hold a phone number wherever it stands. It is kept as written and shown masked; the
 * number itself is shown only where it is asked for and audited. Lengths stay, so that spans still fit.
 */

/** Letters typed for 0 and 1 are digits too. */
const DIGIT = /[\dOolI]/g
const LONG_RUN = /\d{7,}|1\d{2}[\s-]\d{4}[\s-]\d{4}|0\d{2,3}[\s-]\d{7,8}/g
const DAY = /^20[12]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/
/** A number that is masked already. */
const MASKED = /[*xX·.]{3}/
/** Nothing of this length or shorter is a number with something in front of it: its beginning is hidden as well. */
const LOCAL = 8

interface Span extends Range {
  field: string
}

const digitsOf = (character: string): number =>
  isChineseDigit(character) ? 1 : (foldCharacter(character).match(DIGIT)?.length ?? 0)

/** Hides the digits of a number between its first three and last four; of a short one, all but the last four. */
function maskNumber(number: string): string {
  const characters = [...number]
  const digits = characters.reduce((sum, character) => sum + digitsOf(character), 0)
  const shown = digits > LOCAL ? 3 : 0
  let seen = 0
  return characters
    .map((character) => {
      const own = digitsOf(character)
      seen += own
      const isHidden = own > 0 && seen > shown && seen - own < Math.max(digits - 4, shown)
      return isHidden ? '·'.repeat(character.length) : character
    })
    .join('')
}

/** In one pass, since a pasted text may be one line of a megabyte with a number in every word. */
function maskRanges(text: string, ranges: readonly Range[]): string {
  const apart: Range[] = []
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const before = apart.at(-1)
    if (before !== undefined && start < before.end) before.end = Math.max(before.end, end)
    else apart.push({ start, end })
  }
  let masked = ''
  let from = 0
  for (const { start, end } of apart) {
    masked += text.slice(from, start) + maskNumber(text.slice(start, end))
    from = end
  }
  return masked + text.slice(from)
}

const asWritten = ({ starts, ends }: FoldedText, ranges: readonly Range[]): Range[] =>
  ranges.map(({ start, end }) => ({ start: starts[start] ?? 0, end: ends[end - 1] ?? 0 }))

function longRuns(text: string): Range[] {
  return [...text.matchAll(LONG_RUN)]
    .filter(([run]) => !DAY.test(run))
    .map(({ 0: run, index }) => ({ start: index, end: index + run.length }))
}

/** Mobiles and landlines said digit by digit; other numbers in words are counts and days. */
function spokenRuns(folded: FoldedText): Range[] {
  const spoken = spokenDigits(folded)
  if (spoken === null) return []
  const inARow = [...spoken.matchAll(/\d{11,}/g)].map(({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
  }))
  return [
    ...inARow,
    ...joinedNumbers(spoken).filter(({ start, end }) => /(?:\d\D*){10}/.test(spoken.slice(start, end))),
  ]
}

/** Runs of digits, together or apart, that need no more than to be seen. */
const runsIn = (folded: FoldedText): Range[] => [
  ...longRuns(folded.text),
  ...joinedNumbers(folded.text),
  ...spokenRuns(folded),
]

/** Everything in a text that looks like a phone number. */
function numbersIn(text: string): Range[] {
  const folded = foldText(text)
  const phones = findPhones(folded.text).filter(
    ({ start, end, phone }) => phone !== null || !MASKED.test(folded.text.slice(start, end)),
  )
  return asWritten(folded, [...phones, ...runsIn(folded)])
}

/** Masks everything in a text that looks like a phone number; a day in eight digits stays. */
export const maskText = (text: string): string => maskRanges(text, numbersIn(text))

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

/** Which of these ranges begin in none of those; in one pass over both. */
function beginningOutside(ranges: readonly Range[], those: readonly Range[]): Range[] {
  const inOrder = those.toSorted((a, b) => a.start - b.start)
  let next = 0
  let covered = 0
  return ranges
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start }) => {
      for (; next < inOrder.length && inOrder[next]!.start <= start; next += 1)
        covered = Math.max(covered, inOrder[next]!.end)
      return start >= covered
    })
}

/** Masks the numbers that were read as phones, and any other run of digits that is no door. */
export function maskSpans(text: string, spans: readonly Span[]): string {
  const phones = spans.filter((span) => span.field === 'phone')
  const doors = spans.filter((span) => span.field === 'door')
  const folded = foldText(text)
  return maskRanges(text, [...phones, ...beginningOutside(asWritten(folded, runsIn(folded)), doors)])
}

/** Digits as people write them: full-width ones too, and letters typed for 0 and 1. */
const DIGIT = /[\dOolI０-９]/g
const LONG_RUN = /[\d０-９]{7,}|1\d{2}[\s-]\d{4}[\s-]\d{4}|0\d{2,3}[\s-]\d{7,8}/g

/** Hides the digits of a number between its first three and last four; the length stays, so that spans still fit. */
function maskNumber(number: string): string {
  const digits = number.match(DIGIT)?.length ?? 0
  let seen = 0
  return number.replace(DIGIT, (digit) => {
    seen += 1
    return seen <= 3 || seen > Math.max(digits - 4, 3) ? digit : '·'
  })
}

/** Masks everything in a text that looks like a phone number. */
export const maskText = (text: string): string => text.replace(LONG_RUN, maskNumber)

interface Span {
  start: number
  end: number
  field: string
}

/** Masks the numbers that were read as phones, and any other long run of digits that is no door. */
export function maskSpans(text: string, spans: readonly Span[]): string {
  let masked = text
  for (const { start, end, field } of spans)
    if (field === 'phone') masked = masked.slice(0, start) + maskNumber(masked.slice(start, end)) + masked.slice(end)
  return masked.replace(/[\d０-９]{7,}/g, (run, at: number) =>
    spans.some((span) => span.field === 'door' && span.start <= at && at < span.end) ? run : maskNumber(run),
  )
}

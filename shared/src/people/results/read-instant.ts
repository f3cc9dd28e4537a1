const WRITTEN =
  /^(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]?(\d{1,2})[:时点](?:(\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?|分)?)?)?(?:Z|\+08:?00)?$/
const DIGITS = /^(20\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$/
/** Days since the end of 1899, as Excel counts them: of these years only, or any number would be a day. */
const EXCEL = /^4[3-9]\d{3}(?:\.\d+)?$/
const SHANGHAI = 8 * 3_600_000

/** Whether the instant tells the time of day; a day alone stands for its beginning. */
export interface ReadInstant {
  at: Date
  dayOnly: boolean
}

/** An instant as files write it, in Chinese time: `2022-04-03 08:30`, `2022/4/3`, `20220403083000`, `2022年4月3日8时`. */
export function readInstant(text: string): ReadInstant | null {
  const folded = text.normalize('NFKC').trim().replace(/\s+/g, ' ')
  if (folded.length > 40) return null
  if (EXCEL.test(folded)) {
    const days = Number(folded)
    return { at: new Date(Math.round((days - 25_569) * 86_400) * 1000 - SHANGHAI), dayOnly: Number.isInteger(days) }
  }
  const found = WRITTEN.exec(folded) ?? DIGITS.exec(folded)
  if (found === null) return null
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0))
  const utc = Date.UTC(year!, month! - 1, day, hour, minute, second)
  const made = new Date(utc)
  const exists = made.getUTCMonth() === month! - 1 && made.getUTCDate() === day && hour! < 24 && minute! < 60
  return exists && second! < 60 ? { at: new Date(utc - SHANGHAI), dayOnly: found[4] === undefined } : null
}

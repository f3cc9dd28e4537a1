/** The offset of Asia/Shanghai, which has had no daylight saving time since 1991. Minutes. */
const SHANGHAI_MINUTES = 8 * 60

/** The civil day in Asia/Shanghai at an instant, as `2022-04-03`. */
export function civilDay(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_MINUTES * 60_000).toISOString().slice(0, 10)
}

/** The clock on the wall in Asia/Shanghai, as `9:42`. */
export function wallClock(instant: Date): string {
  const text = new Date(instant.getTime() + SHANGHAI_MINUTES * 60_000).toISOString()
  return `${Number(text.slice(11, 13))}:${text.slice(14, 16)}`
}

/** A civil day as one says it: `4月3日`. */
export function dayOf(day: string): string {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日`
}

/** The same where the year matters: `2022年4月3日`. */
export const dateOf = (day: string): string => `${Number(day.slice(0, 4))}年${dayOf(day)}`

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

import { civilDay, wallClock } from '@gezhong/shared/civil-day'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `今天 8:12`, `昨天 21:40`, `3月31日 9:05`; with the year when it is another one. Asia/Shanghai. */
export function whenWords(instant: string, now: Date = new Date()): string {
  const at = new Date(instant)
  const day = civilDay(at)
  const clock = wallClock(at)
  if (day === civilDay(now)) return `今天 ${clock}`
  if (day === civilDay(new Date(now.getTime() - DAY))) return `昨天 ${clock}`
  return `${dayWords(day, now)} ${clock}`
}

/** On paper no day is called today: `4月3日 8:12`. */
export const paperWords = (instant: string, now: Date = new Date()): string =>
  `${dayWords(civilDay(new Date(instant)), now)} ${wallClock(new Date(instant))}`

/** A civil day as people say it: `11月28日`, `2027年1月3日`. */
export function dayWords(day: string, now: Date = new Date()): string {
  const [year, month, date] = day.split('-').map(Number)
  const thisYear = Number(civilDay(now).slice(0, 4))
  return `${year === thisYear ? '' : `${year}年`}${month}月${date}日`
}

export const isPast = (instant: string, now: Date = new Date()): boolean => Date.parse(instant) <= now.getTime()

/** How long something takes or took: `12 分`, `3 小时`, `2 天`. */
export function spanWords(ms: number): string {
  const span = Math.abs(ms)
  if (span < MINUTE) return '不到 1 分'
  if (span < HOUR) return `${Math.floor(span / MINUTE)} 分`
  if (span < 2 * DAY) return `${Math.floor(span / HOUR)} 小时`
  return `${Math.floor(span / DAY)} 天`
}

/** What is left until a deadline, or by how much it has passed. */
export function dueWords(instant: string, now: Date = new Date()): { words: string; late: boolean } {
  const left = new Date(instant).getTime() - now.getTime()
  return left < 0 ? { words: `超时 ${spanWords(left)}`, late: true } : { words: spanWords(left), late: false }
}

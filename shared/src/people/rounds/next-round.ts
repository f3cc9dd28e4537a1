import { civilDay } from '../../civil-day.ts'
import type { RoundRepeat } from './contract.ts'

const DAY = 86_400_000

/** How long before its window a repeated round is opened: so long one may read where to go. Milliseconds. */
export const OPENS_AHEAD = 60 * 60_000

/**
 * By how many milliseconds the next round is later than this one: the least multiple of its days whose window has not
 * passed, so that nobody is asked for a day on which the server was down. Null: it is not held again.
 */
export function nextShift(
  { startsAt, endsAt, repeat }: { startsAt: Date; endsAt: Date; repeat: RoundRepeat | null },
  now: Date,
): number | null {
  if (repeat === null) return null
  const step = repeat.everyDays * DAY
  const shift = step * Math.max(1, Math.floor((now.getTime() - endsAt.getTime()) / step) + 1)
  const day = civilDay(new Date(startsAt.getTime() + shift))
  return repeat.untilDay !== null && day > repeat.untilDay ? null : shift
}

const NUMBERED = /第(\s*)(\d{1,4})(\s*[轮次])/
const DATED = /（\d{1,2}月\d{1,2}日）$/
const LONGEST = 40

/** `第 2 轮核酸` → `第 3 轮核酸`; a title without such a number gets the day it is for: `早上核酸（11月27日）`. */
export function nextTitle(title: string, startsAt: Date): string {
  const numbered = title.replace(
    NUMBERED,
    (_, before: string, number: string, after: string) => `第${before}${Number(number) + 1}${after}`,
  )
  if (numbered !== title) return [...numbered].slice(0, LONGEST).join('')
  const [, month, day] = civilDay(startsAt).split('-')
  const dated = `（${Number(month)}月${Number(day)}日）`
  return [...title.replace(DATED, '')].slice(0, LONGEST - dated.length).join('') + dated
}

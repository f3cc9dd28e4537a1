import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { METHOD_WORDS, type Round, type RoundRepeat, type TubeSize } from '@gezhong/shared/people/rounds/contract'
import type { Tone } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { doneRate } from './rate.ts'

export const TUBE_WORDS: Record<TubeSize, string> = { 1: '单采', 5: '5 混 1', 10: '10 混 1', 20: '20 混 1' }

export const methodWords = ({ method, tubeSize }: Pick<Round, 'method' | 'tubeSize'>): string =>
  method === 'pcr' ? `${METHOD_WORDS.pcr} · ${TUBE_WORDS[tubeSize]}` : METHOD_WORDS.antigen

/** `今天 8:00–20:00`; the second day is named when it is another. */
export function hoursWords(from: string, until: string, now: Date = new Date()): string {
  const sameDay = civilDay(new Date(from)) === civilDay(new Date(until))
  return `${whenWords(from, now)}–${sameDay ? wallClock(new Date(until)) : whenWords(until, now)}`
}

const REPEAT_WORDS: Record<number, string> = { 1: '每天', 2: '隔天', 3: '每三天', 7: '每周' }

/** `每天一轮，到 12 月 3 日`. */
export function repeatWords({ everyDays, untilDay }: RoundRepeat): string {
  const [, month, day] = untilDay?.split('-').map(Number) ?? []
  const until = untilDay === null ? '' : `，到 ${month} 月 ${day} 日`
  return `${REPEAT_WORDS[everyDays] ?? `每 ${everyDays} 天`}一轮${until}`
}

/** Where a round stands: its window passes by itself, and it is ended by somebody. */
export function roundState(
  { state, startsAt, endsAt }: Pick<Round, 'state' | 'startsAt' | 'endsAt'>,
  now: Date,
): { words: string; tone: Tone } {
  if (state === 'closed') return { words: '已结束', tone: 'plain' }
  if (now.getTime() < Date.parse(startsAt)) return { words: '还没到时间', tone: 'info' }
  if (now.getTime() >= Date.parse(endsAt)) return { words: '时间过了，还没结束', tone: 'warn' }
  return { words: '进行中', tone: 'ok' }
}

/** How much of those who are to come; never 100 while somebody is missing. */
export function doneWords(numbers: Parameters<typeof doneRate>[0]): string {
  const rate = doneRate(numbers)
  return rate === null ? '没有要检的人' : `完成 ${rate}%`
}

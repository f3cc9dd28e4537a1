import { liesWithin } from '@gezhong/shared/actor'
import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import type { ReminderKind } from '@gezhong/shared/people/reminders/contract'
import { maskText } from '../../security/mask-text.ts'

/*
 * What a reminder says: the village, the round, until when and where. Never a name, a door or a result: a message is read
 * on a locked screen, and a number may have changed hands.
 */

export interface Site {
  gridCode: string
  place: string
  opensAt: Date
  closesAt: Date
}

export interface Occasion {
  kind: ReminderKind
  village: string
  title: string
  /** The end of the round; null for a roll without one. */
  endsAt: Date | null
  sites: readonly Site[]
  /** Of the household's grid. */
  gridCode: string
  now: Date
}

/** The site nearest in the tree that has not closed; of several the one that opens first. */
function siteFor({ sites, gridCode, now }: Occasion): Site | undefined {
  return sites
    .filter((site) => liesWithin(gridCode, site.gridCode) && site.closesAt > now)
    .toSorted((a, b) => b.gridCode.length - a.gridCode.length || a.opensAt.getTime() - b.opensAt.getTime())[0]
}

function goal(occasion: Occasion): { until: Date | null; place: string } {
  const site = siteFor(occasion)
  const until = site?.closesAt ?? occasion.endsAt
  return {
    until: until !== null && until > occasion.now ? until : null,
    place: site === undefined ? '采样点' : maskText(site.place),
  }
}

const A_DAY = 86_400_000

/** `今天20:00前`; without an end, or after it, `尽快`. */
function byWhen(until: Date | null, now: Date): string {
  if (until === null) return '尽快'
  const day = civilDay(until)
  if (day === civilDay(now)) return `今天${wallClock(until)}前`
  if (day === civilDay(new Date(now.getTime() + A_DAY))) return `明天${wallClock(until)}前`
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日${wallClock(until)}前`
}

/** A text message. */
export function textOf(occasion: Occasion): string {
  const { kind, now } = occasion
  const head = `【格中】${maskText(occasion.village)}：`
  if (kind === 'result') return `${head}有新的检测结果，请打开小程序查看。`
  const round = maskText(occasion.title)
  if (kind === 'report') return `${head}${round}，您家还没报。请打开小程序上报，或打电话告诉网格员。`
  const { until, place } = goal(occasion)
  const when = byWhen(until, now)
  return kind === 'test'
    ? `${head}${round}，您家还有人没做。请${when}到${place}。`
    : `${head}${round}，您家还有人没报抗原结果。请${when}自测，打开小程序报结果。`
}

/** A field of the kind `thing` takes twenty characters. */
const fitting = (text: string): string => {
  const characters = [...text]
  return characters.length <= 20 ? text : `${characters.slice(0, 19).join('')}…`
}

/** A field of the kind `time`. */
function timeField(at: Date): string {
  const [year, month, date] = civilDay(at).split('-').map(Number)
  return `${year}年${month}月${date}日 ${wallClock(at).padStart(5, '0')}`
}

const TO_DO = { report: '请打开小程序上报', antigen: '请自测，打开小程序报结果' } as const

/** The fields of a WeChat message in the order in which the template's are set up. */
export function fieldsOf(occasion: Occasion): string[] {
  const { kind, now } = occasion
  if (kind === 'result') return ['检测结果', '有新的检测结果，请打开小程序查看']
  const { until, place } = goal(occasion)
  // The field must not be empty: what has no end is due today.
  const end = until ?? new Date(`${civilDay(now)}T23:59:00+08:00`)
  return [fitting(maskText(occasion.title)), timeField(end), fitting(kind === 'test' ? `请到${place}` : TO_DO[kind])]
}

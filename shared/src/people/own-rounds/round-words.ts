import { civilDay, dayOf, wallClock } from '../../civil-day.ts'

const DAY_MS = 86_400_000

/** `今天`, `明天`, `昨天`, else `4月5日`; in Asia/Shanghai. */
export function dayWord(instant: Date, now: Date): string {
  const day = civilDay(instant)
  if (day === civilDay(now)) return '今天'
  if (day === civilDay(new Date(now.getTime() + DAY_MS))) return '明天'
  if (day === civilDay(new Date(now.getTime() - DAY_MS))) return '昨天'
  return dayOf(day)
}

/** `今天 8:00–11:00`, over midnight `今天 20:00 到明天 2:00`. */
export function windowWords({ opens, closes }: { opens: Date; closes: Date }, now: Date): string {
  const [from, to] = [dayWord(opens, now), dayWord(closes, now)]
  if (from === to) return `${from} ${wallClock(opens)}–${wallClock(closes)}`
  return `${from} ${wallClock(opens)} 到${to} ${wallClock(closes)}`
}

/** Where an instant lies to something that opens and closes. */
export type Opening = 'later' | 'now' | 'over'

export const openingAt = ({ opens, closes }: { opens: Date; closes: Date }, now: Date): Opening =>
  now < opens ? 'later' : now < closes ? 'now' : 'over'

interface RoundTimes {
  state: 'open' | 'closed'
  startsAt: string
  endsAt: string
}

/** How a round is going, as one says it at the door. A round is over only when somebody closes it. */
export function roundWords(round: RoundTimes, now: Date): string {
  if (round.state === 'closed') return '已经结束'
  const [opens, closes] = [new Date(round.startsAt), new Date(round.endsAt)]
  const opening = openingAt({ opens, closes }, now)
  if (opening === 'later') return `还没开始，${dayWord(opens, now)} ${wallClock(opens)} 开始`
  if (opening === 'now') return `正在做，${dayWord(closes, now)} ${wallClock(closes)} 结束`
  return '时间过了，还没收尾，没做的快去'
}

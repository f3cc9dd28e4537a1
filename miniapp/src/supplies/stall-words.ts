import { wallClock } from '@gezhong/shared/civil-day'
import { dayWord, windowWords } from '@gezhong/shared/people/own-rounds/round-words'
import type { Stall } from '@gezhong/shared/supplies/stalls/contract'
import { isSelling } from '@gezhong/shared/supplies/stalls/selling'

/** `明天 16:00–20:00 送到家`. */
export const deliveryWords = ({ deliverFrom, deliverUntil, now }: Stall): string =>
  `${windowWords({ opens: new Date(deliverFrom), closes: new Date(deliverUntil) }, new Date(now))} 送`

/** How long is left: `1 小时 20 分`; below an hour in minutes, and the last one as such. */
function leftWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return '不到 1 分钟'
  if (minutes < 60) return `${minutes} 分钟`
  const hours = Math.floor(minutes / 60)
  if (hours >= 24) return hours % 24 === 0 ? `${hours / 24} 天` : `${Math.floor(hours / 24)} 天 ${hours % 24} 小时`
  return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分`
}

/** `今天 14:00 截止，还有 50 分钟`, or that it is over and why. */
export function cutOffWords(stall: Stall): string {
  const { state, cutOff, now } = stall
  if (state === 'draft') return '还没开卖'
  if (state === 'called-off') return '取消了，不卖了，没有收钱'
  if (!isSelling(stall)) return '已经截止'
  const [until, asked] = [new Date(cutOff), new Date(now)]
  return `${dayWord(until, asked)} ${wallClock(until)} 截止，还有 ${leftWords(until.getTime() - asked.getTime())}`
}

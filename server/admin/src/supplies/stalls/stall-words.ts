import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { OrderLine } from '@gezhong/shared/supplies/orders/contract'
import type { Stall, StallState } from '@gezhong/shared/supplies/stalls/contract'
import type { Tone } from '../../ui/tag.tsx'
import { dayWords, spanWords } from '../../ui/time-words.ts'

/** A stall that is past its cut-off sells no more, whether or not somebody has closed it. */
export const isOver = ({ cutOff, now }: Pick<Stall, 'cutOff' | 'now'>): boolean => Date.parse(now) >= Date.parse(cutOff)

/** How it stands as households see it: one that is open sells only until its cut-off. */
export const standing = (stall: Pick<Stall, 'state' | 'cutOff' | 'now'>): StallState =>
  stall.state === 'open' && isOver(stall) ? 'closed' : stall.state

export const STALL_TONES: Record<StallState, Tone> = {
  draft: 'warn',
  open: 'ok',
  closed: 'plain',
  'called-off': 'bad',
}

/** `还有 3 小时`, while it sells. */
export function leftWords(stall: Pick<Stall, 'state' | 'cutOff' | 'now'>): string {
  if (stall.state === 'called-off') return '不卖了'
  if (isOver(stall)) return '已经过了'
  return `还有 ${spanWords(Date.parse(stall.cutOff) - Date.parse(stall.now))}`
}

/** `16:00–20:00`; over midnight `20:00 到11月28日 1:00`. */
export function hoursWords({ deliverFrom, deliverUntil }: Pick<Stall, 'deliverFrom' | 'deliverUntil'>): string {
  const [from, until] = [new Date(deliverFrom), new Date(deliverUntil)]
  if (civilDay(from) === civilDay(until)) return `${wallClock(from)}–${wallClock(until)}`
  return `${wallClock(from)} 到${dayWords(civilDay(until))} ${wallClock(until)}`
}

/** `大白菜 2斤、鸡蛋 1板`. */
export const goodsWords = (lines: readonly Pick<OrderLine, 'name' | 'milli' | 'unit'>[]): string =>
  lines.map(({ name, milli, unit }) => `${name} ${sayQuantity(milli, unit)}`).join('、')

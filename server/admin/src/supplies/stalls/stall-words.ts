import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import type { Stall, StallState } from '@gezhong/shared/supplies/stalls/contract'
import { isClosed, isOver } from '@gezhong/shared/supplies/stalls/selling'
import type { Tone } from '../../ui/tag.tsx'
import { dayWords, spanWords } from '../../ui/time-words.ts'

/** How it stands as households see it: one that is open sells only until its cut-off. */
export const standing = (stall: Pick<Stall, 'state' | 'cutOff' | 'now'>): StallState =>
  isClosed(stall) ? 'closed' : stall.state

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
  if (stall.state === 'closed') return '提前截止了'
  return `还有 ${spanWords(Date.parse(stall.cutOff) - Date.parse(stall.now))}`
}

/** `16:00–20:00`; over midnight `20:00 到11月28日 1:00`. */
export function hoursWords({ deliverFrom, deliverUntil }: Pick<Stall, 'deliverFrom' | 'deliverUntil'>): string {
  const [from, until] = [new Date(deliverFrom), new Date(deliverUntil)]
  if (civilDay(from) === civilDay(until)) return `${wallClock(from)}–${wallClock(until)}`
  return `${wallClock(from)} 到${dayWords(civilDay(until))} ${wallClock(until)}`
}

import { wallClock } from '@gezhong/shared/civil-day'
import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { FAILED_WORDS, type Stop } from '@gezhong/shared/supplies/deliveries/contract'
import { sayGoods } from '@gezhong/shared/supplies/amounts'
import type { Run } from '@gezhong/shared/supplies/runs/contract'

/** `第2-1网格 · 16:00到20:00`. */
export const runTitle = ({ gridCode, deliverFrom, deliverUntil }: Run): string =>
  `第${gridCode}网格 · ${wallClock(new Date(deliverFrom))}到${wallClock(new Date(deliverUntil))}`

/** How far one is: bags still to be carried, and whether any of those that were came back. */
export function farWords(runs: readonly Pick<Run, 'bags' | 'delivered' | 'failed'>[]): {
  words: string
  done: boolean
} {
  const failed = runs.reduce((sum, run) => sum + run.failed, 0)
  const left = runs.reduce((sum, { bags, delivered }) => sum + bags - delivered, 0) - failed
  if (left > 0) return { words: `还有 ${left} 袋`, done: false }
  return failed > 0 ? { words: `${failed} 袋没送成`, done: false } : { words: '都送了', done: true }
}

/** What a household pays at the door, or gets back; empty when nothing is open. */
export function owedWords(owedFen: number): string {
  if (owedFen === 0) return ''
  return owedFen > 0 ? `应收 ${sayFen(owedFen)}` : `要退 ${sayFen(-owedFen)}`
}

/** What is to be known of a bag before one is at its door. */
export function stopNote(stop: Stop): string {
  if (stop.deliveredAt !== null) return `${wallClock(new Date(stop.deliveredAt))} ${stop.deliveredByName ?? ''}送到`
  const failed = stop.failedWhy === null ? '' : FAILED_WORDS[stop.failedWhy]
  return [failed, owedWords(stop.owedFen), sayGoods(stop.goods), stop.note].filter((part) => part !== '').join(' · ')
}

export const stopTitle = (stop: Stop): string => displayDoor(stop.door)

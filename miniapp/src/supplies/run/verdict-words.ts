import { topCode } from '@gezhong/shared/actor'
import { wallClock } from '@gezhong/shared/civil-day'
import { displayDoor } from '@gezhong/shared/people/door'
import type { RunSheet } from '@gezhong/shared/supplies/deliveries/contract'
import type { Judged } from '@gezhong/shared/supplies/deliveries/judge'
import { SCAN_VERDICT_THEN, SCAN_VERDICT_TONES, SCAN_VERDICT_WORDS } from '@gezhong/shared/supplies/deliveries/verdict'
import type { Verdict } from '../../ui/verdict.tsx'
import type { StopVoucher } from './judge-here.ts'

const gridsOf = (codes: readonly string[]): string =>
  [...new Set(codes.map(topCode))].map((code) => `第${code}网格`).join('、')

function linesOf({ verdict, voucher, claims }: Judged<StopVoucher>, sheet: RunSheet, bags: number): string[] {
  const stop = voucher?.stop
  if (stop === undefined) {
    if (verdict !== 'wrong-grid' || claims === null) return []
    return [`这份菜是${gridsOf([claims.gridCode])}的`, `您只送${gridsOf(sheet.areas)}，不能窜格`]
  }
  if (verdict === 'deliverable') return [`${displayDoor(stop.door)} · 共 ${bags} 袋`]
  if (verdict !== 'already-delivered' || stop.deliveredAt === null) return [displayDoor(stop.door)]
  return [displayDoor(stop.door), `${wallClock(new Date(stop.deliveredAt))} ${stop.deliveredByName ?? ''}送的`]
}

/** The words for whoever stands at the door. `bags`: all that are handed over there together. */
export function verdictWords(id: string, judged: Judged<StopVoucher>, sheet: RunSheet, bags: number): Verdict {
  const { verdict, voucher, typed } = judged
  const first = voucher?.stop.priority === true ? '先照顾的一户，等人慢慢来。' : ''
  const look = typed ? '这是按数字查的，请对一下袋子上的门牌。' : ''
  return {
    id,
    tone: SCAN_VERDICT_TONES[verdict],
    word: SCAN_VERDICT_WORDS[verdict],
    lines: linesOf(judged, sheet, bags),
    note: verdict === 'deliverable' ? `${first}${look}` : SCAN_VERDICT_THEN[verdict],
  }
}

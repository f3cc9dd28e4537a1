import { wallClock } from '@gezhong/shared/civil-day'
import type { Report } from '@gezhong/shared/people/reports/contract'
import type { DifferenceKind } from '@gezhong/shared/people/reconciliation/contract'
import type { Verdict } from '@gezhong/shared/people/reconciliation/verdict'
import type { Tone } from '../../ui/card.tsx'

/** The colour of a verdict; its word always stands beside it. */
export const VERDICT_TONES: Record<Verdict, Tone> = {
  matched: 'ok',
  'headcount-differs': 'warn',
  'phone-differs': 'warn',
  'unknown-door': 'bad',
  candidates: 'info',
  incomplete: 'bad',
  superseded: 'mute',
  duplicate: 'mute',
  withdrawn: 'mute',
  dismissed: 'mute',
}

export const KIND_TONES: Record<DifferenceKind, Tone> = { ...VERDICT_TONES, 'more-sampled': 'warn' }

/** `已上报 3 人`, `已报空房`, `已取消上报`. */
export function reportWords(report: Pick<Report, 'intent' | 'headcount'>): string {
  if (report.intent === 'withdraw') return '已取消上报'
  if (report.intent === 'vacant') return '已报空房'
  return report.headcount === null ? '已上报' : `已上报 ${report.headcount} 人`
}

/** Whether this report still answers for the household. */
export const stands = (report: Pick<Report, 'intent' | 'verdict' | 'state'>): boolean =>
  report.state === 'standing' && report.intent !== 'withdraw' && report.verdict !== 'withdrawn'

export const receivedAt = (at: string): string => `${wallClock(new Date(at))} 收到`

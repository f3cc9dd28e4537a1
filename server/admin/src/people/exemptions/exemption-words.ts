import type { Exemption, ExemptionState } from '@gezhong/shared/people/exemptions/contract'
import { civilDay } from '@gezhong/shared/civil-day'
import { EXEMPTION_SOON_DAYS } from '@gezhong/shared/people/exemptions/contract'
import type { Tone } from '../../ui/tag.tsx'

export const STATE_TONES: Record<ExemptionState, Tone> = {
  asked: 'warn',
  approved: 'ok',
  refused: 'bad',
  ended: 'plain',
}

const DAY_MS = 86_400_000

/** Days that are left, today counted; 0 when it is over. */
export function daysLeft(untilDay: string, now: Date): number {
  const days = (Date.parse(untilDay) - Date.parse(civilDay(now))) / DAY_MS + 1
  return Math.max(0, days)
}

/** Whether it holds, and for how long: `还有 2 天`, `已过期`; empty where nothing has to be said. */
export function leftWords({ state, untilDay }: Pick<Exemption, 'state' | 'untilDay'>, now: Date = new Date()): string {
  if (state !== 'approved') return ''
  const left = daysLeft(untilDay, now)
  if (left === 0) return '已过期'
  if (left === 1) return '今天到期'
  return left <= EXEMPTION_SOON_DAYS ? `还有 ${left} 天` : ''
}

/** `林东`; `2 人` where only the number is known. */
export const whoWords = ({ residentName, residentId, people }: Exemption): string =>
  residentName ?? (residentId === null ? `${people} 人` : '孩子（不记名）')

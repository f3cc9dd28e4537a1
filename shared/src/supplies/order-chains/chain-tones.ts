import { ORDER_VERDICT_WORDS, type OrderVerdict } from '../orders/verdict.ts'
import {
  CHAIN_DOING_WORDS,
  type ChainDoing,
  type HouseholdPlan,
  type OrderChainLine,
  type OrderChainView,
} from './contract.ts'

/** What a colour says, on every screen: well, look, wrong, choose, nothing to do. */
type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'mute'

const VERDICT_TONES: Record<OrderVerdict, Tone> = {
  ok: 'ok',
  duplicate: 'mute',
  'unknown-item': 'bad',
  'no-quantity': 'warn',
  'unknown-door': 'bad',
  candidates: 'info',
  incomplete: 'bad',
  superseded: 'mute',
  withdrawn: 'mute',
  dismissed: 'mute',
}

/** The colour of what confirming does for a household. */
export const DOING_TONES: Record<ChainDoing, Tone> = {
  new: 'ok',
  changed: 'ok',
  cancelled: 'mute',
  same: 'mute',
  conflict: 'warn',
  refused: 'bad',
}

/**
 * The word and colour of a line. A clear one whose household cannot have it, or ordered otherwise, says so instead; and
 * before it is confirmed nothing is ordered yet.
 */
export function lineState({ verdict }: OrderChainLine, plan: HouseholdPlan | undefined): { tone: Tone; word: string } {
  if (verdict === 'ok' && (plan?.doing === 'refused' || plan?.doing === 'conflict'))
    return { tone: DOING_TONES[plan.doing], word: CHAIN_DOING_WORDS[plan.doing] }
  if (verdict === 'ok' && plan !== undefined && plan.doing !== 'same') return { tone: 'ok', word: '对上了' }
  return { tone: VERDICT_TONES[verdict], word: ORDER_VERDICT_WORDS[verdict] }
}

/** Of households, those that only a person settles. */
export const needsPerson = ({ doing }: HouseholdPlan): boolean => doing === 'conflict' || doing === 'refused'

/** `订上了 12 户，退了 1 户`, or that nothing had to be changed. */
export function doneWords({ counts }: OrderChainView): string {
  const ordered = counts.new + counts.changed
  const parts = [
    ...(ordered > 0 ? [`订上了 ${ordered} 户`] : []),
    ...(counts.cancelled > 0 ? [`退了 ${counts.cancelled} 户`] : []),
  ]
  return parts.length === 0 ? '记下了，没有要改的单' : parts.join('，')
}

/** What is left for a person after confirming; empty when nothing is. */
export function leftWords({ counts, toSettle }: OrderChainView): string {
  const parts = [
    ...(toSettle > 0 ? [`${toSettle} 条要核对`] : []),
    ...(counts.conflict > 0 ? [`${counts.conflict} 户网上订的不一样`] : []),
    ...(counts.refused > 0 ? [`${counts.refused} 户订不上`] : []),
  ]
  return parts.length === 0 ? '' : `还有 ${parts.join('，')}`
}

/** What the one key at the foot says, and null when there is nothing to press it for. */
export function confirmWord({ counts, lines }: OrderChainView, settledSome: boolean): string | null {
  const ordered = counts.new + counts.changed
  if (ordered > 0) return `订上 ${ordered} 户${counts.cancelled > 0 ? `，退 ${counts.cancelled} 户` : ''}`
  if (counts.cancelled > 0) return `退掉 ${counts.cancelled} 户`
  return settledSome || lines.some(({ isNew }) => isNew) ? '记下接龙' : null
}

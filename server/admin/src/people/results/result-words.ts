import { displayDoor } from '@gezhong/shared/people/door'
import type { ResultCandidate } from '@gezhong/shared/people/results/contract'
import type { TestOutcome } from '@gezhong/shared/people/results/outcome'
import type { Tone } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'

export const OUTCOME_TONES: Record<TestOutcome, Tone> = { negative: 'ok', positive: 'bad', unclear: 'warn' }

/** Whom a candidate stands for, in one line. */
export function candidateTitle(one: ResultCandidate): string {
  if (one.tubeId !== null) return `${one.roundTitle ?? ''} ${one.tubeCode ?? ''} 管`
  const name = one.residentId === null ? '没登记姓名的一人' : (one.names[0] ?? '没有姓名')
  return `${displayDoor(one.door ?? '')} ${name}`
}

/** What tells it from the others. */
export function candidateNotes(one: ResultCandidate): string[] {
  if (one.tubeId !== null)
    return [
      `${one.openedAt === null ? '' : whenWords(one.openedAt)}采，管里 ${one.people ?? 0} 人`,
      one.names.length > 0 ? one.names.join('、') : '管里没有登记姓名的',
    ]
  return [
    one.headcount === null ? '人数未登记' : `这户 ${one.headcount} 人`,
    one.phonesMasked.length > 0 ? one.phonesMasked.join('、') : '没有电话',
  ]
}

import {
  NO_PHOTO_WORDS,
  RESULT_WORDS,
  TEST_VERDICT_WORDS,
  type SelfTest,
} from '@gezhong/shared/people/antigen/contract'
import type { Tone } from '../../ui/tag.tsx'

const TONES: Record<SelfTest['result'], Tone> = { negative: 'ok', positive: 'bad', invalid: 'warn' }

export const resultTag = ({ result }: SelfTest): { tone: Tone; words: string } => ({
  tone: TONES[result],
  words: RESULT_WORDS[result],
})

export const whoWords = ({ residentName, residentId, people }: SelfTest): string =>
  residentName ?? (residentId === null ? `没登记名字的 ${people} 人` : '一个孩子')

/** Where its photo is, or why there is none. */
export function photoWords({ photo, noPhoto }: SelfTest): string {
  if (photo === 'there') return '有照片'
  if (photo === 'awaited') return '照片没到'
  if (photo === 'deleted') return '到期删了'
  return noPhoto === null ? '没有照片' : NO_PHOTO_WORDS[noPhoto]
}

export function standingWords(test: SelfTest): string {
  if (test.undone) return '住户撤回了'
  if (test.verdict !== null) return TEST_VERDICT_WORDS[test.verdict]
  return '没看过'
}

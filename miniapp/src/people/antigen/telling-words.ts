import { RESULT_WORDS, type SelfTest } from '@gezhong/shared/people/antigen/contract'
import type { Tone } from '../../ui/card.tsx'

/** How a telling stands, in the words of the household. */
export function standingOf(test: SelfTest): { tone: Tone; word: string } {
  if (test.undone) return { tone: 'mute', word: '已撤回' }
  if (test.verdict === 'wrong') return { tone: 'warn', word: '要重做' }
  if (test.photo === 'awaited') return { tone: 'warn', word: '照片没到' }
  if (test.result === 'invalid') return { tone: 'warn', word: '无效，要重做' }
  if (test.result === 'positive') return { tone: 'bad', word: '阳性' }
  return { tone: 'ok', word: test.counts ? RESULT_WORDS.negative : '又报过了' }
}

export const whoOf = ({ residentName, residentId, people }: SelfTest): string =>
  residentName ?? (residentId === null ? `没登记名字的 ${people} 人` : '一个孩子')

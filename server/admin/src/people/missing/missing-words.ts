import type { MissingChange, MissingHousehold } from '@gezhong/shared/people/missing/contract'
import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { stateWords } from '@gezhong/shared/people/rolls/roll-words'
import type { Tone } from '../../ui/tag.tsx'

export const CHANGE_TONES: Record<MissingChange, Tone> = { new: 'warn', still: 'bad', 'made-up': 'ok' }

/** `林南、林北`; where more are known by name than are missing, it is some of them: `林南、林北 里的 1 人`. */
export function namesWords({ names, missing }: Pick<MissingHousehold, 'names' | 'missing'>): string {
  if (names.length === 0 || missing === 0) return ''
  const listed = names.join('、')
  if (names.length > missing) return `${listed} 里的 ${missing} 人`
  return names.length < missing ? `${listed}，另有 ${missing - names.length} 人` : listed
}

/** How it stood in the roll compared with: `已检`, `没检 2 人`, `没问到`. */
export function beforeWords(before: MissingHousehold['before'], question: RollQuestion): string {
  if (before === null) return '没问到'
  const words = stateWords(question)[before.state]
  return before.missing > 0 ? `${words} ${before.missing} 人` : words
}

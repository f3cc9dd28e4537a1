import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { stateWords } from '@gezhong/shared/people/rolls/roll-words'
import { PartsBar } from '../../ui/parts-bar.tsx'
import type { RollNumbers } from './use-roll.ts'

/** Reported, excused, differing and missing households. */
export function RollBar({ numbers, question }: { numbers: RollNumbers; question: RollQuestion }) {
  const words = stateWords(question)
  return (
    <PartsBar
      whole={numbers.households}
      parts={[
        { words: words.reported, value: numbers.reported, color: 'var(--brand)' },
        { words: words.excused, value: numbers.excused, color: 'var(--quiet)' },
        { words: words.differs, value: numbers.differs, color: 'var(--warn)' },
        { words: words.missing, value: numbers.missing, color: 'var(--bad)' },
      ]}
    />
  )
}

import { STANDING_WORDS, type StandingState } from '@gezhong/shared/people/rolls/contract'
import { PartsBar } from '../../ui/parts-bar.tsx'
import type { RollNumbers } from './use-roll.ts'

/** Reported, excused, differing and missing households. */
export function RollBar({
  numbers,
  words = STANDING_WORDS,
}: {
  numbers: RollNumbers
  words?: Record<StandingState, string>
}) {
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

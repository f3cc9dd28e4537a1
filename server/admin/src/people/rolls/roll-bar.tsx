import { PartsBar } from '../../ui/parts-bar.tsx'
import type { RollNumbers } from './use-roll.ts'

/** Reported, excused, differing and missing households. */
export function RollBar({ numbers }: { numbers: RollNumbers }) {
  return (
    <PartsBar
      whole={numbers.households}
      parts={[
        { words: '对上了', value: numbers.reported, color: 'var(--brand)' },
        { words: '不用报', value: numbers.excused, color: 'var(--quiet)' },
        { words: '有差异', value: numbers.differs, color: 'var(--warn)' },
        { words: '还没报', value: numbers.missing, color: 'var(--bad)' },
      ]}
    />
  )
}

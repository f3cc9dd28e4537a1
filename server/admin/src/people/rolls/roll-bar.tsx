import type { RollNumbers } from './use-roll.ts'

/** Reported, excused, differing and missing as one bar; the numbers stand beside it in words. */
export function RollBar({ numbers }: { numbers: RollNumbers }) {
  const parts = [
    { key: '对上了', value: numbers.reported, color: 'var(--brand)' },
    { key: '不用报', value: numbers.excused, color: 'var(--quiet)' },
    { key: '有差异', value: numbers.differs, color: 'var(--warn)' },
    { key: '还没报', value: numbers.missing, color: 'var(--bad)' },
  ]
  const all = Math.max(numbers.households, 1)
  const words = parts.map((part) => `${part.key} ${part.value}`).join('，')
  return (
    <div className="bar" role="img" aria-label={words} title={words}>
      {parts.map((part) => (
        <i key={part.key} style={{ width: `${(part.value / all) * 100}%`, background: part.color }} />
      ))}
    </div>
  )
}

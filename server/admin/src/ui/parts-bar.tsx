export type Part = { words: string; value: number; color: string }

/** Parts of a whole as one bar; the numbers stand beside it in words. */
export function PartsBar({ parts, whole }: { parts: readonly Part[]; whole: number }) {
  const words = parts.map((part) => `${part.words} ${part.value}`).join('，')
  return (
    <div className="bar" role="img" aria-label={words} title={words}>
      {parts.map((part) => (
        <i key={part.words} style={{ width: `${(part.value / Math.max(whole, 1)) * 100}%`, background: part.color }} />
      ))}
    </div>
  )
}

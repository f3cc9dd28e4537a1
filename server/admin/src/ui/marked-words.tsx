import type { ReactNode } from 'react'

/** Written words, with what was read in them marked where it stands. */
export function MarkedWords({
  text,
  spans,
}: {
  text: string
  spans: readonly { start: number; end: number; field: string }[]
}) {
  const parts: ReactNode[] = []
  let at = 0
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    if (span.start < at) continue
    parts.push(text.slice(at, span.start))
    parts.push(
      <mark key={span.start} className={`read-${span.field}`}>
        {text.slice(span.start, span.end)}
      </mark>,
    )
    at = span.end
  }
  parts.push(text.slice(at))
  return <>{parts}</>
}

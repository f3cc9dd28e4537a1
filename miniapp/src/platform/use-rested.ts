import { useEffect, useState } from 'react'

/** Long enough for a pause between two words; after a paste nobody notices it. */
const PAUSE_MS = 300

/** What is being typed, once the fingers rest; `turn` counts the rests and stands for a text too long for a key. */
export function useRested<T>(value: T): { value: T; turn: number } {
  const [rested, setRested] = useState({ value, turn: 0 })
  useEffect(() => {
    const timer = setTimeout(
      () => setRested((last) => (last.value === value ? last : { value, turn: last.turn + 1 })),
      PAUSE_MS,
    )
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

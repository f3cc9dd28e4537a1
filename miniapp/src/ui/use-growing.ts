import { useEffect, useState } from 'react'

const STEP = 8
/** Between two steps the page answers fingers. */
const PAUSE_MS = 16

/**
 * How much of a long list to draw: what fits on a screen at once, the rest a few at a time, so that the first of it is there
 * without waiting for the last and no single step holds up the page.
 */
export function useGrowing(total: number, first: number): number {
  const [shown, setShown] = useState(first)
  const grows = shown < total
  useEffect(() => {
    if (!grows) return
    const timer = setInterval(() => setShown((before) => before + STEP), PAUSE_MS)
    return () => clearInterval(timer)
  }, [grows])
  return Math.min(shown, total)
}

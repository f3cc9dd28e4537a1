import { useEffect, useState } from 'react'

/** Prints a `.print-sheet` alone: since when it is being printed, for the caller to draw it, and a way to begin. */
export function usePrinting(): [Date | null, () => void] {
  const [printedAt, setPrintedAt] = useState<Date | null>(null)
  useEffect(() => {
    if (printedAt === null) return
    const done = () => setPrintedAt(null)
    window.addEventListener('afterprint', done)
    document.body.classList.add('prints-sheet')
    window.print()
    return () => {
      window.removeEventListener('afterprint', done)
      document.body.classList.remove('prints-sheet')
    }
  }, [printedAt])
  return [printedAt, () => setPrintedAt(new Date())]
}

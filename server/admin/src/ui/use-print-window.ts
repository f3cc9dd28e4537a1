import { useEffect } from 'react'

/** Opens the print window once the sheets are drawn, and says when it was closed. */
export function usePrintWindow(drawn: boolean, onDone: () => void): void {
  useEffect(() => {
    if (!drawn) return
    window.addEventListener('afterprint', onDone, { once: true })
    return () => window.removeEventListener('afterprint', onDone)
  }, [drawn, onDone])
  useEffect(() => {
    if (!drawn) return
    document.body.classList.add('prints-sheet')
    const timer = setTimeout(() => window.print(), 100)
    return () => {
      clearTimeout(timer)
      document.body.classList.remove('prints-sheet')
    }
  }, [drawn])
}

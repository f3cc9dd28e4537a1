import { useEffect } from 'react'

/** A figure takes the candidate of that number: the hand stays on the keyboard from row to row. */
export function useCandidateKeys(active: boolean, take: (key: number) => void): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !/^\d$/.test(event.key)) return
      if ((event.target as HTMLElement).closest('input,textarea,[role=dialog],[role=combobox]')) return
      event.preventDefault()
      take(Number(event.key))
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

import { useEffect } from 'react'

/** Puts the keyboard on the first row, for the `j` pressed while nothing has the focus. */
export function useFirstRowKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target !== document.body || (event.key !== 'j' && event.key !== 'k')) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const row = document.querySelector<HTMLTableRowElement>('tr.open[data-row], tr[data-row]')
      if (!row) return
      event.preventDefault()
      row.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

import { lazy, Suspense, useEffect, useState } from 'react'

const KeyTable = lazy(() => import('./key-table.tsx'))

/** `?` shows what the keys do. */
export function KeyHelp() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || (event.target as HTMLElement).closest('input,textarea,[contenteditable]')) return
      setOpen(true)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  if (!open) return null
  return (
    <Suspense>
      <KeyTable onClose={() => setOpen(false)} />
    </Suspense>
  )
}

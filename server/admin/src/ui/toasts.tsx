import { Button } from 'antd'
import { useSyncExternalStore } from 'react'
import { Icon } from './icon.tsx'

export type Toast = {
  text: string
  tone?: 'good' | 'bad'
  /** Offered for as long as the toast stays; the toast goes when it is taken. */
  action?: { label: string; run: () => void }
}

type ShownToast = Toast & { id: number }

const PLAIN_STAYS_MS = 4_000
const UNDO_STAYS_MS = 12_000

let shown: readonly ShownToast[] = []
let lastId = 0
const listeners = new Set<() => void>()

function change(next: readonly ShownToast[]): void {
  shown = next
  for (const listener of listeners) listener()
}

function dismiss(id: number): void {
  change(shown.filter((toast) => toast.id !== id))
}

export function showToast(toast: Toast): void {
  lastId += 1
  const id = lastId
  change([...shown.slice(-2), { ...toast, id }])
  const stays = toast.action || toast.tone === 'bad' ? UNDO_STAYS_MS : PLAIN_STAYS_MS
  setTimeout(() => dismiss(id), stays)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function Toasts() {
  const toasts = useSyncExternalStore(subscribe, () => shown)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={toast.tone === 'bad' ? 'toast toast-bad' : 'toast'}>
          <Icon name={toast.tone === 'bad' ? 'warn' : 'check'} />
          <span>{toast.text}</span>
          {toast.action ? (
            <Button
              size="small"
              onClick={() => {
                dismiss(toast.id)
                toast.action?.run()
              }}
            >
              {toast.action.label}
            </Button>
          ) : null}
          <button type="button" className="toast-close" aria-label="关闭提示" onClick={() => dismiss(toast.id)}>
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
    </div>
  )
}

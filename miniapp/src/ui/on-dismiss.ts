/** The browser's own "close this": the escape key, and Android's back button and gesture. */
interface CloseWatcher extends EventTarget {
  destroy(): void
}

const { CloseWatcher } = globalThis as { CloseWatcher?: new () => CloseWatcher }

/** What is open, the topmost last: a question may stand over the sheet that asked it. */
const open: symbol[] = []

function onEscape(dismiss: () => void): () => void {
  const me = Symbol('open')
  open.push(me)
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open.at(-1) === me) dismiss()
  }
  document.addEventListener('keydown', onKey)
  return () => {
    document.removeEventListener('keydown', onKey)
    open.splice(open.indexOf(me), 1)
  }
}

/**
 * Hears that somebody wants what lies over the page gone. Where the browser can tell, Android's back counts, which would
 * otherwise leave the page under it; elsewhere the escape key. What is open may stay so, and is asked again.
 * Returns how to stop listening.
 */
export function onDismiss(dismiss: () => void): () => void {
  if (CloseWatcher === undefined) return onEscape(dismiss)
  const Watcher = CloseWatcher
  let watcher: CloseWatcher
  const watch = () => {
    watcher = new Watcher()
    watcher.addEventListener('close', () => {
      watch()
      dismiss()
    })
  }
  watch()
  return () => watcher.destroy()
}

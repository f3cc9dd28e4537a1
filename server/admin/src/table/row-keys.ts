export type RowAction = 'next' | 'previous' | 'open' | 'choose'

const ACTIONS: Readonly<Record<string, RowAction>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Enter: 'open',
  x: 'choose',
  ' ': 'choose',
}

/** What a key pressed on a row of a list means; null when it belongs to the browser. */
export function rowKeyAction(event: {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}): RowAction | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  return ACTIONS[event.key] ?? null
}

// A moment as the field of a date and time holds it, in the office's own time; empty is none.

export const instantOf = (local: string): string | null => (local === '' ? null : new Date(local).toISOString())

export function localOf(instant: string | null): string {
  if (instant === null) return ''
  const at = new Date(instant)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

import { currentSession } from './session.ts'

// What was typed or pasted survives a reload and a session that ran out, for the same person in the same tab. It may be
// personal data: signing out clears the tab's storage, and nobody else's draft is ever offered.

const keptAs = (kind: string, place: string) => `gezhong.${kind}.${currentSession()?.actor?.accountId ?? ''}.${place}`

/** What was kept; null when there is none, or none that `read` knows. */
export function keptDraft<Draft>(kind: string, place: string, read: (kept: unknown) => Draft | null): Draft | null {
  try {
    return read(JSON.parse(sessionStorage.getItem(keptAs(kind, place)) ?? 'null'))
  } catch {
    // A draft that cannot be read is as good as none.
    return null
  }
}

/** Null forgets it. */
export function keepDraft(kind: string, place: string, draft: object | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(keptAs(kind, place))
    else sessionStorage.setItem(keptAs(kind, place), JSON.stringify(draft))
  } catch {
    // Full or forbidden storage: what was typed is still in the page.
  }
}

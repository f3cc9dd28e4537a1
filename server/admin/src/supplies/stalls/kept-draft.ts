import { currentSession } from '../../session/session.ts'
import type { StallDraft } from './stall-draft.ts'

// What was typed survives a reload and a session that ran out, for the same person in the same tab; signing out clears
// the tab's storage.

/** A draft with the stall it becomes, and what it was made from: 0 is a new one. */
export type KeptDraft = { stallId: string; revision: number; draft: StallDraft }

const keptAs = (key: string) => `gezhong.stall.${currentSession()?.actor?.accountId ?? ''}.${key}`

export function keptDraft(key: string): KeptDraft | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keptAs(key)) ?? 'null') as KeptDraft | null
    return Array.isArray(kept?.draft?.items) && typeof kept.stallId === 'string' ? kept : null
  } catch {
    // A draft that cannot be read is as good as none.
    return null
  }
}

export function keepDraft(key: string, draft: KeptDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(keptAs(key))
    else sessionStorage.setItem(keptAs(key), JSON.stringify(draft))
  } catch {
    // Full or forbidden storage: what was typed is still in the page.
  }
}

import type { LineFix } from '@gezhong/shared/people/chain/contract'
import { currentSession } from '../../session/session.ts'

// A pasted chain survives a reload and a session that ran out, for the same person in the same tab. It is personal
// data: signing out clears the tab's storage, and nobody else's draft is ever offered.

export type Draft = { text: string; fixes: LineFix[] }

const keptAs = (rollId: string, gridId: string) =>
  `gezhong.chain.${currentSession()?.actor?.accountId ?? ''}.${rollId}.${gridId}`

export function draftOf(rollId: string, gridId: string): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keptAs(rollId, gridId)) ?? 'null')
    if (kept !== null && typeof kept === 'object' && 'text' in kept && typeof kept.text === 'string') {
      const fixes = 'fixes' in kept && Array.isArray(kept.fixes) ? (kept.fixes as LineFix[]) : []
      return { text: kept.text, fixes }
    }
  } catch {
    // A draft that cannot be read is as good as none.
  }
  return { text: '', fixes: [] }
}

export function keepDraft(rollId: string, gridId: string, draft: Draft): void {
  try {
    if (draft.text === '') sessionStorage.removeItem(keptAs(rollId, gridId))
    else sessionStorage.setItem(keptAs(rollId, gridId), JSON.stringify(draft))
  } catch {
    // Full or forbidden storage: the text is still in the page.
  }
}

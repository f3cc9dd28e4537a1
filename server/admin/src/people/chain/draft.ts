import type { LineFix } from '@gezhong/shared/people/chain/contract'

// A pasted chain survives a closed page for as long as the tab's session does; it is personal data, so no longer.

export type Draft = { text: string; fixes: LineFix[] }

const keptAs = (rollId: string, gridId: string) => `gezhong.chain.${rollId}.${gridId}`

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

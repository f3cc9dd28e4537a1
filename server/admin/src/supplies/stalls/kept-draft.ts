import { keepDraft as keep, keptDraft as kept } from '../../session/kept-draft.ts'
import type { StallDraft } from './stall-draft.ts'

/** A draft with the stall it becomes, and what it was made from: 0 is a new one. */
export type KeptDraft = { stallId: string; revision: number; draft: StallDraft }

const KIND = 'stall'

function readKept(found: unknown): KeptDraft | null {
  const draft = found as KeptDraft | null
  return Array.isArray(draft?.draft?.items) && typeof draft.stallId === 'string' ? draft : null
}

export const keptDraft = (key: string): KeptDraft | null => kept(KIND, key, readKept)

export const keepDraft = (key: string, draft: KeptDraft | null): void => keep(KIND, key, draft)

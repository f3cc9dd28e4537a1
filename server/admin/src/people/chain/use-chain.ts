import {
  confirmChain,
  previewChain,
  readChain,
  undoConfirmation,
  type ChainLine,
  type ChainView,
  type LineFix,
} from '@gezhong/shared/people/chain/contract'
import { listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { listStanding, rollMatrix, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../../api/api.ts'
import { useRead } from '../../api/query.ts'
import { useTypedRead } from '../../api/use-typed-read.ts'
import { useWrite } from '../../api/write.ts'
import { keepDraft, keptDraft } from '../../session/kept-draft.ts'
import { rawWords } from '../../ui/raw-words.ts'

type Draft = { text: string; fixes: LineFix[] }

const KIND = 'chain'

function readKept(kept: unknown): Draft | null {
  if (kept === null || typeof kept !== 'object' || !('text' in kept) || typeof kept.text !== 'string') return null
  return { text: kept.text, fixes: 'fixes' in kept && Array.isArray(kept.fixes) ? (kept.fixes as LineFix[]) : [] }
}

/** The functions stay the same from one drawing to the next: a thousand lines are not drawn again for a letter. */
export type ChainReading = {
  draft: Draft
  write: (text: string) => void
  /** Reads a line as if it said this; an empty text takes it back. */
  fix: (key: string, text: string) => void
  /** A line's own words, unmasked where the pasted text still has them. */
  wordsOf: (line: ChainLine) => string
  /** What the pasted text says, or the chain as last confirmed while nothing is pasted. */
  view: ChainView | undefined
  reading: boolean
  error: unknown
}

/** One grid's chain in one roll: the pasted text with its fixes, kept as a draft, and how the server reads it. */
export function useChainReading(rollId: string, gridId: string): ChainReading {
  const place = `${rollId}.${gridId}`
  const [draft, setDraft] = useState<Draft>(() => keptDraft(KIND, place, readKept) ?? { text: '', fixes: [] })
  const pasted = useRef('')
  const confirmed = useRead(readChain, { params: { rollId, gridId } })
  const empty = draft.text.trim() === ''
  const read = useCallback(
    ({ text, fixes }: Draft) => call(previewChain, { params: { rollId, gridId }, body: { text, fixes } }),
    [rollId, gridId],
  )
  const typed = useTypedRead(empty ? null : draft, read)

  useEffect(() => {
    pasted.current = draft.text
    keepDraft(KIND, place, draft.text === '' ? null : draft)
  }, [draft, place])

  const write = useCallback(
    (text: string) => setDraft((before) => ({ text, fixes: text === '' ? [] : before.fixes })),
    [],
  )
  const fix = useCallback(
    (key: string, text: string) => setDraft((before) => ({ ...before, fixes: withFix(before.fixes, key, text) })),
    [],
  )
  const wordsOf = useCallback((line: ChainLine) => line.fix ?? rawWords(pasted.current, line.line, line.text), [])

  return {
    draft,
    write,
    fix,
    wordsOf,
    view: empty ? confirmed.data : typed.view,
    reading: typed.reading,
    error: empty ? confirmed.error : typed.error,
  }
}

/** Confirming a chain, or taking that back, makes old everything that counts reports. */
const COUNTING_READS = [readChain, listDifferences, rollProgress, rollMatrix, listStanding] as const

export function useConfirmChain() {
  return useWrite(confirmChain, COUNTING_READS)
}

export function useUndoConfirmation() {
  return useWrite(undoConfirmation, COUNTING_READS)
}

function withFix(fixes: readonly LineFix[], key: string, text: string): LineFix[] {
  const others = fixes.filter((fix) => fix.key !== key)
  return text.trim() === '' ? others : [...others, { key, text }]
}

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
import { useWrite } from '../../api/write.ts'
import { draftOf, keepDraft, type Draft } from './draft.ts'
import { rawWords } from './raw-words.ts'

const TYPING_PAUSE_MS = 300

type Answered = { to: Draft; view: ChainView } | { to: Draft; fault: unknown }

async function readPaste(rollId: string, gridId: string, draft: Draft): Promise<Answered> {
  try {
    const body = { text: draft.text, fixes: draft.fixes }
    return { to: draft, view: await call(previewChain, { params: { rollId, gridId }, body }) }
  } catch (fault) {
    return { to: draft, fault }
  }
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
  const [draft, setDraft] = useState(() => draftOf(rollId, gridId))
  const [lastView, setLastView] = useState<ChainView>()
  const [answered, setAnswered] = useState<Answered | null>(null)
  const asked = useRef(0)
  const pasted = useRef('')
  const confirmed = useRead(readChain, { params: { rollId, gridId } })
  const empty = draft.text.trim() === ''

  useEffect(() => {
    pasted.current = draft.text
    keepDraft(rollId, gridId, draft)
  }, [draft, rollId, gridId])

  useEffect(() => {
    asked.current += 1
    const turn = asked.current
    if (empty) return
    const timer = setTimeout(() => {
      const isCurrent = () => turn === asked.current
      void readPaste(rollId, gridId, draft).then((answer) => {
        if (!isCurrent()) return null
        setAnswered(answer)
        if ('view' in answer) setLastView(answer.view)
        return null
      })
    }, TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft, empty, rollId, gridId])

  const write = useCallback(
    (text: string) => setDraft((before) => ({ text, fixes: text === '' ? [] : before.fixes })),
    [],
  )
  const fix = useCallback(
    (key: string, text: string) => setDraft((before) => ({ ...before, fixes: withFix(before.fixes, key, text) })),
    [],
  )
  const wordsOf = useCallback((line: ChainLine) => line.fix ?? rawWords(pasted.current, line.line, line.text), [])

  const answer = answered?.to === draft ? answered : null
  return {
    draft,
    write,
    fix,
    wordsOf,
    view: empty ? confirmed.data : lastView,
    reading: !empty && answer === null,
    error: empty ? confirmed.error : answer && 'fault' in answer ? answer.fault : null,
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

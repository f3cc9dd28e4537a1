import {
  confirmOrderChain,
  OrderLineFix,
  previewOrderChain,
  readOrderChain,
  undoOrderConfirmation,
  type OrderChainLine,
  type OrderChainView,
} from '@gezhong/shared/supplies/order-chains/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { call } from '../../api/api.ts'
import { useRead } from '../../api/query.ts'
import { useTypedRead } from '../../api/use-typed-read.ts'
import { useWrite } from '../../api/write.ts'
import { keepDraft, keptDraft } from '../../session/kept-draft.ts'
import { rawWords } from '../../ui/raw-words.ts'
import { STALL_READS } from '../stalls/use-move-stall.ts'

const KIND = 'order-chain'

const Draft = z.object({
  text: z.string(),
  /** Kept when the text goes: the group's next text has the same lines in it. */
  fixes: z.array(OrderLineFix),
  settled: z.array(z.object({ householdId: z.string(), counts: z.enum(['chain', 'order']) })),
})
type Draft = z.infer<typeof Draft>

const NOTHING: Draft = { text: '', fixes: [], settled: [] }
const readKept = (kept: unknown): Draft | null => Draft.safeParse(kept).data ?? null

/** What a person may say of one line. */
export type LineWord = Partial<Omit<OrderLineFix, 'key'>>

const UNSAID = { text: null, householdId: null, dismissed: false }

const isDone = ({ toSettle, counts }: OrderChainView) => toSettle + counts.conflict + counts.refused === 0

const READS = [readOrderChain, ...STALL_READS] as const

/** The functions stay the same from one drawing to the next: a thousand lines are not drawn again for a letter. */
export function useOrderChain(stallId: string, gridId: string) {
  const place = `${stallId}.${gridId}`
  const params = { id: stallId, gridId }
  const [draft, setDraft] = useState(() => keptDraft(KIND, place, readKept) ?? NOTHING)
  const pasted = useRef('')
  const confirmed = useRead(readOrderChain, { params })
  const isEmpty = draft.text.trim() === ''
  const read = useCallback(
    (body: Draft) => call(previewOrderChain, { params: { id: stallId, gridId }, body }),
    [stallId, gridId],
  )
  const typed = useTypedRead(isEmpty ? null : draft, read)
  const confirming = useWrite(confirmOrderChain, READS)
  const undoing = useWrite(undoOrderConfirmation, READS)

  useEffect(() => {
    pasted.current = draft.text
    keepDraft(KIND, place, draft.text === '' && draft.fixes.length === 0 ? null : draft)
  }, [draft, place])

  const write = useCallback((text: string) => setDraft((before) => ({ ...before, text, settled: [] })), [])
  /** A word about one line; null takes back all that was said of it. */
  const say = useCallback(
    (key: string, word: LineWord | null) =>
      setDraft((before) => {
        const others = before.fixes.filter((fix) => fix.key !== key)
        const said = before.fixes.find((fix) => fix.key === key) ?? { key, ...UNSAID }
        return { ...before, fixes: word === null ? others : [...others, { ...said, ...word }] }
      }),
    [],
  )
  /** Of a household that ordered otherwise, which of the two counts; null: not said yet. */
  const settle = useCallback(
    (householdId: string, counts: 'chain' | 'order' | null) =>
      setDraft((before) => {
        const others = before.settled.filter((one) => one.householdId !== householdId)
        return { ...before, settled: counts === null ? others : [...others, { householdId, counts }] }
      }),
    [],
  )
  /** A line's own words, unmasked where the pasted text still has them. */
  const wordsOf = useCallback((line: OrderChainLine) => line.fix ?? rawWords(pasted.current, line.line, line.text), [])

  return {
    draft,
    isEmpty,
    write,
    say,
    settle,
    wordsOf,
    /** What the pasted text says, or the chain as last confirmed while nothing is pasted. */
    view: isEmpty ? confirmed.data : typed.view,
    reading: typed.reading,
    error: isEmpty ? confirmed.error : typed.error,
    confirming,
    /** The text stays as long as something in it waits for a person. */
    confirm: (onDone: (done: OrderChainView) => void) =>
      confirming.mutate(
        { params, body: draft },
        {
          onSuccess: (done) => {
            setDraft((before) => ({ ...before, text: isDone(done) ? '' : before.text, settled: [] }))
            onDone(done)
          },
        },
      ),
    undoing,
    /** What is pasted is read again: it now meets other orders. */
    readAgain: () => setDraft((before) => ({ ...before })),
  }
}

export type OrderChain = ReturnType<typeof useOrderChain>

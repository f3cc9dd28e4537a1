import { useCallback } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import {
  confirmChain,
  type ChainView,
  previewChain,
  readChain,
  LineFix,
  undoConfirmation,
} from '@gezhong/shared/people/chain/contract'
import { listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { call, sentenceOf } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { draftPlace, useDraft } from '../../platform/use-draft.ts'
import { useRested } from '../../platform/use-rested.ts'
import { useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'

const Draft = z.object({ text: z.string(), fixes: z.array(LineFix) })
const NOTHING: z.infer<typeof Draft> = { text: '', fixes: [] }

const draftName = (rollId: string, gridId: string) => `chain:${rollId}:${gridId}`

/** The text was pasted for another roll than the one meant: it goes there, unless that one has a text of its own. */
export function takeTextAlong(from: string, to: string, gridId: string): void {
  const [source, target] = [from, to].map((rollId) => draftPlace(draftName(rollId, gridId), 1, Draft))
  const found = source?.read() ?? null
  const waits = target?.read()?.text ?? ''
  if (found !== null && found.text !== '' && waits === '' && target?.write(found) === true) source?.forget()
}

/** The pasted text and its fixes, kept on the phone, and what the server makes of them while one types. */
export function useChain(rollId: string, gridId: string) {
  const params = { rollId, gridId }
  const draft = useDraft(draftName(rollId, gridId), 1, Draft, NOTHING)
  const { change } = draft
  const { text, fixes } = draft.value
  const before = useRead(readChain, { params }, { when: rollId !== '' })
  const rested = useRested(draft.value)
  const preview = useQuery({
    // The text itself may be a megabyte: the turn stands for it.
    queryKey: [previewChain.path, rollId, gridId, rested.turn],
    queryFn: () => call(previewChain, { params: { rollId, gridId }, body: rested.value }),
    enabled: rested.value.text.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })

  /** Another wording for one line; an empty one takes it back. */
  const setFix = useCallback(
    (key: string, words: string) =>
      change((before) => {
        const others = before.fixes.filter((fix) => fix.key !== key)
        return { ...before, fixes: words === '' ? others : [...others, { key, text: words }] }
      }),
    [change],
  )

  const confirming = useWrite((body: z.input<typeof confirmChain.body>, idempotencyKey) =>
    call(confirmChain, { params, body, idempotencyKey }),
  )
  const undoing = useWrite((id: string, idempotencyKey) =>
    call(undoConfirmation, { params: { ...params, id }, idempotencyKey }),
  )

  const pasted = text.trim() !== ''
  const reading = pasted && (rested.value !== draft.value || preview.isFetching)
  const asked = pasted ? preview : before
  return {
    text,
    view: (pasted ? preview.data : before.data) ?? null,
    opening: !pasted && before.isPending,
    reading,
    problem: asked.error !== null && !asked.isFetching ? sentenceOf(asked.error) : null,
    confirming,
    retry: () => void asked.refetch(),
    setText: (next: string) => change((before) => ({ text: next, fixes: next === '' ? [] : before.fixes })),
    setFix,
    async confirm(dropGone: boolean): Promise<ChainView | null> {
      const view = await confirming.run({ text, fixes, dropGone })
      if (view === null) return null
      change(() => NOTHING)
      draft.settle()
      undoing.clear()
      outdate(readChain, rollProgress, listStanding, listDifferences)
      return view
    },
    undoing: {
      busy: undoing.busy,
      problem: undoing.problem,
      /** Also what was refused was told by a chain that is older than this screen: it is read again. */
      async run(id: string): Promise<boolean> {
        const view = await undoing.run(id)
        outdate(readChain, rollProgress, listStanding, listDifferences)
        return view !== null
      },
    },
  }
}

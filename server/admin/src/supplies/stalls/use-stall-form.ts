import { Refusal } from '@gezhong/shared/errors'
import { readStall, saveStall, type StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../../api/api.ts'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { keepDraft, keptDraft, type KeptDraft } from './kept-draft.ts'
import { bodyOf, problemsOf, type ItemDraft, type Problems, type StallDraft } from './stall-draft.ts'
import { STALL_READS } from './use-move-stall.ts'

const NONE: Problems = new Map()

/**
 * A stall as it is being typed. `revision` stays what it was when the form opened: only so does the server see that
 * another has changed the stall meanwhile. Then `theirs` is what it is now, and what was typed stays until one chooses.
 */
export function useStallForm(draftKey: string, begun: KeptDraft) {
  const [first] = useState(begun)
  const [kept, setKept] = useState(() => keptDraft(draftKey) ?? first)
  const [theirs, setTheirs] = useState<StallWithItems | null>(null)
  const [isTried, setTried] = useState(false)
  const [refused, setRefused] = useState<{ at: Problems; whole: unknown }>({ at: NONE, whole: null })
  const save = useWrite(saveStall, STALL_READS)
  const isTouched = kept !== first
  useEffect(() => {
    if (isTouched) keepDraft(draftKey, kept)
  }, [draftKey, kept, isTouched])

  const change = useCallback(
    (next: (draft: StallDraft) => StallDraft) => setKept((before) => ({ ...before, draft: next(before.draft) })),
    [],
  )
  const changeItems = useCallback(
    (next: (items: ItemDraft[]) => ItemDraft[]) => change((before) => ({ ...before, items: next(before.items) })),
    [change],
  )
  const { body, problems } = bodyOf(kept.draft)
  const startWith = (next: KeptDraft) => {
    setKept(next)
    setTheirs(null)
    setTried(false)
    setRefused({ at: NONE, whole: null })
  }
  const readTheirs = async () => {
    try {
      const fresh = await call(readStall, { params: { id: kept.stallId } })
      setTheirs(fresh)
      setKept((before) => ({ ...before, revision: fresh.revision }))
    } catch (error) {
      toastProblem(error)
    }
  }
  const submit = (onSaved: (stall: StallWithItems) => void, onWrong: () => void) => {
    setTried(true)
    if (body === null) {
      onWrong()
      return
    }
    save.mutate(
      { params: { id: kept.stallId }, body: { ...body, revision: kept.revision } },
      {
        onSuccess: (stall) => {
          keepDraft(draftKey, null)
          onSaved(stall)
        },
        onError: (error) => {
          const isOld = error instanceof Refusal && error.code === 'changed-meanwhile'
          setRefused(isOld ? { at: NONE, whole: null } : problemsOf(error, body))
          if (isOld) void readTheirs()
          onWrong()
        },
      },
    )
  }
  return {
    draft: kept.draft,
    change,
    changeItems,
    /** What is wrong at its fields; empty until one has tried to save. */
    problems: isTried ? new Map([...refused.at, ...problems]) : NONE,
    whole: refused.whole,
    theirs,
    isTouched,
    busy: save.isPending,
    startWith,
    /** Forgets what was typed. */
    forget: () => {
      keepDraft(draftKey, null)
      startWith(first)
    },
    submit,
  }
}

export type StallFormState = ReturnType<typeof useStallForm>

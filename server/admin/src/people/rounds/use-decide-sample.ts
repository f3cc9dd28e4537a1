import { roundAside, roundBoard, roundMatrix, roundPeople } from '@gezhong/shared/people/board/contract'
import { rollProgress } from '@gezhong/shared/people/rolls/contract'
import { listTubes } from '@gezhong/shared/people/sampling/contract'
import { tubePeople } from '@gezhong/shared/people/tubes/contract'
import {
  decideSample,
  listOutsiders,
  listUnplaced,
  SAMPLE_DECISION_WORDS,
  undoSampleDecision,
} from '@gezhong/shared/people/unplaced/contract'
import { useState } from 'react'
import type { z } from 'zod'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { showToast } from '../../ui/toasts.tsx'

const STALE = [
  listUnplaced,
  listOutsiders,
  roundAside,
  roundBoard,
  roundMatrix,
  roundPeople,
  rollProgress,
  listTubes,
  tubePeople,
]

export type Decided = z.input<(typeof decideSample)['body']>

export interface DecideSample {
  /** The sample that is being decided. */
  busy: string | null
  decide: (id: string, decided: Decided, onDone?: () => void) => void
  undo: (id: string) => void
}

/** Decides samples that wait, each with its undo at hand. */
export function useDecideSample(): DecideSample {
  const decide = useWrite(decideSample, STALE)
  const undo = useWrite(undoSampleDecision, STALE)
  const [busy, setBusy] = useState<string | null>(null)
  const ended = { onError: toastProblem, onSettled: () => setBusy(null) }
  const takeBack = (id: string) => {
    setBusy(id)
    undo.mutate({ params: { id } }, { ...ended, onSuccess: () => showToast({ text: '撤销了，又等着处理' }) })
  }
  return {
    busy,
    undo: takeBack,
    decide: (id, decided, onDone) => {
      setBusy(id)
      decide.mutate(
        { params: { id }, body: decided },
        {
          ...ended,
          onSuccess: () => {
            onDone?.()
            const text = SAMPLE_DECISION_WORDS[decided.decision]
            showToast({ text, action: { label: '撤销', run: () => takeBack(id) } })
          },
        },
      )
    },
  }
}

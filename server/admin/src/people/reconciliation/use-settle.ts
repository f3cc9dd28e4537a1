import { listChanges, listHouseholds, readHousehold } from '@gezhong/shared/people/ledger/contract'
import {
  listDifferences,
  readDifference,
  settleDifferences,
  undoDecision,
  type Decision,
} from '@gezhong/shared/people/reconciliation/contract'
import { listStanding, rollMatrix, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/api.ts'
import { newId } from '../../api/new-id.ts'
import { problemWords, toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { showToast } from '../../ui/toasts.tsx'

export const DIFFERENCE_READS = [
  listDifferences,
  readDifference,
  rollProgress,
  rollMatrix,
  listStanding,
  listHouseholds,
  readHousehold,
  listChanges,
] as const

/** One answer to one or several differences. */
export type Answer = { decision: Decision; householdId?: string; headcount?: number; reason?: string }

export type Settle = {
  settle: (ids: readonly string[], answer: Answer, onSettled?: (ids: readonly string[]) => void) => void
  undo: (ids: readonly string[]) => Promise<void>
  busy: boolean
}

/** Decides differences and offers to take it back; says which of them could not be decided, and why. */
export function useSettle(): Settle {
  const queries = useQueryClient()
  const write = useWrite(settleDifferences, DIFFERENCE_READS)

  const undo = async (ids: readonly string[]) => {
    const refused: unknown[] = []
    for (const id of ids) {
      await call(undoDecision, { params: { id }, idempotencyKey: newId() }).catch((error: unknown) =>
        refused.push(error),
      )
    }
    await Promise.all(DIFFERENCE_READS.map((read) => queries.invalidateQueries({ queryKey: [read.path] })))
    if (refused.length === 0) showToast({ text: `撤销了，${ids.length} 条回到待处理` })
    else if (refused.length === ids.length) toastProblem(refused[0])
    else showToast({ text: `${refused.length} 条没能撤销：${problemWords(refused[0]).title}`, tone: 'bad' })
  }

  const settle: Settle['settle'] = (ids, answer, onSettled) =>
    write.mutate(
      { body: { ids: [...ids], ...answer } },
      {
        onError: toastProblem,
        onSuccess: ({ outcomes }) => {
          const settled = outcomes.filter((outcome) => outcome.settled).map((outcome) => outcome.id)
          const refused = outcomes.filter((outcome) => !outcome.settled)
          const action = { label: '撤销', run: () => void undo(settled) }
          if (refused.length === 0) showToast({ text: `处理了 ${settled.length} 条`, action })
          else {
            const words = `${refused.length} 条没处理：${refused[0]?.problem ?? '请打开看看'}`
            showToast({
              text: settled.length === 0 ? words : `处理了 ${settled.length} 条，${words}`,
              tone: 'bad',
              ...(settled.length === 0 ? {} : { action }),
            })
          }
          onSettled?.(settled)
        },
      },
    )
  return { settle, undo, busy: write.isPending }
}

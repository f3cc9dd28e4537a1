import { gridCounts } from '@gezhong/shared/grid/communities/contract'
import {
  listBuildings,
  listChanges,
  listHouseholds,
  readHousehold,
  undoChange,
} from '@gezhong/shared/people/ledger/contract'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/api.ts'
import { newId } from '../../api/new-id.ts'
import { problemWords, toastProblem } from '../../api/problem.tsx'
import { showToast } from '../../ui/toasts.tsx'

/** Everything that shows the ledger. */
export const LEDGER_READS = [listBuildings, listHouseholds, readHousehold, listChanges, gridCounts] as const

/** Takes back what one action changed, the last change first, and says what could not be taken back and why. */
export function useUndoChanges(): (changeIds: readonly string[]) => Promise<void> {
  const queries = useQueryClient()
  return async (changeIds) => {
    const refused: unknown[] = []
    for (let index = changeIds.length - 1; index >= 0; index -= 1) {
      const id = changeIds[index] ?? ''
      await call(undoChange, { params: { id }, body: { reason: '撤销刚才的操作' }, idempotencyKey: newId() }).catch(
        (error: unknown) => refused.push(error),
      )
    }
    await Promise.all(LEDGER_READS.map((read) => queries.invalidateQueries({ queryKey: [read.path] })))
    const undone = changeIds.length - refused.length
    if (refused.length === 0) showToast({ text: `已撤销 ${undone} 处改动` })
    else if (undone === 0) toastProblem(refused[0])
    else
      showToast({
        text: `撤销了 ${undone} 处，${refused.length} 处没撤：${problemWords(refused[0]).title}`,
        tone: 'bad',
      })
  }
}

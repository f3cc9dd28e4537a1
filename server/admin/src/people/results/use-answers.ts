import {
  countResults,
  decideResultCase,
  dismissResultCase,
  listPositives,
  listResultCases,
  rejectResultCandidate,
  undoResultCase,
  type ResultCandidate,
  type ResultCase,
} from '@gezhong/shared/people/results/contract'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { showToast } from '../../ui/toasts.tsx'
import type { Somebody } from '../ledger/find-somebody.tsx'
import { candidateTitle } from './result-words.ts'

const READS = [listResultCases, countResults, listPositives]

const choice = ({ tubeId, householdId, residentId }: ResultCandidate) => ({ tubeId, householdId, residentId })

/** What can be said about a row, and what is shown afterwards. */
export function useAnswers(row: ResultCase, onDone: () => void) {
  const decide = useWrite(decideResultCase, READS)
  const different = useWrite(rejectResultCandidate, READS)
  const dismiss = useWrite(dismissResultCase, READS)
  const undo = useWrite(undoResultCase, READS)
  const params = { id: row.id }
  const after = (text: string) => ({
    onError: toastProblem,
    onSuccess: () => {
      showToast({ text })
      onDone()
    },
  })
  return {
    busy: [decide, different, dismiss, undo].some(({ isPending }) => isPending),
    decide: (one: ResultCandidate) =>
      decide.mutate({ params, body: choice(one) }, after(`对到了${candidateTitle(one)}`)),
    found: (one: Somebody) => decide.mutate({ params, body: { tubeId: null, ...one } }, after('对到了这一户')),
    different: (one: ResultCandidate) => different.mutate({ params, body: choice(one) }, after('记下了，不再提这一个')),
    dismiss: () => dismiss.mutate({ params }, after('记为不是本社区的')),
    undo: () => undo.mutate({ params }, after('撤销了，回到待核对')),
  }
}

import {
  decideExemptions,
  endExemption,
  listExemptions,
  resumeExemption,
  type Exemption,
} from '@gezhong/shared/people/exemptions/contract'
import { listExcused, listMissing } from '@gezhong/shared/people/missing/contract'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { showToast } from '../../ui/toasts.tsx'

export const EXEMPTION_READS = [listExemptions, listMissing, listExcused] as const

type Decided = 'approved' | 'refused'

const DONE: Record<Decided, string> = { approved: '同意了', refused: '没同意' }

/** Decides one or many, and offers to take it back; ends one before its day. */
export function useExemptionWrites() {
  const deciding = useWrite(decideExemptions, EXEMPTION_READS)
  const ending = useWrite(endExemption, EXEMPTION_READS)
  const resuming = useWrite(resumeExemption, EXEMPTION_READS)
  const resume = (id: string) =>
    resuming.mutate(
      { params: { id } },
      { onError: toastProblem, onSuccess: () => showToast({ text: '没有结束，还和原来一样' }) },
    )
  const takeBack = (ids: string[]) =>
    deciding.mutate(
      { body: { ids, to: 'asked' } },
      { onError: toastProblem, onSuccess: () => showToast({ text: `${ids.length} 条又待批了` }) },
    )
  return {
    busy: deciding.isPending || ending.isPending || resuming.isPending,
    decide(ids: string[], to: Decided, onDone: () => void = () => undefined) {
      deciding.mutate(
        { body: { ids, to } },
        {
          onError: toastProblem,
          onSuccess: ({ outcomes }) => {
            const done = outcomes.flatMap((one) => (one.done ? [one.id] : []))
            const refused = outcomes.find((one) => !one.done)
            if (done.length > 0)
              showToast({
                text: `${DONE[to]} ${done.length} 条`,
                action: { label: '撤销', run: () => takeBack(done) },
              })
            if (refused)
              showToast({ text: `${outcomes.length - done.length} 条没办成：${refused.problem}`, tone: 'bad' })
            onDone()
          },
        },
      )
    },
    end({ id }: Exemption) {
      ending.mutate(
        { params: { id } },
        {
          onError: toastProblem,
          onSuccess: () =>
            showToast({ text: '提前结束了，这人又要检测', action: { label: '撤销', run: () => resume(id) } }),
        },
      )
    },
  }
}

import { listPositives, markRetested, type PositivePerson } from '@gezhong/shared/people/results/contract'
import { revealOutsider } from '@gezhong/shared/people/unplaced/contract'
import { Button } from 'antd'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { Tag } from '../../ui/tag.tsx'
import { CompactPhones } from '../compact-phones.tsx'

/** Listed in a re-test, or open until somebody says that it is done. */
export function Retest({ row: { retested, call, sampleId } }: { row: PositivePerson }) {
  const marking = useWrite(markRetested, [listPositives])
  if (retested) return <Tag tone="info">已列入</Tag>
  if (call === null || sampleId === null) return <span className="quiet">—</span>
  const mark = (done: boolean) =>
    marking.mutate({ params: { id: sampleId }, body: { done } }, { onError: toastProblem })
  return (
    <span className="row in-line">
      <Tag tone={call === 'open' ? 'bad' : 'ok'}>{call === 'open' ? '还没叫' : '已重测'}</Tag>
      <Button size="small" loading={marking.isPending} onClick={() => mark(call === 'open')}>
        {call === 'open' ? '已重测' : '撤销'}
      </Button>
    </span>
  )
}

export function OutsiderPhone({ sampleId, masked }: { sampleId: string; masked: readonly string[] }) {
  const reveal = useWrite(revealOutsider)
  return (
    <CompactPhones
      masked={masked}
      revealing={reveal}
      onReveal={() => reveal.mutate({ params: { id: sampleId } }, { onError: toastProblem })}
    />
  )
}

import { assignDifferences, type Difference } from '@gezhong/shared/people/reconciliation/contract'
import { canSettleDifference } from '@gezhong/shared/people/policy'
import { Button, Select } from 'antd'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { useActor } from '../../session/actor.ts'
import { showToast } from '../../ui/toasts.tsx'
import { useBottomBar } from '../../ui/use-bottom-bar.ts'
import { answersForAll, type AnswerChoice } from './answers.ts'
import { useSettlers } from './difference-filters.tsx'
import { AnswerButtons } from './difference-panel.tsx'
import { differenceDoor } from './difference-words.ts'
import { useAnswerKeys } from './use-answer-keys.ts'
import { DIFFERENCE_READS, type Settle } from './use-settle.ts'

const DOORS_NAMED = 6

/** Several differences at once: one answer for all of them, or one person who takes care of them. */
export function SeveralPanel({
  differences,
  settle,
  onSettled,
  onClear,
}: {
  differences: readonly Difference[]
  settle: Settle
  onSettled: (ids: readonly string[]) => void
  onClear: () => void
}) {
  const actor = useActor()
  const bar = useBottomBar<HTMLElement>()
  const people = useSettlers()
  const assign = useWrite(assignDifferences, DIFFERENCE_READS)
  const may = differences.every((difference) => canSettleDifference(actor, difference.gridCode))
  const choices = may ? answersForAll(differences) : []
  const ids = differences.map((difference) => difference.id)
  const take = (choice: AnswerChoice) => {
    if ('answer' in choice) settle.settle(ids, choice.answer, onSettled)
  }
  useAnswerKeys(choices, !settle.busy, take)
  const give = (accountId: string) =>
    assign.mutate(
      { body: { ids, accountId } },
      {
        onError: toastProblem,
        onSuccess: ({ assigned }) => {
          const name = people.find((person) => person.value === accountId)?.label ?? ''
          showToast({ text: `${assigned} 条交给${name}处理` })
          onClear()
        },
      },
    )
  return (
    <section ref={bar} className="bulk-bar several" role="region" aria-label="批量处理">
      <div>
        <b className="num">已选 {differences.length} 条</b>
        <p className="quiet small">
          {differences.slice(0, DOORS_NAMED).map(differenceDoor).join('、')}
          {differences.length > DOORS_NAMED ? ' 等' : ''}
        </p>
      </div>
      {choices.length > 0 ? (
        <AnswerButtons choices={choices} busy={settle.busy} onTake={take} />
      ) : (
        <span className="quiet small">{may ? '选中的差异种类不同，没有共同的处理办法' : '有几条不归您处理'}</span>
      )}
      <Select
        aria-label="交给谁处理"
        placeholder="交给谁处理"
        value={null}
        onChange={(accountId: string | null) => accountId && give(accountId)}
        loading={assign.isPending}
        showSearch={{ optionFilterProp: 'label' }}
        options={people}
        style={{ width: 150 }}
      />
      <Button type="text" onClick={onClear}>
        取消选择
      </Button>
    </section>
  )
}

import { useState } from 'react'
import { householdTests, RESULT_WORDS, type SelfTest, undoSelfTest } from '@gezhong/shared/people/antigen/contract'
import { ownRounds } from '@gezhong/shared/people/own-rounds/contract'
import { wallClock } from '@gezhong/shared/civil-day'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { standingOf, whoOf } from './telling-words.ts'

/** What the server has of this household, newest first; a tap takes one back. */
export function ToldCard({ tests, canUndo }: { tests: readonly SelfTest[]; canUndo: boolean }) {
  const [chosen, setChosen] = useState<SelfTest | null>(null)
  const undoing = useWrite((id: string, key) => call(undoSelfTest, { params: { id }, idempotencyKey: key }))
  if (tests.length === 0) return null
  const undo = async (test: SelfTest) => {
    if ((await undoing.run(test.id)) === null) return
    setChosen(null)
    notice('撤回了')
    outdate(householdTests, ownRounds)
  }
  return (
    <Card title="报过的" note="点一下可以撤回">
      {tests.map((test) => {
        const { tone, word } = standingOf(test)
        const time = wallClock(new Date(test.takenAt))
        return (
          <Row
            key={test.id}
            title={whoOf(test)}
            note={[`${time} 报的`, test.late && '结束后才到，照样算'].filter(Boolean).join('，')}
            end={<Tag tone={tone}>{word}</Tag>}
            {...(canUndo && !test.undone ? { onPress: () => setChosen(test) } : {})}
          />
        )
      })}
      {chosen !== null && (
        <Confirm
          title="撤回这一次"
          text={`${whoOf(chosen)}，${RESULT_WORDS[chosen.result]}。撤回后这一次不算，要再报一次`}
          yes="撤回"
          no="不撤"
          busy={undoing.busy}
          problem={undoing.problem}
          onYes={() => void undo(chosen)}
          onNo={() => setChosen(null)}
        />
      )}
    </Card>
  )
}

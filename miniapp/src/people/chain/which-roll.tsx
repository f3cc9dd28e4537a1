import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { QUESTION_ASKED } from '@gezhong/shared/people/rolls/roll-words'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'

interface Props {
  rolls: readonly Roll[]
  /** Null until somebody has said. */
  chosen: string | null
  onChoose: (rollId: string) => void
}

/** Where several rolls are open at once, only the worker knows which one the group was answering. */
export function WhichRoll({ rolls, chosen, onChoose }: Props) {
  if (rolls.length < 2) return null
  return (
    <Card title="这份接龙答的是哪一次点名？">
      {rolls.map((roll) => (
        <Row
          key={roll.id}
          icon={roll.id === chosen ? 'check' : 'question'}
          title={roll.title}
          note={`问的是：${QUESTION_ASKED[roll.question]}`}
          label={`${roll.title}，问的是${QUESTION_ASKED[roll.question]}${roll.id === chosen ? '，已选' : ''}`}
          onPress={() => {
            if (roll.id !== chosen) onChoose(roll.id)
          }}
        />
      ))}
    </Card>
  )
}

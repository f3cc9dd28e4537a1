import { useState } from 'react'
import type { FollowUpRound } from '@gezhong/shared/people/follow-ups/contract'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Stepper } from '../../ui/stepper.tsx'

interface Props {
  rounds: readonly FollowUpRound[]
  onKeep: (elsewhere: { rollId: string; people: number }) => void
  onClose: () => void
}

/** How many were tested elsewhere, and for which round: it counts there as the household's own word. */
export function ElsewhereSheet({ rounds, onKeep, onClose }: Props) {
  const [rollId, setRollId] = useState(rounds[0]!.rollId)
  const round = rounds.find((one) => one.rollId === rollId) ?? rounds[0]!
  const [people, setPeople] = useState(Math.max(1, round.missing))
  return (
    <Sheet title="别处做了几人？" onClose={onClose}>
      {rounds.length > 1 && (
        <Choices
          label="哪一轮"
          value={rollId}
          options={rounds.map(({ rollId: value, title }) => ({ value, word: title }))}
          onChange={(value) => {
            setRollId(value)
            setPeople(Math.max(1, rounds.find((one) => one.rollId === value)?.missing ?? 1))
          }}
        />
      )}
      <Stepper
        label={`${round.title}还差 ${round.missing} 人`}
        value={people}
        least={1}
        most={Math.max(1, round.missing)}
        unit="人"
        onChange={setPeople}
      />
      <Button shape="huge" onPress={() => onKeep({ rollId, people })}>{`记下 ${people} 人`}</Button>
    </Sheet>
  )
}

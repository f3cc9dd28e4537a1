import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { rollWords } from '@gezhong/shared/people/rolls/roll-words'
import { Choices } from '../ui/choices.tsx'

interface Props {
  rolls: readonly Roll[]
  chosen: string
  onChoose: (rollId: string) => void
}

/** Where several rolls are open at once: which one this screen is about. */
export function RollSwitch({ rolls, chosen, onChoose }: Props) {
  if (rolls.length < 2) return null
  return (
    <Choices
      label="看哪一次点名"
      value={chosen}
      onChange={onChoose}
      options={rolls.map((roll) => ({ value: roll.id, word: rollWords(roll) }))}
    />
  )
}

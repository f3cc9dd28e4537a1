import { z } from 'zod'
import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { changing, useChanging } from '../platform/changing.ts'
import { PERSONAL } from '../platform/session.ts'
import { kept } from '../platform/storage.ts'
import { type RollChoice, shownRoll } from './grid-scope.ts'

const place = kept(`${PERSONAL}roll`, 1, z.object({ rollId: z.string(), newestId: z.string() }))

/** Pages below in the stack stay mounted, and follow. */
const choices = changing(0)

interface ChosenRoll {
  roll: Roll | undefined
  /** The person said which one; otherwise it is the newest. */
  isChosen: boolean
  choose: (rollId: string) => void
}

/** Which of several open rolls this person works on, until they sign out. Rolls come newest first. */
export function useChosenRoll(rolls: readonly Roll[]): ChosenRoll {
  useChanging(choices)
  const choice = place.read()
  const roll = shownRoll(rolls, choice)
  return {
    roll,
    isChosen: roll !== undefined && choice !== null && choice.rollId === roll.id && choice.newestId === rolls[0]?.id,
    choose(rollId) {
      place.write({ rollId, newestId: rolls[0]?.id ?? rollId } satisfies RollChoice)
      choices.set(choices.get() + 1)
    },
  }
}

import { Text } from '@tarojs/components'
import { livesIn } from '@gezhong/shared/actor'
import { wallClock } from '@gezhong/shared/civil-day'
import { displayDoor } from '@gezhong/shared/people/door'
import { dayWord } from '@gezhong/shared/people/own-rounds/round-words'
import { useActor } from '../../platform/session.ts'
import { useNow } from '../../platform/use-now.ts'
import { Choices } from '../../ui/choices.tsx'
import { HouseholdCards } from '../report/household-cards.tsx'
import type { OwnHomes } from './use-own-homes.ts'
import './own-rounds.css'

/** The household that is looked at, and, where somebody looks after others, whose it is. */
export function OwnHomeCards({ homes, named }: { homes: OwnHomes; named: boolean }) {
  const actor = useActor()
  const now = useNow()
  const { households = [], chosen, keptSince } = homes
  const missingOf = (householdId: string) =>
    homes
      .testsOf(householdId)
      ?.rounds.filter(({ state }) => state === 'open')
      .reduce((most, { missing }) => Math.max(most, missing), 0)
  return (
    <>
      {households.length > 1 && (
        <Choices
          label="替谁看"
          value={chosen?.household.id ?? ''}
          options={households.map(({ household: { id, door } }) => {
            const own = actor !== null && livesIn(actor, id) ? '我家 ' : '替 '
            const missing = missingOf(id) ?? 0
            return { value: id, word: `${own}${displayDoor(door)}${missing > 0 ? `，差 ${missing} 人` : ''}` }
          })}
          onChange={homes.choose}
        />
      )}
      {keptSince !== null && (
        <Text className="round-kept">
          {`没连上网，检测情况是${dayWord(new Date(keptSince), now)} ${wallClock(new Date(keptSince))} 的`}
        </Text>
      )}
      {chosen !== undefined && (
        <HouseholdCards
          key={chosen.household.id}
          mine={chosen}
          tests={homes.testsOf(chosen.household.id)}
          named={named}
        />
      )}
    </>
  )
}

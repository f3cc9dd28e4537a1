import { View } from '@tarojs/components'
import { displayDoor } from '@gezhong/shared/people/door'
import type { SheetHousehold } from '@gezhong/shared/people/sampling/contract'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { TickRow } from '../../ui/tick-row.tsx'
import { calledBy } from '../called-by.ts'
import { unnamedMissing, visitsOf } from './sheet-numbers.ts'
import type { Taken } from './swabs.ts'

/** Who of a household stands before the sampler. */
export interface Chosen {
  householdId: string
  ticked: readonly string[]
  unnamed: number
}

export const peopleChosen = (chosen: Chosen): number => chosen.ticked.length + chosen.unnamed

/** The most of one household that one record can hold. */
const MOST_UNNAMED = 20

export function swabsOf(household: SheetHousehold, { ticked, unnamed }: Chosen): Taken {
  const rest = { householdId: household.householdId, outsider: null, door: displayDoor(household.door) }
  const named = household.people
    .filter(({ residentId }) => ticked.includes(residentId))
    .map((person) => ({
      ...rest,
      residentId: person.residentId,
      people: 1,
      who: calledBy(person, household.people),
    }))
  return unnamed === 0 ? named : [...named, { ...rest, residentId: null, people: unnamed, who: '没登记名字的' }]
}

function noteOf({ tested, excused, homeVisit }: SheetHousehold['people'][number]): string | undefined {
  if (tested) return '已采'
  if (homeVisit) return '卧床，上门采'
  return excused ? '这轮不用采' : undefined
}

interface Props {
  household: SheetHousehold
  chosen: Chosen
  onChange: (chosen: Chosen) => void
}

export function HouseholdCard({ household, chosen, onChange }: Props) {
  const { people, missing } = household
  const left = unnamedMissing(household)
  const due = people.filter(({ tested, excused }) => !tested && !excused).map(({ residentId }) => residentId)
  const tick = (id: string) =>
    onChange({
      ...chosen,
      ticked: chosen.ticked.includes(id) ? chosen.ticked.filter((other) => other !== id) : [...chosen.ticked, id],
    })
  return (
    <Card title={displayDoor(household.door)} note={missing === 0 ? '这户都采了' : `还差 ${missing} 人`}>
      {visitsOf(household) > 0 && <Banner tone="info" title={`有 ${visitsOf(household)} 人卧床，要上门采`} />}
      {due.length + left > 1 && (
        <View className="all-here">
          <Button kind="soft" onPress={() => onChange({ ...chosen, ticked: due, unnamed: left })}>
            {`还差的 ${due.length + left} 人都在`}
          </Button>
        </View>
      )}
      {people.map((person) => (
        <TickRow
          key={person.residentId}
          title={calledBy(person, people)}
          note={noteOf(person)}
          off={person.tested}
          ticked={chosen.ticked.includes(person.residentId)}
          onTick={() => tick(person.residentId)}
        />
      ))}
      <Stepper
        label={`没登记名字的 ${left} 人`}
        value={chosen.unnamed}
        most={MOST_UNNAMED}
        unit="人"
        onChange={(unnamed) => onChange({ ...chosen, unnamed })}
      />
    </Card>
  )
}

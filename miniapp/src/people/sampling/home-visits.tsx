import { displayDoor } from '@gezhong/shared/people/door'
import type { SheetHousehold } from '@gezhong/shared/people/sampling/contract'
import { Empty } from '../../ui/empty.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Tag } from '../../ui/tag.tsx'
import { calledBy } from '../called-by.ts'
import { visitsOf } from './sheet-numbers.ts'

interface Props {
  households: readonly SheetHousehold[]
  onChoose: (household: SheetHousehold) => void
  onClose: () => void
}

function whoLies({ people, unnamedVisits }: SheetHousehold): string {
  const names = people.filter(({ homeVisit, tested }) => homeVisit && !tested).map((one) => calledBy(one, people))
  return [...names, ...(unnamedVisits > 0 ? [`没登记名字的 ${unnamedVisits} 人`] : [])].join('、')
}

/** Where somebody lies in bed, in the order of the walk. */
export function HomeVisits({ households, onChoose, onClose }: Props) {
  const left = households.filter((household) => visitsOf(household) > 0)
  return (
    <Sheet title="要上门采的" onClose={onClose}>
      {left.length === 0 && <Empty icon="done" title="都上门采过了" text="有新批的卧床人员，更新名单后会在这里" />}
      {left.map((household) => (
        <Row
          key={household.householdId}
          icon="home"
          title={displayDoor(household.door)}
          note={whoLies(household)}
          end={<Tag tone="info" icon="home">{`${visitsOf(household)} 人`}</Tag>}
          onPress={() => onChoose(household)}
        />
      ))}
    </Sheet>
  )
}

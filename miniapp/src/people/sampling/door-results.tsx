import { displayDoor } from '@gezhong/shared/people/door'
import type { SheetHousehold } from '@gezhong/shared/people/sampling/contract'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { visitsOf } from './sheet-numbers.ts'

/** So many fit above the keyboard and a little below. */
const MOST = 8

interface Props {
  found: readonly SheetHousehold[]
  words: string
  onChoose: (household: SheetHousehold) => void
}

/** How a household stands for a sampler. */
export function HouseholdTag({ household }: { household: SheetHousehold }) {
  const visits = visitsOf(household)
  if (household.missing > 0) return <Tag tone="warn">{`差 ${household.missing} 人`}</Tag>
  return visits > 0 ? <Tag tone="info" icon="home">{`上门 ${visits} 人`}</Tag> : <Tag tone="ok">都采了</Tag>
}

export function DoorResults({ found, words, onChoose }: Props) {
  return (
    <Card>
      {found.length === 0 && (
        <Empty icon="search" title={`没有“${words}”`} text="换个写法，例如只写号数；不是这片的人记在“外来的人”" />
      )}
      {found.slice(0, MOST).map((household) => (
        <Row
          key={household.householdId}
          title={displayDoor(household.door)}
          note={household.priority ? '优先照顾' : undefined}
          end={<HouseholdTag household={household} />}
          onPress={() => onChoose(household)}
        />
      ))}
      {found.length > MOST && <Row title={`还有 ${found.length - MOST} 户`} note="再打一个数字就少了" />}
    </Card>
  )
}

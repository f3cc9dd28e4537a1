import { useState } from 'react'
import { displayDoor } from '@gezhong/shared/people/door'
import { type Household, listHouseholds } from '@gezhong/shared/people/ledger/contract'
import { sentenceOf } from '../platform/api.ts'
import { useRead } from '../platform/use-read.ts'
import { Banner } from '../ui/banner.tsx'
import { Empty } from '../ui/empty.tsx'
import { Row } from '../ui/row.tsx'
import { Search } from '../ui/search.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

interface Props {
  /** Without one, everything of the worker's scope is searched. */
  gridId?: string
  onChoose: (household: Household) => void
}

/** Searches the ledger by a part of the door; the household is tapped. */
export function HouseholdSearch({ gridId, onChoose }: Props) {
  const [words, setWords] = useState('')
  const found = useRead(
    listHouseholds,
    { query: { q: words, size: 20, page: 1, ...(gridId === undefined ? {} : { grid: gridId }) } },
    { when: words !== '' },
  )
  return (
    <>
      <Search label="找门牌" placeholder="门牌，如 32" value={words} onChange={setWords} />
      {words !== '' && found.data === undefined && found.error === null && <Skeleton rows={3} />}
      {found.error !== null && <Banner tone="bad" title={sentenceOf(found.error)} />}
      {found.data?.rows.length === 0 && <Empty icon="search" title="没有找到" text="换个写法，例如只写号数" />}
      {found.data?.rows.map((household) => (
        <Row
          key={household.id}
          icon="home"
          title={displayDoor(household.door)}
          note={[household.headcount === null ? null : `台账 ${household.headcount} 人`, household.phonesMasked[0]]
            .filter(Boolean)
            .join(' · ')}
          onPress={() => onChoose(household)}
        />
      ))}
    </>
  )
}

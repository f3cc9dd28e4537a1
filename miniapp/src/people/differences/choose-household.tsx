import { useState } from 'react'
import { listHouseholds } from '@gezhong/shared/people/ledger/contract'
import type { Difference } from '@gezhong/shared/people/reconciliation/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { sentenceOf } from '../../platform/api.ts'
import { useRead } from '../../platform/use-read.ts'
import { Banner } from '../../ui/banner.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Row } from '../../ui/row.tsx'
import { Search } from '../../ui/search.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Settling } from './use-settling.ts'

interface Props {
  difference: Difference
  settling: Settling
  onClose: () => void
}

/** Whose report is it? Search the ledger of the grid and tap the household. */
export function ChooseHousehold({ difference, settling, onClose }: Props) {
  const [words, setWords] = useState('')
  const found = useRead(
    listHouseholds,
    { query: { grid: difference.gridId, q: words, size: 20, page: 1 } },
    { when: words !== '' },
  )
  return (
    <Sheet title="是哪一户报的？" onClose={onClose}>
      {difference.report.text !== '' && <Banner tone="mute" title={difference.report.text} />}
      <Search label="找门牌" placeholder="写门牌，如 32" value={words} onChange={setWords} />
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
          onPress={() => {
            void settling.settle(difference, { decision: 'choose-household', householdId: household.id }).then(onClose)
          }}
        />
      ))}
    </Sheet>
  )
}

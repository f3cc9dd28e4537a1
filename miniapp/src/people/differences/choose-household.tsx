import type { Difference } from '@gezhong/shared/people/reconciliation/contract'
import { Banner } from '../../ui/banner.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { HouseholdSearch } from '../household-search.tsx'
import type { Settling } from './use-settling.ts'

interface Props {
  difference: Difference
  settling: Settling
  onClose: () => void
}

/** Whose report is it? Search the ledger of the grid and tap the household. */
export function ChooseHousehold({ difference, settling, onClose }: Props) {
  return (
    <Sheet title="是哪一户报的？" onClose={onClose}>
      {difference.report?.text ? <Banner tone="mute" title={difference.report.text} /> : null}
      <HouseholdSearch
        gridId={difference.gridId}
        onChoose={({ id }) => {
          void settling.settle(difference, { decision: 'choose-household', householdId: id }).then(onClose)
        }}
      />
    </Sheet>
  )
}

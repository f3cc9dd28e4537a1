import { useState } from 'react'
import type { Difference } from '@gezhong/shared/people/reconciliation/contract'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import type { Settling } from './use-settling.ts'

interface Props {
  difference: Difference
  settling: Settling
  onClose: () => void
}

/** The household said it wrongly; the worker has asked and knows the number. */
export function CorrectReport({ difference, settling, onClose }: Props) {
  const [headcount, setHeadcount] = useState(difference.household?.headcount ?? difference.report?.headcount ?? 1)
  return (
    <Sheet title="问清楚了，是几个人？" onClose={onClose}>
      <Stepper label="实际人数" unit="人" value={headcount} most={500} onChange={setHeadcount} />
      <Button
        busy={settling.busyId === difference.id}
        onPress={() => {
          void settling.settle(difference, { decision: 'correct-report', headcount }).then(onClose)
        }}
      >
        {`按 ${headcount} 人算`}
      </Button>
    </Sheet>
  )
}

import type { Round } from '@gezhong/shared/people/rounds/contract'
import type { UnplacedSample } from '@gezhong/shared/people/unplaced/contract'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { FindSomebody, type Somebody } from '../ledger/find-somebody.tsx'
import type { DecideSample } from './use-decide-sample.ts'

/** Finds the household that a sample is of, and the person where one is known. */
export function PlaceDialog({
  round,
  sample,
  deciding,
  onClose,
}: {
  round: Round
  sample: UnplacedSample
  deciding: DecideSample
  onClose: () => void
}) {
  const [chosen, setChosen] = useState<Somebody | null>(null)
  return (
    <Dialog
      title={`这 ${sample.people} 人是谁家的`}
      okText="归到这户"
      busy={deciding.busy === sample.id}
      ready={chosen !== null}
      onOk={() => {
        if (chosen !== null) deciding.decide(sample.id, { decision: 'placed', ...chosen }, onClose)
      }}
      onClose={onClose}
    >
      <FindSomebody
        begin={sample.claimed?.door ?? ''}
        gridId={round.gridId}
        onePerson={sample.people === 1}
        chosen={chosen}
        onChoose={setChosen}
        hint="不在台账上的，请选“算外来的”。"
      />
    </Dialog>
  )
}

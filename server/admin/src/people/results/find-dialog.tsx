import type { ResultCase } from '@gezhong/shared/people/results/contract'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { FindSomebody, type Somebody } from '../ledger/find-somebody.tsx'

/** Somebody of the ledger for a row of a file that found nobody by itself. */
export function FindDialog({
  row,
  busy,
  onFound,
  onClose,
}: {
  row: ResultCase
  busy: boolean
  onFound: (one: Somebody) => void
  onClose: () => void
}) {
  const [chosen, setChosen] = useState<Somebody | null>(null)
  return (
    <Dialog
      title={`${row.name ?? '这一行'}是谁家的`}
      okText="就是这家的"
      busy={busy}
      ready={chosen !== null}
      onOk={() => {
        if (chosen !== null) onFound(chosen)
      }}
      onClose={onClose}
    >
      <FindSomebody
        begin={row.address ?? ''}
        onePerson
        chosen={chosen}
        onChoose={setChosen}
        hint="台账里没有的，先在台账里登记，再回来对。"
      />
    </Dialog>
  )
}

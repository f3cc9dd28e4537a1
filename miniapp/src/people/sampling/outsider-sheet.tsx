import { useState } from 'react'
import type { Outsider } from '@gezhong/shared/people/sampling/contract'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'

const NOBODY: Outsider = { name: '', phone: '', from: '' }

interface Props {
  onRecord: (outsider: Outsider) => void
  onClose: () => void
}

/** Somebody who lives elsewhere: what they say helps to find them, and nothing of it must be there. */
export function OutsiderSheet({ onRecord, onClose }: Props) {
  const [who, setWho] = useState(NOBODY)
  const set = (part: Partial<Outsider>) => setWho({ ...who, ...part })
  return (
    <Sheet title="外来的人" onClose={onClose}>
      <Field label="姓名（可不填）" value={who.name} maxLength={20} onChange={(name) => set({ name })} />
      <Field
        label="电话（可不填）"
        kind="phone"
        value={who.phone}
        maxLength={20}
        onChange={(phone) => set({ phone })}
      />
      <Field label="从哪来（可不填）" value={who.from} maxLength={40} onChange={(from) => set({ from })} />
      <Button
        shape="huge"
        onPress={() => onRecord({ name: who.name.trim(), phone: who.phone.trim(), from: who.from.trim() })}
      >
        记下 1 人
      </Button>
    </Sheet>
  )
}

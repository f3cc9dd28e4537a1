import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { TextBox } from '../../ui/text-box.tsx'

/** What goes along with an outcome. */
export interface Remark {
  note: string
  /** Null: as is usual for the outcome. */
  againMinutes: number | null
}

const AGAIN: readonly [minutes: number | null, word: string][] = [
  [null, '看结果定'],
  [0, '马上可再打'],
  [30, '半小时后'],
  [60, '1 小时后'],
  [120, '2 小时后'],
  [240, '4 小时后'],
  [24 * 60, '明天这时候'],
]

export const againWords = (minutes: number): string => AGAIN.find(([value]) => value === minutes)?.[1] ?? ''

interface Props {
  remark: Remark
  onKeep: (remark: Remark) => void
  onClose: () => void
}

export function NoteSheet({ remark, onKeep, onClose }: Props) {
  const [draft, setDraft] = useState(remark)
  return (
    <Sheet title="备注和下次时间" onClose={onClose}>
      <TextBox
        label="备注"
        short
        maxLength={200}
        placeholder="例如：儿子说晚上八点后在家"
        value={draft.note}
        onChange={(note) => setDraft({ ...draft, note })}
      />
      <Choices
        label="下次什么时候打"
        value={String(draft.againMinutes)}
        options={AGAIN.map(([minutes, word]) => ({ value: String(minutes), word }))}
        onChange={(value) => setDraft({ ...draft, againMinutes: value === 'null' ? null : Number(value) })}
      />
      <Button onPress={() => onKeep({ ...draft, note: draft.note.trim() })}>好，再按结果</Button>
    </Sheet>
  )
}

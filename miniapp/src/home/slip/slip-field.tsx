import { useState } from 'react'
import { groupedSlipCode, readSlipCode } from '@gezhong/shared/people/slips/code'
import { scanCode } from '../../platform/scan.ts'
import { inBrowser } from '../../platform/target.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'

interface Props {
  value: string
  onChange: (value: string) => void
  /** Pressed although there are no eight letters yet. */
  incomplete: boolean
  onDone: () => void
}

/** The eight letters of a paper slip, typed as one likes; in WeChat also scanned. */
export function SlipField({ value, onChange, incomplete, onDone }: Props) {
  const [unread, setUnread] = useState(false)
  const scan = async () => {
    const scanned = await scanCode()
    if (scanned === null) return
    const code = readSlipCode(scanned)
    setUnread(code === null)
    if (code !== null) onChange(groupedSlipCode(code))
  }
  const missing = incomplete && readSlipCode(value) === null
  return (
    <>
      {!inBrowser && (
        <Button kind="soft" onPress={() => void scan()}>
          扫纸条上的码
        </Button>
      )}
      <Field
        label="纸条上的8个字母"
        value={value}
        onChange={(typed) => {
          setUnread(false)
          onChange(typed)
        }}
        maxLength={200}
        placeholder="例如：ABCD EFGH"
        hint="大写小写、有没有空格都可以"
        error={unread ? '这个码不是村里的纸条，请再扫一次或填字母' : missing ? '请填纸条上的8个字母' : undefined}
        onDone={onDone}
      />
    </>
  )
}

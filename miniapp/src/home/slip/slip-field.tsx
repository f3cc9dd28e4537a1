import { useState } from 'react'
import { groupedSlipCode, readSlipCode } from '@gezhong/shared/people/slips/code'
import { PRIVACY_REFUSED } from '../../platform/privacy.ts'
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

const NO_SLIP = '这个码不是村里的纸条，请再扫一次或填字母'
const NO_CAMERA = '没有扫码。照着纸条把8个字母填在这里，一样能进'

/** The eight letters of a paper slip, typed as one likes; in WeChat also scanned. */
export function SlipField({ value, onChange, incomplete, onDone }: Props) {
  const [unread, setUnread] = useState<string | null>(null)
  const scan = async () => {
    const scanned = await scanCode()
    if (scanned === null) return
    const code = scanned === PRIVACY_REFUSED ? null : readSlipCode(scanned.text)
    setUnread(code !== null ? null : scanned === PRIVACY_REFUSED ? NO_CAMERA : NO_SLIP)
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
          setUnread(null)
          onChange(typed)
        }}
        maxLength={200}
        placeholder="例如：ABCD EFGH"
        hint="大写小写、有没有空格都可以"
        error={unread ?? (missing ? '请填纸条上的8个字母' : undefined)}
        onDone={onDone}
      />
    </>
  )
}

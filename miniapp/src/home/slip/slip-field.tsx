import { useState } from 'react'
import { groupedSlipCode, readSlipCode, readSlipCommunity } from '@gezhong/shared/people/slips/code'
import { PRIVACY_REFUSED } from '../../platform/privacy.ts'
import { scanCode } from '../../platform/scan.ts'
import { inBrowser } from '../../platform/target.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'

interface Props {
  value: string
  /** With the community that a scanned slip names. */
  onChange: (value: string, communityId: string | null) => void
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
    if (scanned === PRIVACY_REFUSED) return setUnread(NO_CAMERA)
    const code = readSlipCode(scanned.text)
    setUnread(code === null ? NO_SLIP : null)
    if (code !== null) onChange(groupedSlipCode(code), readSlipCommunity(scanned.text))
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
          onChange(typed, readSlipCommunity(typed))
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

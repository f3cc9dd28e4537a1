import { Button, Text } from '@tarojs/components'
import { isPrivacyRefusal, PRIVACY_REFUSED } from '../platform/privacy.ts'
import { classNames } from './class-names.ts'
import './button.css'

interface Props {
  children: string
  busy: boolean
  /** The code for the number; null when the person would rather not give it, or not have anything of theirs read. */
  onAnswer: (answer: { code: string } | typeof PRIVACY_REFUSED | null) => void
}

/** WeChat gives a phone number only through its own button. */
export function PhoneButton({ children, busy, onAnswer }: Props) {
  return (
    <Button
      className={classNames('button', 'button-main', 'button-wide', busy && 'button-off')}
      openType="getPhoneNumber"
      disabled={busy}
      onGetPhoneNumber={({ detail }) =>
        onAnswer(detail.code ? { code: detail.code } : isPrivacyRefusal(detail) ? PRIVACY_REFUSED : null)
      }
    >
      <Text>{children}</Text>
    </Button>
  )
}

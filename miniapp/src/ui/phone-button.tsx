import { Button, Text } from '@tarojs/components'
import { classNames } from './class-names.ts'
import './button.css'

interface Props {
  children: string
  busy: boolean
  /** The code for the number, or null when the person would rather not give it. */
  onAnswer: (code: string | null) => void
}

/** WeChat gives a phone number only through its own button. */
export function PhoneButton({ children, busy, onAnswer }: Props) {
  return (
    <Button
      className={classNames('button', 'button-main', 'button-wide', busy && 'button-off')}
      openType="getPhoneNumber"
      disabled={busy}
      onGetPhoneNumber={(event) => onAnswer(event.detail.code ?? null)}
    >
      <Text>{children}</Text>
    </Button>
  )
}

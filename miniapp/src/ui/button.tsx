import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { pressable } from './press.ts'
import './button.css'

interface Props {
  children: string
  onPress: () => void
  /** One `main` a screen. */
  kind?: 'main' | 'soft' | 'plain' | 'danger'
  shape?: 'wide' | 'huge' | 'pill'
  icon?: IconName
  /** Working: says so, and refuses a second press. */
  busy?: boolean
  disabled?: boolean
  /** What a screen reader says when the word alone is not enough (`拨打 中区32号`). */
  label?: string
}

export function Button({ children, onPress, kind = 'main', shape = 'wide', icon, busy, disabled, label }: Props) {
  const off = busy === true || disabled === true
  return (
    <View
      className={classNames('button', `button-${kind}`, `button-${shape}`, off && 'button-off')}
      {...pressable(onPress, { label, disabled: off })}
    >
      {busy === true ? <View className="button-spin" aria-hidden="true" /> : icon && <Icon name={icon} />}
      <Text>{children}</Text>
    </View>
  )
}

/** Buttons side by side; in elder mode one below the other. */
export function Buttons({ children }: { children: ReactNode }) {
  return <View className="buttons">{children}</View>
}

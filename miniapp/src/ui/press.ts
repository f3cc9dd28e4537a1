import type { CommonEvent } from '@tarojs/components'
import { spokenAs } from './spoken-as.ts'

interface Pressed {
  label?: string | undefined
  role?: 'button' | 'tab' | 'switch' | 'radio' | 'link'
  disabled?: boolean
  checked?: boolean
}

type Attributes = Record<string, unknown>

/**
 * What makes a View a control for fingers, keyboards and screen readers, in a browser and in WeChat.
 * `aria-*` are always strings: the browser side writes `undefined` out as a word.
 */
export function pressable(onPress: () => void, { label, role = 'button', disabled = false, checked }: Pressed = {}) {
  const attributes: Attributes = {
    ...spokenAs(role),
    tabIndex: disabled ? -1 : 0,
    hoverClass: disabled ? 'none' : 'pressed',
    hoverStayTime: 80,
    onClick: (event: CommonEvent) => {
      event.stopPropagation()
      if (!disabled) onPress()
    },
    onKeyDown: (event: { key?: string; preventDefault?: () => void }) => {
      if (disabled || (event.key !== 'Enter' && event.key !== ' ')) return
      event.preventDefault?.()
      onPress()
    },
  }
  if (label !== undefined) attributes['aria-label'] = label
  if (disabled) attributes['aria-disabled'] = 'true'
  if (checked !== undefined) attributes[role === 'tab' ? 'aria-selected' : 'aria-checked'] = checked ? 'true' : 'false'
  return attributes
}

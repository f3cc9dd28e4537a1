import { View } from '@tarojs/components'
import './icon.css'

export type IconName =
  | 'home'
  | 'person'
  | 'people'
  | 'phone'
  | 'check'
  | 'done'
  | 'alert'
  | 'cross'
  | 'question'
  | 'edit'
  | 'paste'
  | 'back'
  | 'next'
  | 'down'
  | 'close'
  | 'plus'
  | 'minus'
  | 'again'
  | 'offline'
  | 'clock'
  | 'list'
  | 'search'
  | 'letters'
  | 'leave'
  | 'box'
  | 'lock'
  | 'bulb'
  | 'barred'
  | 'scan'

/** Decoration only: the word beside it carries the meaning. */
export function Icon({ name }: { name: IconName }) {
  return <View className={`icon icon-${name}`} aria-hidden="true" />
}

import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { pressable } from './press.ts'
import { WholeNumbers } from './whole-numbers.tsx'
import './row.css'

interface Props {
  title: string
  note?: string | undefined
  icon?: IconName
  /** At the right: a tag, a number, a small button. */
  end?: ReactNode
  /** Opens something: draws the arrow. */
  onPress?: () => void
  label?: string
}

export function Row({ title, note, icon, end, onPress, label }: Props) {
  return (
    <View className={classNames('row', onPress && 'row-press')} {...(onPress ? pressable(onPress, { label }) : {})}>
      {icon && (
        <View className="row-icon">
          <Icon name={icon} />
        </View>
      )}
      <View className="row-words">
        <Text className="row-title">{title}</Text>
        {note !== undefined && note !== '' && (
          <Text className="row-note">
            <WholeNumbers>{note}</WholeNumbers>
          </Text>
        )}
      </View>
      {end}
      {onPress && (
        <View className="row-arrow">
          <Icon name="next" />
        </View>
      )}
    </View>
  )
}

import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { pressable } from './press.ts'
import './card.css'

interface Props {
  title?: string
  /** Small words beside the title. */
  note?: string | undefined
  /** A coloured edge says the state at a glance; the words inside say it again. */
  tone?: Tone | undefined
  onPress?: () => void
  children?: ReactNode
}

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'mute'

export function Card({ title, note, tone, onPress, children }: Props) {
  return (
    <View
      className={classNames('card', tone && `card-edge edge-${tone}`, onPress && 'card-press')}
      {...(onPress ? pressable(onPress) : {})}
    >
      {title !== undefined && (
        <View className="card-head">
          <View className="card-title" role="heading" aria-level="2">
            {title}
          </View>
          {note !== undefined && <Text className="card-note">{note}</Text>}
        </View>
      )}
      {children}
    </View>
  )
}

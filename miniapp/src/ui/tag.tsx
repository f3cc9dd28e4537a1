import { Text, View } from '@tarojs/components'
import type { Tone } from './card.tsx'
import { Icon, type IconName } from './icon.tsx'
import './tag.css'

const ICONS: Partial<Record<Tone, IconName>> = { ok: 'check', warn: 'alert', bad: 'cross', info: 'question' }

interface Props {
  tone: Tone
  icon?: IconName
  children: string
}

/** A state in a word, never by colour alone: each tone has its own sign. */
export function Tag({ tone, icon = ICONS[tone], children }: Props) {
  return (
    <View className={`tag tag-${tone}`}>
      {icon && <Icon name={icon} />}
      <Text>{children}</Text>
    </View>
  )
}

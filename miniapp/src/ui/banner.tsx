import { Text, View } from '@tarojs/components'
import { Button } from './button.tsx'
import type { Tone } from './card.tsx'
import { Icon, type IconName } from './icon.tsx'
import './tag.css'
import './banner.css'

const ICONS: Record<Tone, IconName> = { ok: 'done', warn: 'alert', bad: 'alert', info: 'bulb', mute: 'clock' }

interface Props {
  tone: Tone
  title: string
  text?: string | undefined
  action?: { word: string; onPress: () => void } | undefined
}

/** What happened and what to do next; announced to screen readers when it appears. */
export function Banner({ tone, title, text, action }: Props) {
  return (
    <View className={`banner tag-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <View className="banner-icon">
        <Icon name={ICONS[tone]} />
      </View>
      <View className="banner-words">
        <Text className="banner-title">{title}</Text>
        {text !== undefined && text !== '' && <Text className="banner-text">{text}</Text>}
      </View>
      {action && (
        <Button kind="plain" shape="pill" onPress={action.onPress}>
          {action.word}
        </Button>
      )}
    </View>
  )
}

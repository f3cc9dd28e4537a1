import { Text, View } from '@tarojs/components'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import './empty.css'

interface Props {
  icon?: IconName
  title: string
  /** Why it is empty, or what happened, and what to do next. */
  text: string
  action?: { word: string; onPress: () => void } | undefined
}

export function Empty({ icon = 'box', title, text, action }: Props) {
  return (
    <View className="empty">
      <View className="empty-icon">
        <Icon name={icon} />
      </View>
      <Text className="empty-title">{title}</Text>
      <Text className="empty-text">{text}</Text>
      {action && (
        <View className="empty-action">
          <Button kind="soft" onPress={action.onPress}>
            {action.word}
          </Button>
        </View>
      )}
    </View>
  )
}

import { Text, View } from '@tarojs/components'
import './progress.css'

/** How far it has come, as a bar and in words that count. */
export function Progress({ done, all, word }: { done: number; all: number; word: string }) {
  const share = all <= 0 ? 100 : Math.min(100, Math.round((done / all) * 1000) / 10)
  return (
    <View className="progress">
      <View className="progress-track" aria-hidden="true">
        <View className="progress-fill" style={{ width: `${share}%` }} />
      </View>
      <Text className="progress-word num">{word}</Text>
    </View>
  )
}

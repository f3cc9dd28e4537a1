import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Tone } from './card.tsx'
import './tag.css'
import './tile.css'

/** One of a few beside each other: who or what, and how it stands, in a word with its sign. */
export function Tile({ tone, title, word, next }: { tone: Tone; title: string; word: string; next?: string }) {
  return (
    <View className={`tile tag-${tone}`}>
      <Text className="tile-title">{title}</Text>
      <Text className="tile-word num">{word}</Text>
      {next !== undefined && <Text className="tile-word tile-next">{next}</Text>}
    </View>
  )
}

/** Three in a row where there is room; in elder mode one below the other. */
export function Tiles({ children }: { children: ReactNode }) {
  return <View className="tiles">{children}</View>
}

import { Text, View } from '@tarojs/components'
import { classNames } from './class-names.ts'
import { pressable } from './press.ts'
import './figures.css'

export interface Figure {
  word: string
  value: number
  /** Wants attention while it is not zero. */
  alarm?: boolean
  onPress?: (() => void) | undefined
}

/** A line of numbers with their words; a number that can be pressed leads to its rows. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <View className="figures">
      {figures.map(({ word, value, alarm, onPress }) => (
        <View
          key={word}
          className={classNames('figure', onPress && 'figure-press')}
          {...(onPress ? pressable(onPress, { label: `${word} ${value}` }) : {})}
        >
          <Text className={classNames('figure-value', 'num', alarm === true && value > 0 && 'figure-alarm')}>
            {String(value)}
          </Text>
          <Text className="figure-word">{word}</Text>
        </View>
      ))}
    </View>
  )
}

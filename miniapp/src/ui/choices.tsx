import { Text, View } from '@tarojs/components'
import { classNames } from './class-names.ts'
import { pressable } from './press.ts'
import './choices.css'

interface Props<V extends string> {
  label: string
  options: readonly { value: V; word: string; count?: number | undefined }[]
  value: V
  onChange: (value: V) => void
}

/** One filter of many; wraps onto more lines, as nothing may hide behind a swipe. */
export function Choices<V extends string>({ label, options, value, onChange }: Props<V>) {
  return (
    <View className="choices" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <View
          key={option.value}
          className={classNames('choice', option.value === value && 'choice-here')}
          {...pressable(() => onChange(option.value), { role: 'radio', checked: option.value === value })}
        >
          <Text>{option.word}</Text>
          {option.count !== undefined && <Text className="choice-count num">{String(option.count)}</Text>}
        </View>
      ))}
    </View>
  )
}

import { Text, View } from '@tarojs/components'
import { classNames } from './class-names.ts'
import { pressable } from './press.ts'
import './segmented.css'

interface Props<V extends string> {
  label: string
  options: readonly { value: V; word: string; count?: number | undefined }[]
  value: V
  onChange: (value: V) => void
}

/** A few views of one thing, one of them chosen. */
export function Segmented<V extends string>({ label, options, value, onChange }: Props<V>) {
  return (
    <View
      className={classNames('segmented', options.length === 3 && 'segmented-three')}
      role="tablist"
      aria-label={label}
    >
      {options.map((option) => (
        <View
          key={option.value}
          className={classNames('segment', option.value === value && 'segment-here')}
          {...pressable(() => onChange(option.value), { role: 'tab', checked: option.value === value })}
        >
          <Text>{option.word}</Text>
          {option.count !== undefined && <Text className="segment-count num">{String(option.count)}</Text>}
        </View>
      ))}
    </View>
  )
}

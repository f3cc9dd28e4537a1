import { Text, View } from '@tarojs/components'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { pressable } from './press.ts'
import './stepper.css'

interface Props {
  label: string
  value: number
  onChange: (value: number) => void
  least?: number
  most?: number
  /** Counting word, such as 人. */
  unit: string
}

/** A small number set by thumb: two large keys and the number between them. */
export function Stepper({ label, value, onChange, least = 0, most = 99, unit }: Props) {
  const key = (icon: IconName, word: string, next: number) => {
    const off = next < least || next > most
    return (
      <View
        className={classNames('stepper-key', off && 'stepper-off')}
        {...pressable(() => onChange(next), { label: word, disabled: off })}
      >
        <Icon name={icon} />
      </View>
    )
  }
  return (
    <View className="stepper" role="group" aria-label={label}>
      <View className="stepper-label">{label}</View>
      {key('minus', `${label}减一${unit}`, value - 1)}
      <View className="stepper-value num" aria-live="polite">
        {value}
        <Text className="stepper-unit">{unit}</Text>
      </View>
      {key('plus', `${label}加一${unit}`, value + 1)}
    </View>
  )
}

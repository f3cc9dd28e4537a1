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
  /** How much one press changes. */
  step?: number
  /** The label stands beside it already and is only spoken. */
  bare?: boolean
  /** Counting word, such as 人. */
  unit: string
}

/** Halves and tenths are no exact numbers to a computer. */
const roundedTo3 = (value: number): number => Math.round(value * 1000) / 1000

/** A small number set by thumb: two large keys and the number between them. */
export function Stepper({ label, value, onChange, least = 0, most = 99, step = 1, bare = false, unit }: Props) {
  const by = `${step === 1 ? '一' : step}${unit}`
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
      {!bare && <View className="stepper-label">{label}</View>}
      {key('minus', `${label}减${by}`, roundedTo3(value - step))}
      <View className="stepper-value num" aria-live="polite">
        {value}
        <Text className="stepper-unit">{unit}</Text>
      </View>
      {key('plus', `${label}加${by}`, roundedTo3(value + step))}
    </View>
  )
}

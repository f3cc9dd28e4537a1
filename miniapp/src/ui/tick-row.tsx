import { Text, View } from '@tarojs/components'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import { pressable } from './press.ts'
import './tick-row.css'

interface Props {
  title: string
  /** Small words beside it: why it is grey, or what to know first. */
  note?: string | undefined
  ticked: boolean
  /** Done already: cannot be ticked. */
  off?: boolean
  onTick: () => void
}

/** A whole row for a thumb to tick. */
export function TickRow({ title, note, ticked, off = false, onTick }: Props) {
  return (
    <View
      className={classNames('tick-row', ticked && 'tick-row-on', off && 'tick-row-off')}
      {...pressable(onTick, {
        role: 'switch',
        checked: ticked,
        disabled: off,
        label: note ? `${title} ${note}` : title,
      })}
    >
      <View className="tick-box">{(ticked || off) && <Icon name="check" />}</View>
      <Text className="tick-title">{title}</Text>
      {note !== undefined && <Text className="tick-note">{note}</Text>}
    </View>
  )
}

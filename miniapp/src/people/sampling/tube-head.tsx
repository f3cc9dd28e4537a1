import { Text, View } from '@tarojs/components'
import { pressable } from '../../ui/press.ts'
import { Icon } from '../../ui/icon.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Tag } from '../../ui/tag.tsx'
import { peopleIn, type KeptTube } from './swabs.ts'

/** The tube in the hand: its code, how full it is, and the way to what is in it. */
export function TubeHead({ tube, size, onList }: { tube: KeptTube; size: number; onList: () => void }) {
  const people = peopleIn(tube)
  const word =
    people > size
      ? `超了 ${people - size} 人，请换一管`
      : people === size
        ? '满了，请换一管'
        : `还能装 ${size - people} 人`
  return (
    <View
      className="card tube"
      {...pressable(onList, { label: `管 ${tube.code}，${people} 人，共装 ${size} 人，${word}，看这管里有谁` })}
    >
      <View className="tube-line">
        <View className="tube-code">
          <Text className="tube-word">管号</Text>
          <Text className="tube-number">{tube.code}</Text>
        </View>
        <Text className="tube-count num">{`${people}/${size}`}</Text>
        <View className="tube-arrow">
          <Icon name="next" />
        </View>
      </View>
      <Progress done={Math.min(people, size)} all={size} word={people < size ? word : ''} />
      {people >= size && <Tag tone={people > size ? 'bad' : 'warn'}>{word}</Tag>}
    </View>
  )
}

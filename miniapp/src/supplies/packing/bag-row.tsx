import { displayDoor } from '@gezhong/shared/people/door'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { Bag } from '@gezhong/shared/supplies/packing/contract'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'

/** How a bag stands, in a word. */
export function bagWord(bag: Bag): { tone: 'ok' | 'bad' | 'mute'; word: string } {
  if (bag.packedAt === null) return { tone: 'mute', word: '没装' }
  if (bag.state === 'cancelled') return { tone: 'bad', word: '取消了，请拆袋' }
  return bag.changedSince ? { tone: 'bad', word: '有改动，请重装' } : { tone: 'ok', word: '装好了' }
}

/** `大白菜 2斤、鸡蛋 1板`, as it goes into the bag. */
export const bagGoods = ({ lines }: Bag): string =>
  lines
    .filter(({ givenMilli }) => givenMilli > 0)
    .map(({ name, unit, givenMilli }) => `${name} ${sayQuantity(givenMilli, unit)}`)
    .join('、')

export function BagRow({ bag, onPress }: { bag: Bag; onPress: (() => void) | undefined }) {
  const { tone, word } = bagWord(bag)
  const goods = bagGoods(bag)
  return (
    <Row
      title={displayDoor(bag.door)}
      note={[goods, bag.note].filter((part) => part !== '').join(' · ')}
      end={
        <>
          {bag.priority && <Tag tone="warn">先照顾</Tag>}
          <Tag tone={tone}>{word}</Tag>
        </>
      }
      label={`${displayDoor(bag.door)}，${word}，${goods}`}
      {...(onPress === undefined ? {} : { onPress })}
    />
  )
}

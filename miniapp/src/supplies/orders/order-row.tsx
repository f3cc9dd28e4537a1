import { Text } from '@tarojs/components'
import { sayFen } from '@gezhong/shared/money'
import { asGiven } from '@gezhong/shared/supplies/amounts'
import { displayDoor } from '@gezhong/shared/people/door'
import { type Order, ORDER_SOURCE_WORDS } from '@gezhong/shared/supplies/orders/contract'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { goodsWords } from '../goods-words.ts'

interface Props {
  order: Order
  /** Only this thing of it is shown. */
  item: string | null
  onPress: () => void
}

/** A door and what it ordered; tapped, the order itself. */
export function OrderRow({ order, item, onPress }: Props) {
  const { door, lines, amountFen, note, source, priority } = order
  const shown = item === null ? lines : lines.filter(({ itemId }) => itemId === item)
  const goods = goodsWords(asGiven(shown), '')
  return (
    <Row
      title={displayDoor(door)}
      note={[goods, note, ORDER_SOURCE_WORDS[source]].filter((part) => part !== '').join(' · ')}
      end={
        <>
          {priority && <Tag tone="warn">先照顾</Tag>}
          <Text className="num">
            {sayFen(item === null ? amountFen : shown.reduce((sum, one) => sum + one.amountFen, 0))}
          </Text>
        </>
      }
      label={`${displayDoor(door)}，${goods}，${sayFen(amountFen)}`}
      onPress={onPress}
    />
  )
}

import { Text } from '@tarojs/components'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { StallItem } from '@gezhong/shared/supplies/stalls/contract'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Row } from '../../ui/row.tsx'

export const isWanted = ({ orderedMilli }: StallItem): boolean => orderedMilli > 0

/** How much of each thing is ordered: what has to be bought. */
export function Totals({ items, onChoose }: { items: readonly StallItem[]; onChoose: (itemId: string) => void }) {
  const wanted = items.filter(isWanted)
  return (
    <Card>
      {wanted.length === 0 && <Empty icon="list" title="还没有人订" text="有人订了，这里就有每样多少" />}
      {wanted.map(({ id, name, unit, orderedMilli, leftMilli }) => (
        <Row
          key={id}
          title={name}
          note={leftMilli === null ? undefined : leftMilli === 0 ? '卖完了' : `还剩 ${sayQuantity(leftMilli, unit)}`}
          end={<Text className="num">{sayQuantity(orderedMilli, unit)}</Text>}
          label={`${name}，订了 ${sayQuantity(orderedMilli, unit)}，看谁要`}
          onPress={() => onChoose(id)}
        />
      ))}
    </Card>
  )
}

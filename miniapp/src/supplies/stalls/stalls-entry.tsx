import { listStalls } from '@gezhong/shared/supplies/stalls/contract'
import { isSelling } from '@gezhong/shared/supplies/stalls/selling'
import { go } from '../../platform/navigation.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { cutOffWords } from '../stall-words.ts'
import { stallsPath } from '../supplies-paths.ts'

/** The way to the vegetables, on everybody's first screen; it says until when one orders. */
export function StallsEntry() {
  const { data } = useRead(listStalls, { query: { size: 5 } }, { keep: true, every: 6 * POLL_MS })
  const selling = data?.rows.find(isSelling)
  return (
    <Card>
      <Row
        icon="box"
        title="买菜"
        note={selling === undefined ? '爱心菜吧开卖了，这里就有' : `${selling.title} · ${cutOffWords(selling)}`}
        end={selling !== undefined && <Tag tone="ok">正在卖</Tag>}
        onPress={() => go(stallsPath)}
      />
    </Card>
  )
}

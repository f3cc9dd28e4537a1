import { View } from '@tarojs/components'
import type { OrderChainView } from '@gezhong/shared/supplies/order-chains/contract'
import { Card } from '../../ui/card.tsx'
import { Figures } from '../../ui/figures.tsx'
import '../../ui/chain-bar.css'

/** What confirming does, in households. */
export function Counts({ view: { counts, toSettle }, reading }: { view: OrderChainView; reading: boolean }) {
  return (
    <Card>
      <Figures
        figures={[
          { word: '新订', value: counts.new },
          { word: '改单', value: counts.changed },
          { word: '退单', value: counts.cancelled },
          { word: '没变', value: counts.same },
          { word: '要核对', value: toSettle + counts.conflict + counts.refused, alarm: true },
        ]}
      />
      {reading && (
        <View className="reading" role="status">
          正在核对…
        </View>
      )}
    </Card>
  )
}

/** Of a chain that is only looked at: that settling needs its text. */
export function LastPaste({ view: { toSettle, lines } }: { view: OrderChainView }) {
  return (
    <Card title="上次贴的接龙">
      {toSettle > 0
        ? `${lines.length} 条，其中 ${toSettle} 条没对上。要改，再贴一次接龙`
        : `${lines.length} 条都对上了。群里又有人接，再贴一次就行`}
    </Card>
  )
}

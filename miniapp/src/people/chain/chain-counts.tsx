import { View } from '@tarojs/components'
import type { ChainView } from '@gezhong/shared/people/chain/contract'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { Figures } from '../../ui/figures.tsx'

/** What this paste changes against the one before; of a chain that is only looked at, what it holds. */
export function ChainCounts({ view, pasted, reading }: { view: ChainView; pasted: boolean; reading: boolean }) {
  const { counts } = view
  const toSettle = { word: '要核对', value: counts.toSettle, alarm: true }
  const held = { word: '记下', value: view.lines.length }
  return (
    <Card>
      <Figures
        figures={
          pasted
            ? [
                { word: '新增', value: counts.new },
                { word: '改了', value: counts.changed },
                { word: '没变', value: counts.same },
                { word: '少了', value: counts.gone, alarm: true },
                toSettle,
              ]
            : [held, toSettle]
        }
      />
      {counts.replacesOwn > 0 && (
        <Banner
          tone="warn"
          title={`${counts.replacesOwn} 户本人报的数和接龙不一样`}
          text={`${pasted ? '确认后' : ''}按接龙的算。拿不准的，先打电话问一声`}
        />
      )}
      {reading && (
        <View className="reading" role="status">
          正在核对…
        </View>
      )}
    </Card>
  )
}

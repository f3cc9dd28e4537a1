import { View } from '@tarojs/components'
import type { ChainView } from '@gezhong/shared/people/chain/contract'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { Figures } from '../../ui/figures.tsx'

/** What this paste changes against the one before. */
export function ChainCounts({ view, reading }: { view: ChainView; reading: boolean }) {
  const { counts } = view
  return (
    <Card>
      <Figures
        figures={[
          { word: '新增', value: counts.new },
          { word: '改了', value: counts.changed },
          { word: '没变', value: counts.same },
          { word: '少了', value: counts.gone, alarm: true },
          { word: '要核对', value: counts.toSettle, alarm: true },
        ]}
      />
      {counts.replacesOwn > 0 && (
        <Banner
          tone="warn"
          title={`${counts.replacesOwn} 户本人报的数和接龙不一样`}
          text="确认后按接龙的算。拿不准的，先打电话问一声"
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

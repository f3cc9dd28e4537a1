import { Text, View } from '@tarojs/components'
import { displayDoor } from '@gezhong/shared/people/door'
import { sayFen } from '@gezhong/shared/money'
import { CHAIN_DOING_WORDS, type HouseholdPlan } from '@gezhong/shared/supplies/order-chains/contract'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Tag } from '../../ui/tag.tsx'
import { goodsWords } from '../goods-words.ts'
import { GoodsText } from '../goods-text.tsx'
import { DOING_TONES } from '@gezhong/shared/supplies/order-chains/chain-tones'
import '../../ui/line-card.css'

interface Props {
  plan: HouseholdPlan
  /** What was said already of a household that ordered otherwise. */
  settled: 'chain' | 'order' | null
  /** Null: nothing is pasted, and nothing to be settled. */
  onSettle: ((householdId: string, counts: 'chain' | 'order' | null) => void) | null
}

const SETTLED_WORDS = { chain: '按群里的算', order: '按网上的算' } as const

/** What confirming does for one household, in amounts and money, and why not where it cannot. */
export function PlanCard({ plan, settled, onSettle }: Props) {
  const { householdId, door, doing, goods, ordered, amountFen, problem } = plan
  const tone = DOING_TONES[doing]
  const place = displayDoor(door)
  return (
    <Card tone={tone}>
      <View className="line-head">
        <Text className={tone === 'mute' ? 'line-title line-quiet' : 'line-title'}>{place}</Text>
        <Tag tone={tone}>{CHAIN_DOING_WORDS[doing]}</Tag>
      </View>
      <View className="plan-goods">
        <Text className="plan-words">
          <GoodsText>{goodsWords(goods, '都不要了')}</GoodsText>
        </Text>
        {(doing === 'new' || doing === 'changed') && <Text className="num plan-sum">{sayFen(amountFen)}</Text>}
      </View>
      {ordered.length > 0 && doing !== 'cancelled' && (
        <Text className="line-small">{`${doing === 'conflict' ? '网上订的' : '原来'}：${goodsWords(ordered, '没有')}`}</Text>
      )}
      {problem !== null && <Text className="line-small plan-problem">{problem}</Text>}
      {onSettle !== null && (settled !== null || doing === 'conflict') && (
        <View className="line-foot">
          <Text className="line-matter">{settled === null ? '哪个算？问一声再定' : SETTLED_WORDS[settled]}</Text>
          {settled !== null ? (
            <Button kind="plain" shape="pill" label={`${place} 重新定`} onPress={() => onSettle(householdId, null)}>
              重新定
            </Button>
          ) : (
            <>
              <Button
                kind="plain"
                shape="pill"
                label={`${place} 群里的算`}
                onPress={() => onSettle(householdId, 'chain')}
              >
                群里的算
              </Button>
              <Button
                kind="plain"
                shape="pill"
                label={`${place} 网上的算`}
                onPress={() => onSettle(householdId, 'order')}
              >
                网上的算
              </Button>
            </>
          )}
        </View>
      )}
    </Card>
  )
}

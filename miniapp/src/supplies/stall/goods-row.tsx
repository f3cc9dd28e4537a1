import { Text, View } from '@tarojs/components'
import { sayFen } from '@gezhong/shared/money'
import { MILLI, MOST_MILLI, sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { StallItem } from '@gezhong/shared/supplies/stalls/contract'
import { Stepper } from '../../ui/stepper.tsx'
import './goods-row.css'

interface Props {
  item: StallItem
  /** Chosen, in thousandths; null: nothing can be chosen here. */
  milli: number | null
  /** Of it ordered already: those are not taken from what is left. */
  heldMilli: number
  problem: string | undefined
  onChange: (milli: number) => void
}

function leftWords({ leftMilli, limitMilli, unit }: StallItem): string {
  const left = leftMilli === null ? '' : leftMilli === 0 ? '卖完了' : `还剩 ${sayQuantity(leftMilli, unit)}`
  const limit = limitMilli === null ? '' : `每户最多 ${sayQuantity(limitMilli, unit)}`
  return [left, limit].filter(Boolean).join(' · ')
}

/** One thing on sale: what it costs, how much is left, and the keys to choose it. */
export function GoodsRow({ item, milli, heldMilli, problem, onChange }: Props) {
  const { name, unit, priceFen, stepMilli, limitMilli, leftMilli } = item
  const most = Math.max(
    heldMilli,
    Math.min(limitMilli ?? MOST_MILLI, leftMilli === null ? MOST_MILLI : leftMilli + heldMilli),
  )
  const words = leftWords(item)
  return (
    <View className="goods">
      <View className="goods-words">
        <Text className="goods-name">{name}</Text>
        <Text className="goods-price num">{`${sayFen(priceFen)}/${unit}`}</Text>
        {words !== '' && <Text className={leftMilli === 0 ? 'goods-left goods-gone' : 'goods-left'}>{words}</Text>}
        {problem !== undefined && (
          <View className="goods-problem" role="alert">
            {problem}
          </View>
        )}
      </View>
      {milli !== null && (
        <Stepper
          label={name}
          bare
          value={milli / MILLI}
          step={stepMilli / MILLI}
          most={most / MILLI}
          unit={unit}
          onChange={(value) => onChange(Math.round(value * MILLI))}
        />
      )}
    </View>
  )
}

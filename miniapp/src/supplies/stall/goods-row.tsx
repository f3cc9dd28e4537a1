import { Text, View } from '@tarojs/components'
import { memo } from 'react'
import { sayFen } from '@gezhong/shared/money'
import { MILLI, MOST_MILLI, sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { StallItem } from '@gezhong/shared/supplies/stalls/contract'
import { Stepper } from '../../ui/stepper.tsx'
import { Thumb } from '../../ui/thumb.tsx'
import { itemPhoto } from '../item-photo.ts'
import './goods-row.css'

interface Props {
  item: StallItem
  /** Chosen, in thousandths. */
  milli?: number
  /** Of it ordered already: those are not taken from what is left. */
  heldMilli?: number
  problem?: string | undefined
  /** Something of the menu has a photo: each row keeps room for its own. */
  pictured: boolean
  /** Null where nothing can be chosen. */
  onChange: ((itemId: string, milli: number) => void) | null
}

const leftWords = (leftMilli: number, unit: string): string =>
  leftMilli === 0 ? '卖完了' : `还剩 ${sayQuantity(leftMilli, unit)}`

/** As much as a household may choose: what is left beside what it holds, within its limit; never less than it holds. */
const mostOf = ({ limitMilli, leftMilli }: StallItem, heldMilli: number): number =>
  Math.max(heldMilli, Math.min(limitMilli ?? MOST_MILLI, leftMilli === null ? MOST_MILLI : leftMilli + heldMilli))

/** One thing on sale, drawn again only when it changes: what it costs, how much is left, and the keys to choose it. */
export const GoodsRow = memo(function GoodsRow({ item, milli = 0, heldMilli = 0, problem, pictured, onChange }: Props) {
  const { id, name, unit, priceFen, stepMilli, limitMilli, leftMilli } = item
  return (
    <View className="goods">
      {pictured && <Thumb source={itemPhoto(item)} name={name} />}
      <View className="goods-words">
        <Text className="goods-name">{name}</Text>
        <Text className="goods-price num">{`${sayFen(priceFen)}/${unit}`}</Text>
        {leftMilli !== null && (
          <Text className={leftMilli === 0 ? 'goods-left goods-gone' : 'goods-left'}>{leftWords(leftMilli, unit)}</Text>
        )}
        {limitMilli !== null && <Text className="goods-left">{`每户最多 ${sayQuantity(limitMilli, unit)}`}</Text>}
        {problem !== undefined && (
          <View className="goods-problem" role="alert">
            {problem}
          </View>
        )}
      </View>
      {onChange !== null && (
        <Stepper
          label={name}
          bare
          value={milli / MILLI}
          step={stepMilli / MILLI}
          most={mostOf(item, heldMilli) / MILLI}
          unit={unit}
          onChange={(value) => onChange(id, Math.round(value * MILLI))}
        />
      )}
    </View>
  )
})

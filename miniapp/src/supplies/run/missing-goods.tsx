import { View } from '@tarojs/components'
import { useState } from 'react'
import { MILLI, sayQuantity, usualStep } from '@gezhong/shared/supplies/amounts'
import type { Stop } from '@gezhong/shared/supplies/deliveries/contract'
import { Button, Buttons } from '../../ui/button.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import type { Missing } from './use-run.ts'

interface Props {
  bags: readonly Stop[]
  onBack: () => void
  onDone: (missing: ReadonlyMap<string, Missing>) => void
}

/** How much of what is not in the bags; the rest is handed over. */
export function MissingGoods({ bags, onBack, onDone }: Props) {
  const [lacks, setLacks] = useState<Readonly<Record<string, number>>>({})
  const keyOf = (bag: Stop, itemId: string) => `${bag.voucherId} ${itemId}`
  const lackOf = (bag: Stop, itemId: string) => lacks[keyOf(bag, itemId)] ?? 0
  const missing = new Map(
    bags.map((bag): [string, Missing] => [
      bag.voucherId,
      bag.goods.flatMap(({ itemId }) => {
        const milli = lackOf(bag, itemId)
        return milli === 0 ? [] : [{ itemId, milli }]
      }),
    ]),
  )
  const isNone = [...missing.values()].every((lacking) => lacking.length === 0)
  return (
    <View className="hand-over">
      <View className="hand-over-title">少了什么、少多少</View>
      <View className="hand-over-list">
        {bags.flatMap((bag) =>
          bag.goods.map(({ itemId, name, unit, milli }) => {
            const step = usualStep(unit)
            return (
              <Stepper
                key={keyOf(bag, itemId)}
                label={`${name} 共 ${sayQuantity(milli, unit)}`}
                unit={unit}
                value={lackOf(bag, itemId) / MILLI}
                step={step / MILLI}
                // Weighed goods seldom end on a step: the last one takes what is left.
                most={(Math.ceil(milli / step) * step) / MILLI}
                onChange={(next) =>
                  setLacks({ ...lacks, [keyOf(bag, itemId)]: Math.min(Math.round(next * MILLI), milli) })
                }
              />
            )
          }),
        )}
      </View>
      <Buttons>
        <Button kind="plain" onPress={onBack}>
          返回
        </Button>
        <Button disabled={isNone} onPress={() => onDone(missing)}>
          其余的已交付
        </Button>
      </Buttons>
    </View>
  )
}

import { Text, View } from '@tarojs/components'
import { sayFen } from '@gezhong/shared/money'
import { Button } from '../../ui/button.tsx'
import type { Cart } from './use-cart.ts'
import './goods-row.css'

/** What the choice costs, and the key that orders it. */
export function CartBar({ cart, held, onPlace }: { cart: Cart; held: boolean; onPlace: () => void }) {
  const { basket } = cart
  const none = basket.lines.length === 0
  const blocked = basket.problems.length > 0
  const word = held ? (cart.differs ? '改成这样' : '已经订好') : none ? '先选菜' : '下单'
  return (
    <View className="cart-bar">
      <View className="cart-sum" aria-live="polite">
        <Text className="cart-amount num">{sayFen(basket.amountFen)}</Text>
        <Text className="cart-count">{`${basket.lines.length} 样，送到付`}</Text>
      </View>
      <View className="cart-key">
        <Button busy={cart.busy} disabled={none || blocked || (held && !cart.differs)} onPress={onPlace}>
          {word}
        </Button>
      </View>
    </View>
  )
}

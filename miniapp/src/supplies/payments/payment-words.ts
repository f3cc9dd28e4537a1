import { sayFen } from '@gezhong/shared/money'
import { WAY_WORDS, type Due, type Payment } from '@gezhong/shared/supplies/payments/contract'

type Money = Pick<Due, 'openFen' | 'overpaidFen'>

/** `还欠 ¥3.00`, `要退 ¥3.00`, `两清`. */
export function standWords({ openFen, overpaidFen }: Money): string {
  if (openFen > 0) return `还欠 ${sayFen(openFen)}`
  return overpaidFen > 0 ? `要退 ${sayFen(overpaidFen)}` : '两清'
}

export const standTone = ({ openFen, overpaidFen }: Money): 'ok' | 'warn' | 'bad' =>
  openFen > 0 ? 'warn' : overpaidFen > 0 ? 'bad' : 'ok'

/** `现金，收 ¥20.00，找 ¥1.50`. */
export function paymentWords({ way, takenFen, changeFen, takesBack }: Payment): string {
  if (takesBack !== null) return `撤回 ${WAY_WORDS[way]} ${sayFen(Math.abs(takenFen - changeFen))}`
  const parts = [
    WAY_WORDS[way],
    takenFen > 0 && `收 ${sayFen(takenFen)}`,
    changeFen > 0 && `${takenFen > 0 ? '找' : '退'} ${sayFen(changeFen)}`,
  ]
  return parts.filter((part) => part !== false).join('，')
}

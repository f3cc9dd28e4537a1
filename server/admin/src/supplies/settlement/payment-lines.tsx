import { sayFen } from '@gezhong/shared/money'
import { WAY_WORDS, type Payment } from '@gezhong/shared/supplies/payments/contract'
import { Button } from 'antd'
import { whenWords } from '../../ui/time-words.ts'

/** `现金 收 ¥20.00 找 ¥1.50`. */
export function paymentWords({ way, takenFen, changeFen, takesBack }: Payment): string {
  if (takesBack !== null) return `撤回 ${WAY_WORDS[way]} ${sayFen(Math.abs(takenFen - changeFen))}`
  const taken = takenFen === 0 ? '' : ` 收 ${sayFen(takenFen)}`
  return `${WAY_WORDS[way]}${taken}${changeFen === 0 ? '' : ` ${takenFen === 0 ? '退' : '找'} ${sayFen(changeFen)}`}`
}

export function PaymentLines({
  rows,
  onTakeBack,
}: {
  rows: readonly Payment[]
  onTakeBack: (payment: Payment) => void
}) {
  if (rows.length === 0) return null
  return (
    <section className="stack">
      <h3>收过的</h3>
      <ol className="payment-list" aria-label="收过的">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="row apart">
              <span className={row.isTakenBack ? 'gone-text num' : 'num'}>{paymentWords(row)}</span>
              {row.isTakenBack || row.takesBack !== null ? null : (
                <Button size="small" type="text" onClick={() => onTakeBack(row)}>
                  撤回
                </Button>
              )}
            </span>
            <span className="quiet small num">
              {whenWords(row.at)} · {row.collectorName}
              {row.reason === '' ? '' : ` · ${row.reason}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

import { sayFen } from '@gezhong/shared/money'
import { CHANGE_SOURCE_WORDS, orderHistory } from '@gezhong/shared/supplies/orders/contract'
import { asGiven, sayGoods } from '@gezhong/shared/supplies/amounts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { whenWords } from '../../ui/time-words.ts'

/** Everything that was said about an order, newest first. */
export function OrderHistory({ id }: { id: string }) {
  const { data, error, refetch } = useRead(orderHistory, { params: { id } })
  return (
    <section className="stack">
      <h3>改动记录</h3>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data === undefined ? (
        error ? null : (
          <Skeleton lines={3} />
        )
      ) : (
        <ol className="order-history" aria-label="改动记录">
          {data.changes.map((change) => (
            <li key={change.revision}>
              <span className="quiet small num">
                {whenWords(change.at)} · {change.byName} · {CHANGE_SOURCE_WORDS[change.source]}
              </span>
              {change.state === 'cancelled' ? (
                <span className="bad-text">取消了</span>
              ) : (
                <span>
                  {sayGoods(asGiven(change.lines))} <span className="num">{sayFen(change.amountFen)}</span>
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

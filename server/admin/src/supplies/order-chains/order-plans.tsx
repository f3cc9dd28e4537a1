import { displayDoor } from '@gezhong/shared/people/door'
import { sayFen } from '@gezhong/shared/money'
import { sayGoods } from '@gezhong/shared/supplies/amounts'
import { DOING_TONES } from '@gezhong/shared/supplies/order-chains/chain-tones'
import {
  CHAIN_DOING_WORDS,
  type ChainDoing,
  type HouseholdPlan,
  type OrderChainView,
} from '@gezhong/shared/supplies/order-chains/contract'
import { Button } from 'antd'
import { memo, useState } from 'react'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag } from '../../ui/tag.tsx'
import { toneOf } from './tone-of.ts'

/** What needs a person first. */
const ORDER: readonly ChainDoing[] = ['conflict', 'refused', 'new', 'changed', 'cancelled', 'same']
const AT_ONCE = 300

type Settled = readonly { householdId: string; counts: 'chain' | 'order' }[]
type Settle = ((householdId: string, counts: 'chain' | 'order' | null) => void) | null

/** What confirming does for every household; where it ordered otherwise, a person says which counts. */
export const OrderPlans = memo(function OrderPlans({
  view,
  settled,
  onSettle,
}: {
  view: OrderChainView
  settled: Settled
  onSettle: Settle
}) {
  const [shown, setShown] = useState<ChainDoing | 'all'>('all')
  const [most, setMost] = useState(AT_ONCE)
  const saidOf = new Map(settled.map(({ householdId, counts }) => [householdId, counts]))
  const plans = view.plans
    .filter(({ doing }) => shown === 'all' || doing === shown)
    .toSorted((one, other) => ORDER.indexOf(one.doing) - ORDER.indexOf(other.doing))
  return (
    <>
      <div className="filter-bar chain-chips">
        <Chip isOn={shown === 'all'} onClick={() => setShown('all')}>
          全部 {view.plans.length}
        </Chip>
        {ORDER.filter((doing) => view.counts[doing] > 0).map((doing) => (
          <Chip key={doing} isOn={shown === doing} onClick={() => setShown(doing)}>
            {CHAIN_DOING_WORDS[doing]} {view.counts[doing]}
          </Chip>
        ))}
      </div>
      {plans.length === 0 ? (
        <Empty icon="check" title={view.plans.length === 0 ? '还没有对上一户' : '这一类没有'} />
      ) : null}
      <ol className="chain-lines">
        {plans.slice(0, most).map((plan) => (
          <Plan key={plan.householdId} plan={plan} said={saidOf.get(plan.householdId) ?? null} onSettle={onSettle} />
        ))}
      </ol>
      {plans.length > most ? (
        <Button onClick={() => setMost(most + AT_ONCE)}>再看 {Math.min(AT_ONCE, plans.length - most)} 户</Button>
      ) : null}
    </>
  )
})

const SAID = { chain: '按群里的算', order: '按网上的算' } as const

function Plan({
  plan: { householdId, door, doing, goods, ordered, amountFen, problem },
  said,
  onSettle,
}: {
  plan: HouseholdPlan
  said: 'chain' | 'order' | null
  onSettle: Settle
}) {
  const place = displayDoor(door)
  return (
    <li className="order-plan">
      <b className="order-plan-door">{place}</b>
      <div className="chain-words">
        <p>{goods.length === 0 ? '都不要了' : sayGoods(goods)}</p>
        {ordered.length > 0 && doing !== 'cancelled' ? (
          <p className="small quiet">
            {doing === 'conflict' ? '网上订的' : '原来'}：{sayGoods(ordered)}
          </p>
        ) : null}
        {problem === null ? null : <p className="small bad-text">{problem}</p>}
        {onSettle && (said !== null || doing === 'conflict') ? (
          <p className="row small">
            <span className="quiet">{said === null ? '哪个算？问一声再定' : SAID[said]}</span>
            {said === null ? (
              (['chain', 'order'] as const).map((counts) => (
                <Button
                  key={counts}
                  size="small"
                  aria-label={`${place} ${counts === 'chain' ? '群里的算' : '网上的算'}`}
                  onClick={() => onSettle(householdId, counts)}
                >
                  {counts === 'chain' ? '群里的算' : '网上的算'}
                </Button>
              ))
            ) : (
              <Button size="small" aria-label={`${place} 重新定`} onClick={() => onSettle(householdId, null)}>
                重新定
              </Button>
            )}
          </p>
        ) : null}
      </div>
      <span className="num order-plan-sum">{doing === 'new' || doing === 'changed' ? sayFen(amountFen) : ''}</span>
      <Tag tone={toneOf(DOING_TONES[doing])}>{CHAIN_DOING_WORDS[doing]}</Tag>
    </li>
  )
}

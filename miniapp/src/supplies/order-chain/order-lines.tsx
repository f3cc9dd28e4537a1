import { useState } from 'react'
import type { HouseholdPlan, OrderChainView } from '@gezhong/shared/supplies/order-chains/contract'
import { HouseholdSearch } from '../../people/household-search.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { needsPerson } from '@gezhong/shared/supplies/order-chains/chain-tones'
import { OrderLineCard } from './order-line-card.tsx'
import { PlanCard } from './plan-card.tsx'
import type { OrderChain } from './use-order-chain.ts'

type Part = 'lines' | 'person' | 'doors'

/** More at once makes WeChat stutter: every card is a dozen nodes. */
const STEP = 40

const ORDER = ['conflict', 'refused', 'new', 'changed', 'cancelled', 'same'] as const
const rank = ({ doing }: HouseholdPlan) => ORDER.indexOf(doing)

/** The chain line by line, what of it waits for a person, and what becomes of every household. */
export function OrderLines({ view, chain }: { view: OrderChainView; chain: OrderChain }) {
  const [part, setPart] = useState<Part>('lines')
  const [shown, setShown] = useState(STEP)
  const [searching, setSearching] = useState<string | null>(null)
  if (view.lines.length === 0)
    return (
      <Card>
        <Empty icon="paste" title="没有看出接龙" text="一行一户，例如：1. 中区32号 白菜2斤；请检查贴的是不是接龙" />
      </Card>
    )
  const planOf = new Map(view.plans.map((plan) => [plan.householdId, plan]))
  const waiting = { lines: view.lines.filter(({ toSettle }) => toSettle), plans: view.plans.filter(needsPerson) }
  const lines = part === 'lines' ? view.lines : part === 'person' ? waiting.lines : []
  const plans =
    part === 'doors' ? view.plans.toSorted((a, b) => rank(a) - rank(b)) : part === 'person' ? waiting.plans : []
  const total = lines.length + plans.length
  return (
    <>
      <Segmented<Part>
        label="怎么看"
        value={part}
        onChange={(next) => {
          setPart(next)
          setShown(STEP)
        }}
        options={[
          { value: 'lines', word: '每一条', count: view.lines.length },
          { value: 'person', word: '要核对', count: waiting.lines.length + waiting.plans.length },
          { value: 'doors', word: '按户', count: view.plans.length },
        ]}
      />
      {total === 0 && (
        <Card>
          <Empty
            icon={part === 'person' ? 'done' : 'home'}
            title={part === 'person' ? '没有要核对的' : '还没有对上一户'}
            text={part === 'person' ? '可以直接确认' : '先在“要核对”里定好门牌'}
          />
        </Card>
      )}
      {plans.slice(0, shown).map((plan) => (
        <PlanCard
          key={plan.householdId}
          plan={plan}
          settled={chain.settledOf(plan.householdId)}
          onSettle={chain.pasted ? chain.settle : null}
        />
      ))}
      {lines.slice(0, Math.max(0, shown - plans.length)).map((line) => (
        <OrderLineCard
          key={line.key}
          line={line}
          plan={line.household === null ? undefined : planOf.get(line.household.householdId)}
          pasted={chain.text}
          fix={chain.fixOf(line.key)}
          onSay={chain.say}
          onSearch={setSearching}
        />
      ))}
      {shown < total && (
        <Card>
          <Button kind="plain" onPress={() => setShown(shown + STEP)}>
            {`再看 ${Math.min(STEP, total - shown)} 条（共 ${total} 条）`}
          </Button>
        </Card>
      )}
      {searching !== null && (
        <Sheet title="这一条是哪户？" onClose={() => setSearching(null)}>
          <HouseholdSearch
            gridId={view.gridId}
            onChoose={({ id }) => {
              chain.say(searching, { householdId: id })
              setSearching(null)
            }}
          />
        </Sheet>
      )}
    </>
  )
}

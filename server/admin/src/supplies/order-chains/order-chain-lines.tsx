import { displayDoor } from '@gezhong/shared/people/door'
import { sayGoods } from '@gezhong/shared/supplies/amounts'
import { lineState } from '@gezhong/shared/supplies/order-chains/chain-tones'
import type {
  HouseholdPlan,
  OrderChainLine,
  OrderChainView,
  OrderLineFix,
} from '@gezhong/shared/supplies/order-chains/contract'
import { Button } from 'antd'
import { memo, useMemo, useState } from 'react'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { MarkedWords } from '../../ui/marked-words.tsx'
import { MendLine } from '../../ui/mend-line.tsx'
import { Tag } from '../../ui/tag.tsx'
import { toneOf } from './tone-of.ts'
import type { LineWord } from './use-order-chain.ts'

const SHOWN = [
  { key: 'all', words: '全部', fits: () => true },
  { key: 'settle', words: '要核对', fits: (line: OrderChainLine) => line.toSettle },
  { key: 'new', words: '新的', fits: (line: OrderChainLine) => line.isNew },
] as const

const LINES_AT_ONCE = 300

type Say = ((key: string, word: LineWord | null) => void) | null

/** Every line with what was read in it; in place one says whose it is, rewords it or leaves it out. */
export const OrderChainLines = memo(function OrderChainLines({
  view,
  fixes,
  wordsOf,
  onSay,
}: {
  view: OrderChainView
  fixes: readonly OrderLineFix[]
  wordsOf: (line: OrderChainLine) => string
  /** Null: nothing is pasted, and nothing to be mended. */
  onSay: Say
}) {
  const [shown, setShown] = useState<(typeof SHOWN)[number]['key']>('all')
  const [mending, setMending] = useState<string | null>(null)
  const [most, setMost] = useState(LINES_AT_ONCE)
  const planOf = useMemo(() => new Map(view.plans.map((plan) => [plan.householdId, plan])), [view.plans])
  const fixOf = useMemo(() => new Map(fixes.map((fix) => [fix.key, fix])), [fixes])
  const lines = view.lines.filter(SHOWN.find(({ key }) => key === shown)?.fits ?? (() => true))
  return (
    <>
      <div className="filter-bar chain-chips">
        {SHOWN.map(({ key, words, fits }) => {
          const count = view.lines.filter(fits).length
          return count === 0 && key !== 'all' ? null : (
            <Chip key={key} isOn={shown === key} onClick={() => setShown(key)}>
              {words} {count}
            </Chip>
          )
        })}
      </div>
      {lines.length === 0 ? <Empty icon="check" title="这一类没有" /> : null}
      <ol className="chain-lines">
        {lines.slice(0, most).map((line) => (
          <Line
            key={line.key}
            line={line}
            plan={line.household === null ? undefined : planOf.get(line.household.householdId)}
            fix={fixOf.get(line.key)}
            words={mending === line.key ? wordsOf(line) : null}
            onMend={setMending}
            onSay={onSay}
          />
        ))}
      </ol>
      {lines.length > most ? (
        <Button onClick={() => setMost(most + LINES_AT_ONCE)}>
          再看 {Math.min(LINES_AT_ONCE, lines.length - most)} 条（还有 {lines.length - most} 条）
        </Button>
      ) : null}
    </>
  )
})

type LineProps = {
  line: OrderChainLine
  /** What confirming does for its household. */
  plan: HouseholdPlan | undefined
  /** What was said of it on this desk. */
  fix: OrderLineFix | undefined
  /** The words to mend; null while the line is only shown. */
  words: string | null
  onMend: (key: string | null) => void
  onSay: Say
}

const Line = memo(function Line({ line, plan, fix, words, onMend, onSay }: LineProps) {
  const { tone, word } = lineState(line, plan)
  return (
    <li className={line.verdict === 'dismissed' ? 'chain-line gone' : 'chain-line'}>
      <span className="chain-number quiet num">{line.index ?? line.line}</span>
      <div className="chain-words">
        {words === null ? (
          <p>
            <MarkedWords text={line.text} spans={line.spans} />
          </p>
        ) : (
          <MendLine
            words={words}
            onDone={(text) => {
              onSay?.(line.key, text.trim() === '' ? null : { text, dismissed: false })
              onMend(null)
            }}
            onCancel={() => onMend(null)}
          />
        )}
        {line.fix === null || words !== null ? null : <p className="small good-text">改读成：{line.fix}</p>}
        <Meant line={line} />
        {line.verdict === 'ok' && plan?.problem != null ? <p className="small bad-text">{plan.problem}</p> : null}
        {onSay && words === null ? <Words line={line} fix={fix} onSay={onSay} /> : null}
      </div>
      <div className="chain-tags">
        {line.isNew && onSay ? <Tag tone="info">新的</Tag> : null}
        <Tag tone={toneOf(tone)}>{word}</Tag>
        {onSay && words === null ? (
          <button
            type="button"
            className="line-edit"
            aria-label="改这一行"
            title="改这一行"
            onClick={() => onMend(line.key)}
          >
            <Icon name="edit" size={14} />
          </button>
        ) : null}
      </div>
    </li>
  )
})

/** Who writes a door needs no number to be given vegetables. */
const NO_MATTER = 'no-phone'

/** Whose it was taken to be, what was read, and why it needs a person. */
function Meant({ line: { household, goods, toSettle, reasons } }: { line: OrderChainLine }) {
  const words = [
    ...(household === null ? [] : [displayDoor(household.door)]),
    ...(goods.length === 0 ? [] : [sayGoods(goods)]),
    ...(toSettle ? reasons.filter(({ code }) => code !== NO_MATTER).map(({ sentence }) => sentence) : []),
  ]
  return words.length === 0 ? null : <p className="small quiet">{[...new Set(words)].join(' · ')}</p>
}

/** Whose it is, that it counts for nothing, or that what was said counts no longer. */
function Words({
  line: { key, toSettle, candidates },
  fix,
  onSay,
}: {
  line: OrderChainLine
  fix: OrderLineFix | undefined
  onSay: NonNullable<Say>
}) {
  if (!toSettle && fix === undefined) return null
  return (
    <p className="row small order-line-words">
      {toSettle && candidates.length > 0 ? <span className="quiet">是哪一户？</span> : null}
      {toSettle
        ? candidates.map(({ householdId, door }) => (
            <Button key={householdId} size="small" onClick={() => onSay(key, { householdId })}>
              {displayDoor(door)}
            </Button>
          ))
        : null}
      {fix === undefined ? (
        <Button size="small" onClick={() => onSay(key, { dismissed: true })}>
          不算数
        </Button>
      ) : (
        <Button size="small" onClick={() => onSay(key, null)}>
          还原
        </Button>
      )}
    </p>
  )
}

import type { CandidateHousehold } from '@gezhong/shared/people/chain/contract'
import {
  ChainDoing,
  type HouseholdPlan,
  type OrderChainLine,
  type OrderChainView,
} from '@gezhong/shared/supplies/order-chains/contract'
import { MILLI } from '@gezhong/shared/supplies/amounts'
import { ORDER_REASONS, type OrderReason } from '@gezhong/shared/supplies/orders/reasons'
import type { OrderVerdict } from '@gezhong/shared/supplies/orders/verdict'
import { maskSpans, maskText } from '../../security/mask-text.ts'
import type { StallItemRow } from '../stalls/queries.ts'
import type { Amounts, Plan } from './plan.ts'
import type { Place, ReadLine } from './reading.ts'

/** No message has longer lines; all of it is kept. */
const SHOWN_LENGTH = 2500
const SHOWN = ['door', 'phone', 'item', 'quantity'] as const
type Shown = (typeof SHOWN)[number]
const SETTLED: ReadonlySet<OrderVerdict> = new Set(['ok', 'duplicate', 'superseded', 'withdrawn', 'dismissed'])

const isShown = (field: string): field is Shown => (SHOWN as readonly string[]).includes(field)

function goodsOf(amounts: Amounts, items: readonly StallItemRow[]) {
  return items.flatMap(({ id, name, unit }) =>
    amounts[id] === undefined ? [] : [{ itemId: id, name, unit, milli: amounts[id] }],
  )
}

function presentLine(place: Place, line: ReadLine, before: ReadonlySet<string>): OrderChainLine {
  const { key, entry, fix, judged, fields } = line
  const byId = new Map(place.households.map((household) => [household.id, household]))
  const itemOf = new Map(place.items.map((item) => [item.name, item]))
  const candidate = (id: string): CandidateHousehold[] => {
    const household = byId.get(id)
    return household === undefined ? [] : [{ householdId: id, door: household.door, headcount: household.headcount }]
  }
  const text = entry.raw.slice(0, SHOWN_LENGTH)
  const spans = entry.spans.filter(({ end }) => end <= SHOWN_LENGTH)
  const reasons = [...new Set<OrderReason>([...fields.reasons, ...judged.reasons])]
  return {
    key,
    line: entry.line,
    index: entry.index,
    text: maskSpans(text, spans),
    spans: spans.flatMap(({ start, end, field }) => (isShown(field) ? [{ start, end, field }] : [])),
    door: fields.door,
    goods: fields.items.map(({ item, quantity }) => {
      const { id: itemId, name, unit } = itemOf.get(item)!
      return { itemId, name, unit, milli: Math.round(quantity * MILLI) }
    }),
    remark: maskText(fields.remark),
    reasons: reasons.map((code) => ({ code, sentence: ORDER_REASONS[code] })),
    verdict: judged.verdict,
    toSettle: !SETTLED.has(judged.verdict),
    household: judged.household === null ? null : (candidate(judged.household.id)[0] ?? null),
    candidates: judged.candidates.flatMap(candidate),
    isNew: !before.has(wordsOf(entry.raw)),
    fix: fix?.text == null ? null : maskText(fix.text),
  }
}

/** A line's words without the number in front of it, which changes when a list is numbered anew. */
const wordsOf = (line: string): string => line.trim().replace(/^\d{1,4}[ ]?[.、,，)）:：]?[ ]?/, '')

const presentPlan = ({ items }: Place, plan: Plan, doors: ReadonlyMap<string, string>): HouseholdPlan => {
  const { standing, doing } = plan
  const ordered = Object.fromEntries((standing?.lines ?? []).map(({ itemId, milli }) => [itemId, milli]))
  return {
    householdId: plan.householdId,
    door: doors.get(plan.householdId) ?? '',
    doing,
    goods: goodsOf(plan.amounts, items),
    ordered: standing?.row.state === 'placed' && doing !== 'same' ? goodsOf(ordered, items) : [],
    amountFen: plan.amountFen,
    problem: plan.problem,
  }
}

export function presentChain(
  place: Place,
  {
    lines,
    plans,
    textBefore,
    pastedAt,
  }: {
    lines: readonly ReadLine[]
    plans: readonly Plan[]
    textBefore: string
    pastedAt: Date | null
  },
): OrderChainView {
  const before = new Set(textBefore.split('\n').map(wordsOf))
  const shown = lines.map((line) => presentLine(place, line, before))
  const doors = new Map(place.households.map(({ id, door }) => [id, door]))
  const counts = Object.fromEntries(
    ChainDoing.options.map((doing) => [doing, plans.filter((plan) => plan.doing === doing).length]),
  ) as Record<ChainDoing, number>
  return {
    stallId: place.stall.id,
    gridId: place.gridId,
    pastedAt: pastedAt?.toISOString() ?? null,
    lines: shown,
    plans: plans.map((plan) => presentPlan(place, plan, doors)),
    counts,
    toSettle: shown.filter(({ toSettle }) => toSettle).length,
  }
}

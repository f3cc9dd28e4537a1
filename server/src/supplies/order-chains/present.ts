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
import { candidateOf as asCandidate, cut, SHOWN_LENGTH } from '../../people/chain/present.ts'
import { maskSpans, maskText } from '../../security/mask-text.ts'
import type { StallItemRow } from '../stalls/queries.ts'
import type { ChainHistory } from './history.ts'
import type { Amounts, Plan } from './plan.ts'
import type { Place, ReadLine } from './reading.ts'

const SHOWN = ['door', 'phone', 'item', 'quantity'] as const
type Shown = (typeof SHOWN)[number]
const SETTLED: ReadonlySet<OrderVerdict> = new Set(['ok', 'duplicate', 'superseded', 'withdrawn', 'dismissed'])

const isShown = (field: string): field is Shown => (SHOWN as readonly string[]).includes(field)

function goodsOf(amounts: Amounts, items: readonly StallItemRow[]) {
  return items.flatMap(({ id, name, unit }) =>
    amounts[id] === undefined ? [] : [{ itemId: id, name, unit, milli: amounts[id] }],
  )
}

/** What lines are shown with; made once for all of them. */
interface Beside {
  candidateOf: ReadonlyMap<string, CandidateHousehold>
  itemOf: ReadonlyMap<string, StallItemRow>
  /** The words of the text before. */
  before: ReadonlySet<string>
}

function presentLine(line: ReadLine, { candidateOf, itemOf, before }: Beside): OrderChainLine {
  const { key, entry, fix, judged, fields } = line
  const text = cut(entry.raw)
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
    household: candidateOf.get(judged.household?.id ?? '') ?? null,
    candidates: judged.candidates.flatMap((id) => candidateOf.get(id) ?? []),
    isNew: !before.has(wordsOf(entry.raw)),
    fix: fix?.text == null ? null : maskText(fix.text),
  }
}

/** A line's words without the number in front of it, which changes when a list is numbered anew. */
const wordsOf = (line: string): string => line.trim().replace(/^\d{1,4}[ ]?[.、,，)）:：]?[ ]?/, '')

function presentPlan({ items }: Place, plan: Plan, { candidateOf }: Beside): HouseholdPlan {
  const { standing, doing } = plan
  const ordered = Object.fromEntries((standing?.lines ?? []).map(({ itemId, milli }) => [itemId, milli]))
  return {
    householdId: plan.householdId,
    door: candidateOf.get(plan.householdId)?.door ?? '',
    doing,
    goods: goodsOf(plan.amounts, items),
    ordered: doing !== 'same' ? goodsOf(ordered, items) : [],
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
): Omit<OrderChainView, keyof ChainHistory> {
  const beside = {
    candidateOf: new Map(place.households.map((household) => [household.id, asCandidate(household)])),
    itemOf: new Map(place.items.map((item) => [item.name, item])),
    before: new Set(textBefore.split('\n').map(wordsOf)),
  }
  const shown = lines.map((line) => presentLine(line, beside))
  const counts = Object.fromEntries(
    ChainDoing.options.map((doing) => [doing, plans.filter((plan) => plan.doing === doing).length]),
  ) as Record<ChainDoing, number>
  return {
    stallId: place.stall.id,
    gridId: place.gridId,
    pastedAt: pastedAt?.toISOString() ?? null,
    lines: shown,
    plans: plans.map((plan) => presentPlan(place, plan, beside)),
    counts,
    toSettle: shown.filter(({ toSettle }) => toSettle).length,
  }
}

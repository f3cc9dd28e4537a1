import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import type { confirmOrderChain, OrderChainView } from '@gezhong/shared/supplies/order-chains/contract'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { requireTarget } from '../../people/reports/service.ts'
import { readOrdersAt, type OrderRow } from '../orders/queries.ts'
import { printOf, stoodOf, type Stood } from '../orders/put-back.ts'
import { cancelFor, holdSelling, placeFor, type How } from '../orders/service.ts'
import { sealBefore, type Deed } from './before-confirmation.ts'
import { readHistory } from './history.ts'
import { planOf, saidIn, type Amounts, type Plan } from './plan.ts'
import { presentChain } from './present.ts'
import { addPaste, readPasted, type Pasted, type Said } from './queries.ts'
import { placeOf, readLines, type OrderReader, type Place, type ReadLine } from './reading.ts'

type Paste = z.output<(typeof confirmOrderChain)['body']>

interface Prospect {
  place: Place
  before: Pasted
  lines: ReadLine[]
  plans: Plan[]
}

async function prospectOf(
  work: Work,
  place: Place,
  before: Pasted,
  paste: Paste,
  reader: OrderReader,
): Promise<Prospect> {
  const lines = await readLines(place, paste.text, paste.fixes, reader)
  const itemIdOf = new Map(place.items.map(({ id, name }) => [name, id]))
  const orders = await readOrdersAt(work.db, work.communityId, place.stall.id)
  const settled = new Map(paste.settled.map(({ householdId, counts }) => [householdId, counts]))
  return { place, before, lines, plans: planOf(saidIn(lines, itemIdOf), before.said, orders, place.items, settled) }
}

const view = async (
  work: Work,
  { place, before, lines, plans }: Prospect,
  pastedAt: Date | null,
): Promise<OrderChainView> => ({
  ...presentChain(place, { lines, plans, textBefore: before.text, pastedAt }),
  ...(await readHistory(work, place.stall.id, place.gridId)),
})

/** What confirming a text would do; without one, the text that was confirmed last, of which nothing is new. */
export async function preview(
  work: Work,
  id: string,
  gridId: string,
  pasted: Paste | null,
  reader: OrderReader,
): Promise<OrderChainView> {
  const place = await placeOf(work, id, gridId)
  const before = await readPasted(work, id, gridId)
  const paste = pasted ?? { text: before.text, fixes: [...before.fixes], settled: [] }
  return view(work, await prospectOf(work, place, before, paste, reader), before.at)
}

/** Each household by itself: what one cannot have keeps nothing from the others. */
const BY_CHAIN: How = { source: 'chain', levels: 'now' }

const ACTIONS = { new: 'order.placed', changed: 'order.changed', cancelled: 'order.cancelled' } as const
type Deedful = Plan & { doing: keyof typeof ACTIONS }

const doesSomething = (plan: Plan): plan is Deedful => plan.doing in ACTIONS

/** What a household wrote beside its order stays there. */
const noteOf = ({ vault, communityId }: Work, { standing }: Plan): string => {
  const sealed = standing?.row.noteSealed ?? null
  return sealed === null ? '' : vault.openForCommunity(communityId, sealed)
}

async function carryOut(work: Work, { stall }: Place, plan: Deedful): Promise<Deed> {
  const target = await requireTarget(work, plan.householdId)
  const { doing, standing, revision, wanted: lines } = plan
  const { row, lines: left } = await work.elevated<{ row: OrderRow; lines: Stood['lines'] }>(() => {
    if (doing === 'cancelled') return cancelFor(work, standing!.row, revision, BY_CHAIN)
    const note = noteOf(work, plan)
    const said = { id: uuidv7(), stallId: stall.id, householdId: target.id, revision, lines, note }
    return placeFor(work, target, said, BY_CHAIN)
  })
  work.record({ action: ACTIONS[doing], subjectId: target.id, detail: `群接龙：${displayDoor(target.door)}` })
  const stood = standing === null ? null : stoodOf(standing.row, standing.lines)
  return { householdId: target.id, orderId: row.id, print: printOf(row, left), stood }
}

const DONE = new Set<Plan['doing']>(['new', 'changed', 'cancelled', 'same'])

/** What each household is known to have said: of one whose order did not come about, what it said before. */
function saidAfter(before: Said, plans: readonly Plan[]): Said {
  const done = plans.filter(({ doing }) => DONE.has(doing))
  return {
    ...before,
    ...Object.fromEntries(done.map(({ householdId, amounts }): [string, Amounts] => [householdId, amounts])),
  }
}

/** One after the other: two who paste the same chain would both take its lines for new. */
export const holdChains = ({ db, communityId }: Work, stallId: string) =>
  db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`order chain ${communityId} ${stallId}`}, 0))`)

/** The same text again, of which nothing came, is no confirmation of its own: taking it back would take back nothing. */
const isRepeat = (before: Pasted, paste: Paste, said: Said, deeds: readonly Deed[]): boolean =>
  deeds.length === 0 &&
  before.text === paste.text &&
  JSON.stringify([before.fixes, before.said]) === JSON.stringify([paste.fixes, said])

export async function confirm(
  work: Work,
  id: string,
  gridId: string,
  paste: Paste,
  reader: OrderReader,
): Promise<OrderChainView> {
  const place = await placeOf(work, id, gridId)
  await work.elevated(() => holdSelling(work, id, place.stall.gridCode))
  await holdChains(work, id)
  const prospect = await prospectOf(work, place, await readPasted(work, id, gridId), paste, reader)
  const plans: Plan[] = []
  const deeds: Deed[] = []
  for (const plan of prospect.plans) {
    const outcome = doesSomething(plan) ? await work.attempt(() => carryOut(work, place, plan)) : null
    if (outcome instanceof Refusal)
      plans.push({ ...plan, doing: 'refused', problem: outcome.detail ?? outcome.message })
    else plans.push(plan)
    if (outcome !== null && !(outcome instanceof Refusal)) deeds.push(outcome)
  }
  const said = saidAfter(prospect.before.said, plans)
  if (!isRepeat(prospect.before, paste, said, deeds)) await keep(work, prospect, paste, { plans, said, deeds })
  return view(work, { ...prospect, plans }, work.now)
}

async function keep(
  work: Work,
  { place, lines }: Prospect,
  { text, fixes }: Paste,
  { plans, said, deeds }: { plans: readonly Plan[]; said: Said; deeds: readonly Deed[] },
): Promise<void> {
  const count = (asked: Plan['doing']) => plans.filter(({ doing }) => doing === asked).length
  await addPaste(work, place.stall.id, place.gridId, {
    text,
    fixes,
    said,
    added: count('new'),
    changed: count('changed'),
    cancelled: count('cancelled'),
    beforeSealed: sealBefore(work, deeds),
  })
  work.record({
    action: 'order-chain.confirmed',
    subjectId: place.stall.id,
    detail: `${place.gridCode} 网格，${lines.length} 条，${plans.length - count('same')} 户有变`,
  })
}

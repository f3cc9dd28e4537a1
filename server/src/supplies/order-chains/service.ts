import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import type { confirmOrderChain, OrderChainView } from '@gezhong/shared/supplies/order-chains/contract'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { requireTarget } from '../../people/reports/service.ts'
import { readOrdersAt } from '../orders/queries.ts'
import { cancelFor, holdSelling, placeFor, type How } from '../orders/service.ts'
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

const view = ({ place, before, lines, plans }: Prospect, pastedAt: Date | null): OrderChainView =>
  presentChain(place, { lines, plans, textBefore: before.text, pastedAt })

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
  return view(await prospectOf(work, place, before, paste, reader), before.at)
}

/** Each household by itself: what one cannot have keeps nothing from the others. */
const BY_CHAIN: How = { source: 'chain', levels: 'now' }

const ACTIONS = { new: 'order.placed', changed: 'order.changed', cancelled: 'order.cancelled' } as const
type Deed = Plan & { doing: keyof typeof ACTIONS }

const isDeed = (plan: Plan): plan is Deed => plan.doing in ACTIONS

async function carryOut(work: Work, { stall }: Place, plan: Deed): Promise<void> {
  const target = await requireTarget(work, plan.householdId)
  const { doing, standing, revision, wanted: lines } = plan
  await work.elevated(async () => {
    if (doing === 'cancelled') return void (await cancelFor(work, standing!.row, revision, BY_CHAIN))
    const said = { id: uuidv7(), stallId: stall.id, householdId: target.id, revision, lines, note: '' }
    await placeFor(work, target, said, BY_CHAIN)
  })
  work.record({ action: ACTIONS[doing], subjectId: target.id, detail: `群接龙：${displayDoor(target.door)}` })
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

export async function confirm(
  work: Work,
  id: string,
  gridId: string,
  paste: Paste,
  reader: OrderReader,
): Promise<OrderChainView> {
  const { db, communityId, now } = work
  const place = await placeOf(work, id, gridId)
  await work.elevated(() => holdSelling(work, id, place.stall.gridCode))
  // One after the other: two who paste the same chain would both take its lines for new.
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`order chain ${communityId} ${id}`}, 0))`)
  const prospect = await prospectOf(work, place, await readPasted(work, id, gridId), paste, reader)
  const plans: Plan[] = []
  for (const plan of prospect.plans) {
    const outcome = isDeed(plan) ? await work.attempt(() => carryOut(work, place, plan)) : null
    plans.push(
      outcome instanceof Refusal ? { ...plan, doing: 'refused', problem: outcome.detail ?? outcome.message } : plan,
    )
  }
  const said = saidAfter(prospect.before.said, plans)
  await addPaste(work, id, gridId, { text: paste.text, fixes: paste.fixes, said })
  work.record({
    action: 'order-chain.confirmed',
    subjectId: id,
    detail: `${place.gridCode} 网格，${prospect.lines.length} 条，${plans.filter(({ doing }) => doing !== 'same').length} 户有变`,
  })
  return view({ ...prospect, plans }, now)
}

import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import type { confirmOrderChain, OrderChainView } from '@gezhong/shared/supplies/order-chains/contract'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { requireTarget } from '../../people/reports/service.ts'
import { readStanding } from '../orders/queries.ts'
import { cancelFor, holdSelling, placeFor, type How } from '../orders/service.ts'
import { planOf, saidIn, type Amounts, type Plan, type Standing } from './plan.ts'
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
  const standing = new Map<string, Standing>()
  for (const [householdId, order] of await readStanding(work.db, work.communityId, place.stall.id))
    if (order.row.state === 'placed') standing.set(householdId, order)
  const settled = new Map(paste.settled.map(({ householdId, counts }) => [householdId, counts]))
  return { place, before, lines, plans: planOf(saidIn(lines, itemIdOf), before.said, standing, place.items, settled) }
}

const view = ({ place, before, lines, plans }: Prospect, pastedAt: Date | null): OrderChainView =>
  presentChain(place, { lines, plans, textBefore: before.text, pastedAt })

/** As it was confirmed last; nothing of it is new. */
export async function readBack(work: Work, id: string, gridId: string, reader: OrderReader): Promise<OrderChainView> {
  const place = await placeOf(work, id, gridId)
  const before = await readPasted(work, id, gridId)
  const paste = { text: before.text, fixes: [...before.fixes], settled: [] }
  return view(await prospectOf(work, place, before, paste, reader), before.at)
}

export async function preview(
  work: Work,
  id: string,
  gridId: string,
  paste: Paste,
  reader: OrderReader,
): Promise<OrderChainView> {
  const place = await placeOf(work, id, gridId)
  const before = await readPasted(work, id, gridId)
  return view(await prospectOf(work, place, before, paste, reader), before.at)
}

/** Each household by itself: what one cannot have keeps nothing from the others. */
const BY_CHAIN: How = { source: 'chain', levels: 'now' }

async function carryOut(work: Work, { stall }: Place, plan: Plan): Promise<void> {
  const target = await requireTarget(work, plan.householdId)
  const { standing, wanted } = plan
  const order = standing?.row
  await work.elevated(async () => {
    if (plan.doing === 'cancelled') return cancelFor(work, order!, order!.revision, BY_CHAIN)
    const revision = await revisionOf(work, stall.id, plan)
    const said = { id: uuidv7(), stallId: stall.id, householdId: target.id, revision, lines: wanted, note: '' }
    return placeFor(work, target, said, BY_CHAIN)
  })
  const action = { new: 'order.placed', changed: 'order.changed', cancelled: 'order.cancelled' } as const
  work.record({
    action: action[plan.doing as keyof typeof action],
    subjectId: target.id,
    detail: `群接龙：${displayDoor(target.door)}`,
  })
}

/** Of an order that was cancelled before, too: the household has one at a stall. */
async function revisionOf(work: Work, stallId: string, { standing, householdId }: Plan): Promise<number> {
  if (standing !== null) return standing.row.revision
  return (await readStanding(work.db, work.communityId, stallId)).get(householdId)?.row.revision ?? 0
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
    const doing = plan.doing
    if (doing !== 'new' && doing !== 'changed' && doing !== 'cancelled') {
      plans.push(plan)
      continue
    }
    const outcome = await work.attempt(() => carryOut(work, place, plan))
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

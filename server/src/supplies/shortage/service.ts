import { Refusal } from '@gezhong/shared/errors'
import type { shareArrivals, Shortage } from '@gezhong/shared/supplies/shortage/contract'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { adjust } from '../orders/adjust.ts'
import { changeStall, readItems, type ItemOnSale, type StallRow } from '../stalls/queries.ts'
import { holdKept, requireKept } from '../stalls/service.ts'
import { isClosed } from '../stalls/is-closed.ts'
import { readArrivals, readSeen, readStandings, readSubstitutesAt, replaceArrivals, type Standing } from './queries.ts'
import { hasChanged, shared, type Arrival } from './sharing.ts'
import { withdrawNeedless } from './withdraw.ts'
import { shortageView } from './view.ts'

interface Table {
  items: ItemOnSale[]
  standings: Standing[]
  arrivals: Arrival[]
}

const readTable = (work: Work, stallId: string, { hold }: { hold: boolean }): Promise<Table> =>
  work.elevated(async () => ({
    items: await readItems(work.db, work.communityId, stallId),
    standings: await readStandings(work.db, work.communityId, stallId, { hold }),
    arrivals: (await readArrivals(work.db, work.communityId, stallId)).map(({ itemId, arrivedMilli, way }) => ({
      itemId,
      arrivedMilli,
      way,
    })),
  }))

async function view(
  work: Work,
  stall: StallRow,
  { items, standings, arrivals }: Table,
  after: readonly Standing[],
): Promise<Shortage> {
  const { db, communityId } = work
  return shortageView({
    stall: { revision: stall.revision, over: isClosed(work, stall) },
    items,
    arrivals,
    before: standings,
    after,
    seen: await readSeen(db, communityId, stall.id),
    substitutes: await readSubstitutesAt(db, communityId, stall.id),
  })
}

export async function read(work: Work, id: string): Promise<Shortage> {
  const stall = await requireKept(work, id)
  const table = await readTable(work, id, { hold: false })
  return view(work, stall, table, table.standings)
}

/** One word about a thing of this stall. */
function requireSold(arrivals: readonly Arrival[], items: readonly ItemOnSale[]): void {
  const sold = new Set(items.map(({ id }) => id))
  const named = arrivals.map(({ itemId }) => itemId)
  if (named.some((id) => !sold.has(id)) || new Set(named).size < named.length) throw new Refusal('not-sold')
}

export async function preview(work: Work, id: string, arrivals: readonly Arrival[]): Promise<Shortage> {
  const stall = await requireKept(work, id)
  const table = await readTable(work, id, { hold: false })
  requireSold(arrivals, table.items)
  return view(work, stall, { ...table, arrivals: [...arrivals] }, shared(table.standings, table.items, arrivals))
}

const asTold = (arrivals: readonly Arrival[]): string =>
  arrivals
    .map(({ itemId, arrivedMilli, way }) => `${itemId} ${arrivedMilli} ${way}`)
    .toSorted()
    .join()

export async function share(
  work: Work,
  id: string,
  { revision, arrivals }: z.output<(typeof shareArrivals)['body']>,
): Promise<Shortage> {
  const { db, communityId, now, actor } = work
  // Alone with the stall: nobody orders, and nobody else shares out.
  const stall = await holdKept(work, id)
  if (stall.state === 'called-off') throw new Refusal('stall-shut')
  if (!isClosed(work, stall)) throw new Refusal('not-closed')
  const told = await readTable(work, id, { hold: true })
  requireSold(arrivals, told.items)
  if (asTold(arrivals) === asTold(told.arrivals)) return view(work, stall, told, told.standings)
  if (stall.revision !== revision) throw new Refusal('changed-meanwhile')
  const change = { revision: revision + 1, sharedAt: arrivals.length === 0 ? null : now }
  await changeStall(db, communityId, id, change)
  await work.elevated(async () => {
    const entry = { communityId, stallId: id, toldBy: actor.accountId, toldAt: now }
    await replaceArrivals(
      db,
      communityId,
      id,
      arrivals.map((arrival) => ({ ...entry, ...arrival })),
    )
    const { standings, items } = told
    const after = shared(standings, items, arrivals)
    const changed = after.filter((standing, at) => hasChanged(standings[at]!, standing))
    await adjust(work, changed, items)
    await withdrawNeedless(work, id, after)
  })
  const table = await readTable(work, id, { hold: false })
  const short = table.standings.filter(({ lines }) => lines.some(({ shortWhy }) => shortWhy !== null)).length
  work.touch({ gridId: stall.gridId, topic: 'orders' })
  work.record({
    action: 'shortage.shared',
    subjectId: id,
    detail: `${stall.title}：${arrivals.length} 样到货，${short} 户少给`,
  })
  return view(work, { ...stall, ...change }, table, table.standings)
}

import { coversGrid, LEDGER_ROLES, liesWithin, ownHouseholds, type Actor } from '@gezhong/shared/actor'
import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import type {
  listStalls,
  moveStall,
  saveStall,
  Stall,
  StallItem,
  StallWithItems,
} from '@gezhong/shared/supplies/stalls/contract'
import { STALL_NEXT } from '@gezhong/shared/supplies/stalls/contract'
import { statesBefore } from '@gezhong/shared/state-table'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { refuseNumbers } from '../../security/mask-text.ts'
import { findGrid } from '../../grid/communities/queries.ts'
import { lastDayOf } from '../vouchers/issue.ts'
import { holdDelivered, moveLastDay } from '../vouchers/queries.ts'
import { keepItems } from './items.ts'
import {
  addStall,
  changeStall,
  countStalls,
  findStall,
  readHomeCodes,
  readItems,
  readNextDay,
  readOrdered,
  readStalls,
  type Ordered,
  type Places,
  type ItemOnSale,
  type StallView,
} from './queries.ts'

type Saved = z.output<(typeof saveStall)['body']>

async function placesOf({ db, communityId, actor, scope }: Work): Promise<Places> {
  const posts = actor.grants.flatMap(({ role, gridCode }) =>
    gridCode !== null && (LEDGER_ROLES as readonly string[]).includes(role) ? [gridCode] : [],
  )
  const buildings = scope.buildings === '' ? [] : scope.buildings.split(',')
  const homes = await readHomeCodes(db, communityId, ownHouseholds(actor), buildings)
  return { homes, posts, whole: scope.grids === '*' }
}

const present = ({ now }: Work, row: StallView): Stall => ({
  id: row.id,
  gridId: row.grid_id,
  gridCode: row.grid_code,
  day: row.day,
  title: row.title,
  note: row.note,
  payCode: row.pay_code,
  state: row.state,
  cutOff: new Date(row.cut_off).toISOString(),
  deliverFrom: new Date(row.deliver_from).toISOString(),
  deliverUntil: new Date(row.deliver_until).toISOString(),
  revision: row.revision,
  openedAt: row.opened_at === null ? null : new Date(row.opened_at).toISOString(),
  orders: row.orders,
  amountFen: row.amount_fen,
  now: now.toISOString(),
})

export async function list(work: Work, { page, size, household, ...asked }: z.output<(typeof listStalls)['query']>) {
  const { db, communityId } = work
  const filter =
    household === undefined ? asked : { ...asked, sellsTo: await readHomeCodes(db, communityId, [household], []) }
  const places = await placesOf(work)
  const rows = await readStalls(db, communityId, places, filter, { page, size })
  return { rows: rows.map((row) => present(work, row)), total: await countStalls(db, communityId, places, filter) }
}

/** The first day from today on that has a stall the asker sees, or today. */
export async function nextDay(work: Work): Promise<string> {
  const today = civilDay(work.now)
  return (await readNextDay(work.db, work.communityId, await placesOf(work), today)) ?? today
}

function presentItem(row: ItemOnSale, ordered: ReadonlyMap<string, Ordered>): StallItem {
  const { id, name, aliases, unit, priceFen, stepMilli, limitMilli, offeredMilli, photoId, leftMilli } = row
  const sold = { id, name, aliases, unit, priceFen, stepMilli, limitMilli, offeredMilli, photoId, leftMilli }
  const { milli: orderedMilli, amountFen } = ordered.get(id) ?? { milli: 0, amountFen: 0 }
  return { ...sold, orderedMilli, amountFen }
}

/** Stalls at which the asker has ordered, by id: also one that sells to them no longer, as their household has moved. */
export async function stallsOrderedAt(work: Work, ids: readonly string[]): Promise<Map<string, Stall>> {
  const everywhere = { homes: [], posts: [], whole: true }
  const rows = await readStalls(work.db, work.communityId, everywhere, { ids }, { page: 1, size: ids.length })
  return new Map(rows.map((row) => [row.id, present(work, row)]))
}

/** A stall as the asker sees it. */
export async function stallOf(work: Work, id: string): Promise<Stall> {
  const [row] = await readStalls(work.db, work.communityId, await placesOf(work), { ids: [id] }, { page: 1, size: 1 })
  if (row === undefined) throw new Refusal('not-found')
  return present(work, row)
}

export async function read(work: Work, id: string): Promise<StallWithItems> {
  const { db, communityId } = work
  const stall = await stallOf(work, id)
  const ordered = await readOrdered(db, communityId, id)
  const items = (await readItems(db, communityId, id)).filter((item) => !item.removed)
  return { ...stall, items: items.map((item) => presentItem(item, ordered)) }
}

/** A stall that the asker keeps; a draft that they do not keep is not there for them. */
export async function requireKept(work: Work, id: string) {
  const seen = await findStall(work.db, work.communityId, id)
  if (seen === undefined) throw new Refusal('not-found')
  if (!canKeepStall(work.actor, seen.gridCode))
    throw new Refusal(seen.state === 'draft' || !isNear(work.actor, seen.gridCode) ? 'not-found' : 'not-allowed')
  return seen
}

/** The same, held alone. */
export async function holdKept(work: Work, id: string) {
  await requireKept(work, id)
  return (await findStall(work.db, work.communityId, id, 'update'))!
}

/** A post within the stall's grid: one sees the stall there, without keeping it. */
const isNear = (actor: Actor, gridCode: string): boolean =>
  actor.grants.some(({ gridCode: post }) => post !== null && liesWithin(post, gridCode))

export async function save(work: Work, id: string, { items, revision, ...said }: Saved): Promise<StallWithItems> {
  const { db, communityId, now, actor } = work
  refuseNumbers('title', said.title)
  refuseNumbers('note', said.note)
  refuseNumbers('items', items.map(({ name }) => name).join('\n'))
  const grid = await findGrid(db, communityId, said.gridId)
  if (grid === undefined || !coversGrid(actor, LEDGER_ROLES, grid.code)) throw new Refusal('not-found')
  const times = {
    cutOff: new Date(said.cutOff),
    deliverFrom: new Date(said.deliverFrom),
    deliverUntil: new Date(said.deliverUntil),
  }
  let codeBefore: string | null = null
  if (revision === 0) {
    const made = { communityId, id, state: 'draft', revision: 1, madeBy: actor.accountId, madeAt: now } as const
    await addStall(db, { ...made, ...said, ...times, openedAt: null, sharedAt: null })
  } else {
    const before = await holdKept(work, id)
    if (before.revision !== revision) throw new Refusal('changed-meanwhile')
    if (before.state === 'called-off') throw new Refusal('already-settled', '这个菜吧已经取消了')
    if (before.gridId !== said.gridId && before.state !== 'draft')
      throw new Refusal('not-valid', undefined, [{ path: 'gridId', message: '开卖以后不能换网格' }])
    if (before.sharedAt !== null && times.cutOff > now)
      throw new Refusal('already-settled', '到货已经分过了，要延后截止请先撤回分菜')
    if (before.state === 'open' && before.cutOff <= now && times.cutOff > now)
      await requireNoneDelivered(work, id, '再开卖')
    codeBefore = before.payCode
    await changeStall(db, communityId, id, { ...said, ...times, revision: revision + 1 })
    await work.elevated(() => moveLastDay(db, communityId, id, lastDayOf(times)))
  }
  work.touch({ gridId: grid.id, topic: 'orders' })
  const short = await work.elevated(() => keepItems(work, id, items))
  if (short !== null)
    throw new Refusal('too-little', undefined, [
      { path: short.id, message: `${short.name}已经订出去 ${sayQuantity(short.orderedMilli, short.unit)}` },
    ])
  work.record({
    action: revision === 0 ? 'stall.made' : 'stall.changed',
    subjectId: id,
    detail: `${grid.code} 网格 ${said.day} ${said.title}，${items.length} 样${codeChange(codeBefore, said.payCode)}`,
  })
  return read(work, id)
}

/** Another code is another person's account; which one, the log does not say. */
function codeChange(before: string | null, after: string | null): string {
  if (before === after) return ''
  if (after === null) return '，去掉了收款码'
  return before === null ? '，加了收款码' : '，换了收款码'
}

/** Alone with the stall: what has reached a door is neither ordered anew nor cancelled with the rest. */
async function requireNoneDelivered({ db, communityId, elevated }: Work, id: string, what: string): Promise<void> {
  const { size } = await elevated(() => holdDelivered(db, communityId, id))
  if (size > 0) throw new Refusal('already-settled', `已经有 ${size} 户收到菜了，不能${what}`)
}

const MOVED = { open: 'stall.opened', closed: 'stall.closed', 'called-off': 'stall.called-off' } as const

/** `callOff` cancels every order of the stall; given in, as orders stand above stalls. */
export async function move(
  work: Work,
  id: string,
  { to, reason }: z.output<(typeof moveStall)['body']>,
  callOff: (work: Work, stallId: string) => Promise<void>,
): Promise<void> {
  const stall = await holdKept(work, id)
  if (!statesBefore(STALL_NEXT, to).includes(stall.state))
    throw new Refusal('already-settled', '这个菜吧已经不是这个状态了，请刷新看看')
  if (to === 'open' && work.now >= stall.cutOff)
    throw new Refusal('past-cut-off', '截止时间已经过了，请先把截止改晚一些，再开卖')
  if (to === 'open' && stall.sharedAt !== null)
    throw new Refusal('already-settled', '到货已经分过了，要再开卖请先撤回分菜')
  if (to !== 'closed') await requireNoneDelivered(work, id, to === 'open' ? '再开卖' : '整个取消，请一单一单取消')
  const openedAt = stall.openedAt ?? (to === 'open' ? work.now : null)
  await changeStall(work.db, work.communityId, id, { state: to, revision: stall.revision + 1, openedAt })
  work.touch({ gridId: stall.gridId, topic: 'orders' })
  if (to === 'called-off') await work.elevated(() => callOff(work, id))
  work.record({ action: MOVED[to], subjectId: id, detail: `${stall.title}${reason === '' ? '' : `：${reason}`}` })
}

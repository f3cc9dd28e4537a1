import { liesWithin } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import {
  MOST_STOPS,
  RUN_NEXT,
  type designateRun,
  type moveRun,
  type proposeRun,
  type Run,
} from '@gezhong/shared/supplies/runs/contract'
import { statesBefore } from '@gezhong/shared/state-table'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { findGrid, readSubtree } from '../../grid/communities/queries.ts'
import { findStall } from '../stalls/queries.ts'
import { stallOf } from '../stalls/service.ts'
import { isClosed } from '../stalls/is-closed.ts'
import { issueMissing } from '../vouchers/issue.ts'
import { readCarriers } from './carriers.ts'
import { presentBag, presentRun } from './present.ts'
import { propose } from './proposal.ts'
import {
  countUnassigned,
  endRun,
  findRun,
  keepRoute,
  putRun,
  readBagsOfRun,
  readFreeBags,
  readRoute,
  readRuns,
  replaceStops,
  type Bag,
} from './queries.ts'

/** A stall that the asker sees, and a grid of it in which they plan. */
export async function requirePiece(work: Work, stallId: string, gridId: string) {
  const { db, communityId, actor } = work
  const stall = await stallOf(work, stallId)
  const grid = await findGrid(db, communityId, gridId)
  if (grid === undefined || !liesWithin(grid.code, stall.gridCode)) throw new Refusal('not-found')
  if (!canKeepStall(actor, grid.code)) throw new Refusal('not-allowed')
  return { stall, grid }
}

async function requireClosed(work: Work, stallId: string): Promise<void> {
  const stall = (await findStall(work.db, work.communityId, stallId))!
  if (!isClosed(work, stall)) throw new Refusal('not-closed')
  await work.elevated(() => issueMissing(work, stallId))
}

export async function proposal(
  work: Work,
  stallId: string,
  { grid: gridId, by }: z.output<(typeof proposeRun)['query']>,
) {
  const { db, communityId } = work
  await requirePiece(work, stallId, gridId)
  await requireClosed(work, stallId)
  const gridIds = await readSubtree(db, communityId, gridId)
  const bags = await readFreeBags(db, communityId, stallId, { gridIds, ofRun: null, most: MOST_STOPS + 1 })
  const route = by === 'route' ? await readRoute(db, communityId, gridId) : null
  const { bags: ordered, meters, asWalked } = propose(bags.slice(0, MOST_STOPS), route)
  return { stops: ordered.map(presentBag), meters, asWalked, more: bags.length > MOST_STOPS }
}

async function seen(work: Work, id: string): Promise<Run> {
  const [view] = await readRuns(work.db, work.communityId, { ids: [id] })
  if (view === undefined) throw new Refusal('not-found')
  return presentRun(view)
}

/** The bags as they were named, each once and each free. */
function bagsNamed(free: readonly Bag[], voucherIds: readonly string[]): Bag[] {
  const bagOf = new Map(free.map((bag) => [bag.voucher_id, bag]))
  return [...new Set(voucherIds)].map((id) => {
    const bag = bagOf.get(id)
    if (bag === undefined) throw new Refusal('in-another-run')
    return bag
  })
}

export async function designate(work: Work, id: string, said: z.output<(typeof designateRun)['body']>): Promise<Run> {
  const { db, communityId, actor, now } = work
  const { grid } = await requirePiece(work, said.stallId, said.gridId)
  await requireClosed(work, said.stallId)
  const before = await findRun(db, communityId, id, 'update')
  if (before !== undefined && (before.stallId !== said.stallId || before.gridId !== said.gridId))
    throw new Refusal('id-taken')
  if (before !== undefined && before.state !== 'designated')
    throw new Refusal('already-settled', '这一趟已经出发或取消了，不能再改')
  if ((before?.revision ?? 0) !== said.revision) throw new Refusal('changed-meanwhile')
  const carriers = await readCarriers(work, grid.code)
  const carrier = carriers.find(({ accountId }) => accountId === said.carrierId)
  if (carrier === undefined) throw new Refusal('not-a-carrier')
  const gridIds = await readSubtree(db, communityId, said.gridId)
  const free = await readFreeBags(db, communityId, said.stallId, { gridIds, ofRun: id, most: 5000 })
  const bags = bagsNamed(free, said.voucherIds)
  await putRun(db, {
    communityId,
    id,
    stallId: said.stallId,
    gridId: said.gridId,
    carrierId: said.carrierId,
    state: 'designated',
    revision: said.revision + 1,
    phoneId: null,
    designatedBy: actor.accountId,
    designatedAt: now,
    startedAt: null,
    endedAt: null,
  })
  await work.elevated(() => replaceStops(db, communityId, id, bags))
  if (said.keepRoute) {
    const buildingIds = [...new Set(bags.map(({ building_id: buildingId }) => buildingId))]
    await keepRoute(db, {
      communityId,
      gridId: said.gridId,
      buildingIds,
      designatedBy: actor.accountId,
      designatedAt: now,
    })
  }
  work.touch({ gridId: said.gridId, topic: 'orders' })
  work.record({
    action: 'run.designated',
    subjectId: id,
    detail: `${grid.code} 网格 ${bags.length} 袋，${carrier.displayName}`,
  })
  return seen(work, id)
}

const MOVED = { ended: 'run.ended', 'called-off': 'run.called-off' } as const

/** Ended by who carries it or keeps the stall; called off by the latter. */
export async function move(work: Work, id: string, { to }: z.output<(typeof moveRun)['body']>): Promise<void> {
  const { db, communityId, actor, now } = work
  const row = await findRun(db, communityId, id)
  if (row === undefined) throw new Refusal('not-found')
  const grid = (await findGrid(db, communityId, row.gridId))!
  const keeps = canKeepStall(actor, grid.code)
  if (!keeps && row.carrierId !== actor.accountId) throw new Refusal('not-found')
  if (to === 'called-off' && !keeps) throw new Refusal('not-allowed')
  await work.elevated(async () => {
    const held = (await findRun(db, communityId, id, 'update'))!
    if (!statesBefore(RUN_NEXT, to).includes(held.state))
      throw new Refusal('already-settled', '这一趟已经不是这个状态了，请刷新看看')
    await endRun(db, held, to, now)
  })
  work.touch({ gridId: row.gridId, topic: 'orders' })
  work.record({ action: MOVED[to], subjectId: id, detail: `${grid.code} 网格` })
}

/** Of these stalls, where the asker keeps them. */
export async function keptRuns(work: Work, stallIds: readonly string[]): Promise<Run[]> {
  const rows = await readRuns(work.db, work.communityId, { stallIds })
  return rows.filter(({ grid_code: code }) => canKeepStall(work.actor, code)).map(presentRun)
}

export async function list(work: Work, stallId: string) {
  await stallOf(work, stallId)
  return {
    runs: await keptRuns(work, [stallId]),
    unassigned: await countUnassigned(work.db, work.communityId, stallId),
  }
}

export async function read(work: Work, id: string) {
  const run = await seen(work, id)
  if (!canKeepStall(work.actor, run.gridCode)) throw new Refusal('not-found')
  return { run, stops: (await readBagsOfRun(work.db, work.communityId, id)).map(presentBag) }
}

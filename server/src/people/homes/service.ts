import { ownHouseholds } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import { gridTitle } from '@gezhong/shared/grid/communities/contract'
import { canonicalDoor } from '@gezhong/shared/people/door-free-text'
import { displayDoor } from '@gezhong/shared/people/door'
import type { FoundHome, HomeRequest, MyHomeRequest } from '@gezhong/shared/people/homes/contract'
import { maskPhone } from '@gezhong/shared/people/phone'
import { canEditLedger } from '@gezhong/shared/people/policy'
import { holdAsker } from '../../database/hold-asker.ts'
import type { Work } from '../../database/transact.ts'
import { findGrid, readCommunity, readGrids } from '../../grid/communities/queries.ts'
import { announce } from '../../live/fold.ts'
import { maskText } from '../../security/mask-text.ts'
import { findHousehold } from '../ledger/household-queries.ts'
import { findPhoneOf } from '../resident-sign-in/queries.ts'
import { bind, refuseSlipHolder } from './bonds.ts'
import {
  addRequest,
  countRequests,
  endHome,
  findHomeByDoor,
  findNewestRequest,
  findRequest,
  readHomesOfPhone,
  readWaiting,
  settleRequest,
  withdrawWaiting,
  type HomeRow,
} from './queries.ts'
import type { homeRequest } from './tables.ts'

const MOST_REQUESTS_A_DAY = 10

/** Of these alone the asker is told before they live anywhere: whoever proved the number may know its households. */
async function homesOfMyPhone(work: Work): Promise<HomeRow[]> {
  const mine = await findPhoneOf(work.db, work.communityId, work.actor.accountId)
  if (mine === undefined) return []
  // Indexed anew from the number: the key of the index may have changed since.
  const index = work.vault.phoneIndex(work.communityId, work.vault.open(work.communityId, mine.phoneSealed))
  return work.elevated(() => readHomesOfPhone(work.db, work.communityId, index))
}

export async function foundHomes(work: Work): Promise<FoundHome[]> {
  const taken = new Set(ownHouseholds(work.actor))
  const homes = (await homesOfMyPhone(work)).filter(({ id }) => !taken.has(id))
  const grids = await readGrids(work.db, work.communityId)
  return homes.map(({ id, door, grid_code: code }) => {
    const top = grids.find((grid) => grid.code === code.split('-')[0])
    return { householdId: id, door, gridTitle: top === undefined ? '' : maskText(gridTitle(top)) }
  })
}

export async function join(work: Work, householdId: string): Promise<void> {
  const home = (await homesOfMyPhone(work)).find(({ id }) => id === householdId)
  if (home === undefined) throw new Refusal('not-found')
  const { accountId } = work.actor
  const bond = { accountId, householdId, gridId: home.grid_id, proxy: false, cameBy: 'phone' } as const
  if (!(await bind(work, bond))) throw new Refusal('already-there')
  await withdrawWaiting(work.db, work.communityId, work.actor.accountId, work.now)
  work.record({ action: 'home.joined', subjectId: householdId, detail: displayDoor(home.door) })
}

export async function leave(work: Work, householdId: string): Promise<void> {
  const { accountId } = work.actor
  if (!ownHouseholds(work.actor).includes(householdId)) throw new Refusal('not-found')
  await work.elevated(() => endHome(work.db, work.communityId, accountId, householdId, work.now))
  await announce(work.db, { communityId: work.communityId, endAccount: accountId })
  work.record({ action: 'home.left', subjectId: householdId })
}

export const presentMine = (work: Work, row: typeof homeRequest.$inferSelect): MyHomeRequest => ({
  id: row.id,
  text: maskText(work.vault.openForCommunity(work.communityId, row.doorSealed)),
  state: row.state,
  askedAt: row.askedAt.toISOString(),
})

export async function newestRequest(work: Work): Promise<MyHomeRequest | null> {
  const row = await findNewestRequest(work.db, work.communityId, work.actor.accountId)
  return row === undefined ? null : presentMine(work, row)
}

interface Asked {
  id: string
  text: string
  gridId?: string | undefined
  /** To look after it, not to live there. */
  proxy?: boolean
}

/** Looked for in the whole ledger, so that the right worker is asked; what was found is never told to the asker. */
async function placeOf(work: Work, { text, gridId }: Asked) {
  const community = await readCommunity(work.db, work.communityId)
  const door = canonicalDoor(text, { placeNames: community?.placeNames ?? [] })
  const home = door === null ? undefined : await work.elevated(() => findHomeByDoor(work.db, work.communityId, door))
  const chosen = gridId === undefined ? undefined : await findGrid(work.db, work.communityId, gridId)
  return { householdId: home?.id ?? null, gridId: home?.grid_id ?? chosen?.id ?? null }
}

export async function ask(work: Work, asked: Asked): Promise<MyHomeRequest> {
  const { db, communityId, now } = work
  const { accountId } = work.actor
  const proxy = asked.proxy === true
  await refuseSlipHolder(work)
  await holdAsker(db, accountId)
  const day = new Date(now.getTime() - 86_400_000)
  if ((await countRequests(db, communityId, accountId, day)) >= MOST_REQUESTS_A_DAY)
    throw new Refusal('too-many-requests')
  if (!proxy) await withdrawWaiting(db, communityId, accountId, now)
  const phone = await findPhoneOf(db, communityId, accountId)
  const row = {
    ...(await placeOf(work, asked)),
    communityId,
    id: asked.id,
    accountId,
    doorSealed: work.vault.sealForCommunity(communityId, asked.text),
    phoneSealed: phone?.phoneSealed ?? null,
    state: 'waiting' as const,
    askedAt: now,
    decidedAt: null,
    decidedBy: null,
    proxy,
  }
  await addRequest(db, row)
  work.record({ action: proxy ? 'proxy.asked' : 'home.asked', subjectId: asked.id, detail: asked.text })
  return presentMine(work, row)
}

/** One's own request is readable to oneself, and is not one's own to confirm. */
const mayDecide = (work: Work, gridCode: string | null): boolean =>
  work.scope.grids === '*' || (gridCode !== null && canEditLedger(work.actor, gridCode))

export async function waitingRequests(work: Work): Promise<HomeRequest[]> {
  const rows = await readWaiting(work.db, work.communityId)
  return rows
    .filter((row) => mayDecide(work, row.grid_code))
    .map((row) => ({
      id: row.id,
      displayName: row.display_name,
      phonesMasked: row.phone_sealed === null ? [] : [maskPhone(work.vault.open(work.communityId, row.phone_sealed))],
      text: maskText(work.vault.openForCommunity(work.communityId, row.door_sealed)),
      proxy: row.proxy,
      home: row.household_id === null || row.door === null ? null : { householdId: row.household_id, door: row.door },
      askedAt: new Date(row.asked_at).toISOString(),
    }))
}

export async function decide(work: Work, id: string, householdId: string | null): Promise<void> {
  const request = await findRequest(work.db, work.communityId, id)
  if (request === undefined) throw new Refusal('not-found')
  const grid = request.gridId === null ? undefined : await findGrid(work.db, work.communityId, request.gridId)
  if (!mayDecide(work, grid?.code ?? null)) throw new Refusal('not-found')
  if (request.state !== 'waiting') throw new Refusal('already-settled', '这条申请已经处理过了')
  const settled = { decidedAt: work.now, decidedBy: work.actor.accountId }
  if (householdId === null) {
    await settleRequest(work.db, work.communityId, id, { ...settled, state: 'refused' })
    work.record({ action: 'home.refused', subjectId: request.accountId })
    return
  }
  const home = await findHousehold(work.db, work.communityId, householdId)
  if (home === undefined) throw new Refusal('not-found')
  if (!canEditLedger(work.actor, home.grid_code)) throw new Refusal('not-allowed')
  await settleRequest(work.db, work.communityId, id, { ...settled, state: 'confirmed', householdId })
  const { accountId, proxy } = request
  await bind(work, { accountId, householdId, gridId: home.grid_id, proxy, cameBy: 'worker' })
  work.record({
    action: proxy ? 'proxy.worker-asked' : 'home.confirmed',
    subjectId: request.accountId,
    detail: displayDoor(home.door),
  })
}

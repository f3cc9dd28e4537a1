import { livesIn, ownHouseholds } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { maskPhone } from '@gezhong/shared/people/phone'
import { canEndBond } from '@gezhong/shared/people/policy'
import type { Work } from '../../database/transact.ts'
import { announce } from '../../live/fold.ts'
import { bind } from '../homes/bonds.ts'
import { findRequest, settleRequest } from '../homes/queries.ts'
import { presentMine } from '../homes/service.ts'
import { findSlipOf } from '../slips/queries.ts'
import { endSlipsOf } from '../slips/service.ts'
import { endGrant, readAsking, readBonds, readMyRequests } from './queries.ts'

export async function proxies(work: Work) {
  const { db, communityId, actor, vault } = work
  const own = ownHouseholds(actor)
  const lived = own.filter((id) => livesIn(actor, id))
  const bonds = await readBonds(db, communityId, { householdIds: own, proxiesOnly: true })
  const requests = await readMyRequests(db, communityId, actor.accountId)
  const asking = await readAsking(db, communityId, lived)
  return {
    lookedAfter: bonds.filter(({ accountId }) => accountId === actor.accountId),
    requests: requests.map((row) => presentMine(work, row)),
    proxies: bonds.filter(({ householdId }) => lived.includes(householdId)),
    asking: asking.map((row) => ({
      id: row.id,
      displayName: row.display_name,
      phonesMasked: row.phone_sealed === null ? [] : [maskPhone(vault.open(communityId, row.phone_sealed))],
      door: row.door,
      askedAt: new Date(row.asked_at).toISOString(),
    })),
  }
}

/** Only who lives there may agree: somebody who looks after a household lets nobody else in. */
export async function answer(work: Work, id: string, agreed: boolean): Promise<void> {
  const { db, communityId, actor, now } = work
  const request = await findRequest(db, communityId, id)
  const householdId = request?.householdId ?? null
  const gridId = request?.gridId ?? null
  if (request?.proxy !== true || householdId === null || gridId === null || !livesIn(actor, householdId))
    throw new Refusal('not-found')
  if (request.state !== 'waiting') throw new Refusal('already-settled', '这条申请已经处理过了')
  const state = agreed ? 'confirmed' : 'refused'
  const settled = { state, decidedAt: now, decidedBy: actor.accountId } as const
  await work.elevated(() => settleRequest(db, communityId, id, settled))
  if (agreed) await bind(work, { accountId: request.accountId, householdId, gridId, proxy: true, cameBy: 'household' })
  work.record({ action: agreed ? 'proxy.agreed' : 'proxy.declined', subjectId: request.accountId })
}

/** Rights end in this moment, also on open pages. With the account of a slip its paper ends: it would open anew. */
export async function endBond(work: Work, grantId: string): Promise<void> {
  const { db, communityId, now } = work
  const [bond] = await readBonds(db, communityId, { id: grantId })
  if (bond === undefined) throw new Refusal('not-found')
  if (!canEndBond(work.actor, bond)) throw new Refusal('not-allowed')
  const slip = await work.elevated(async () => {
    await endGrant(db, communityId, grantId, now)
    return findSlipOf(db, communityId, bond.householdId)
  })
  if (slip?.accountId === bond.accountId) await endSlipsOf(work, [bond.householdId])
  await announce(db, { communityId, endAccount: bond.accountId })
  work.record({ action: 'bond.ended', subjectId: bond.accountId, detail: displayDoor(bond.door) })
}

import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { transactAsSystem, type Kernel, type Work } from '../../database/transact.ts'
import type { Entrant } from '../../grid/identity/queries.ts'
import { bind, refuseSlipHolder } from '../homes/bonds.ts'
import { keepProven } from '../resident-sign-in/proven-devices.ts'
import { addAccount } from '../resident-sign-in/queries.ts'
import { markUsed, type FoundSlip } from './queries.ts'
import { deviceIndexOf, trySlip, type Tried } from './try-code.ts'

/** The account of a slip: the same for everybody who shows this paper, and bound to its one household. */
async function accountOfSlip(work: Work, found: FoundSlip): Promise<string> {
  const known = found.account_id
  const accountId = known ?? (await addAccount(work.db, '纸条住户', work.now))
  await markUsed(work.db, work.communityId, found.id, work.now, known === null ? accountId : null)
  const until = new Date(found.expires_at)
  const place = { householdId: found.household_id, gridId: found.grid_id }
  await bind(work, { ...place, accountId, proxy: false, cameBy: 'slip', until })
  work.record({ action: 'slip.entered', subjectId: found.household_id, detail: displayDoor(found.door) })
  return accountId
}

/** A wrong try counts, so it is committed before anything is refused. */
export async function enterWithSlip(kernel: Kernel, communityId: string, tried: Tried): Promise<Entrant> {
  const accountId = await transactAsSystem(kernel, communityId, async (work) => {
    const found = await trySlip(work, tried)
    if (found === null) return null
    const account = await accountOfSlip(work, found)
    const deviceIndex = deviceIndexOf(work, tried.device)
    await keepProven(work.db, { communityId, accountId: account, deviceIndex }, work.now)
    return account
  })
  if (accountId === null) throw new Refusal('wrong-slip')
  return { accountId, communityId }
}

/** Binds whoever is signed in to the household of the slip they show. Returned, a refusal leaves its counted try. */
export async function claim(work: Work, tried: Tried, proxy: boolean): Promise<{ householdId: string } | Refusal> {
  await refuseSlipHolder(work)
  const found = await trySlip(work, tried)
  if (found === null) return new Refusal('wrong-slip')
  const { household_id: householdId, grid_id: gridId, door } = found
  const { accountId } = work.actor
  if (!(await bind(work, { accountId, householdId, gridId, proxy, cameBy: 'slip' }))) throw new Refusal('already-there')
  await work.elevated(() => markUsed(work.db, work.communityId, found.id, work.now, null))
  work.record({
    action: proxy ? 'proxy.by-slip' : 'home.by-slip',
    subjectId: householdId,
    detail: displayDoor(door),
  })
  return { householdId }
}

import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { watchReveals } from '../../audit/alerts/reveal-watch.ts'
import type { Work } from '../../database/transact.ts'
import { findHousehold } from '../../people/ledger/household-queries.ts'
import { findRun, readBagsOfRun } from '../runs/queries.ts'

/** The household at a stop of a run that the asker walks now. */
async function householdAt(work: Work, runId: string, voucherId: string) {
  const { db, communityId, actor } = work
  const run = await findRun(db, communityId, runId)
  if (run === undefined || run.carrierId !== actor.accountId || run.state !== 'started') return undefined
  const bag = (await readBagsOfRun(db, communityId, runId)).find(({ voucher_id: id }) => id === voucherId)
  if (bag === undefined || bag.state !== 'live' || bag.cancelled) return undefined
  return findHousehold(db, communityId, bag.household_id)
}

/** Counted and written down as every household's number is. */
export async function revealStopPhones(
  work: Work,
  { runId, voucherId, perHour }: { runId: string; voucherId: string; perHour: number },
): Promise<{ phones: string[] } | Refusal> {
  const household = await work.elevated(() => householdAt(work, runId, voucherId))
  if (household === undefined) {
    work.record({ action: 'access.refused', subjectId: runId, detail: '送菜时查看电话' })
    return new Refusal('not-found')
  }
  const stopped = await watchReveals(work, perHour, { subjectId: household.id })
  if (stopped !== null) return stopped
  const detail = `${displayDoor(household.door)}（送菜时拨打）`
  work.record({ action: 'household.phone-revealed', subjectId: household.id, detail })
  return { phones: work.vault.openPhones(work.communityId, household.phones_sealed) }
}

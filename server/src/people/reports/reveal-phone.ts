import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { canSettleDifference } from '@gezhong/shared/people/policy'
import { watchReveals } from '../../audit/alerts/reveal-watch.ts'
import type { Work } from '../../database/transact.ts'
import { findGrid } from '../../grid/communities/queries.ts'
import { findReport } from './queries.ts'

/**
 * The full numbers that a report gave, to ask whoever wrote it: where the ledger lacks the door there is nobody else.
 * Counted and written down as a household's number is.
 */
export async function revealReportPhones(
  work: Work,
  id: string,
  perHour: number,
): Promise<{ phones: string[] } | Refusal> {
  const row = await findReport(work.db, work.communityId, id)
  const grid = row === undefined ? undefined : await findGrid(work.db, work.communityId, row.gridId)
  if (row === undefined || grid === undefined || !canSettleDifference(work.actor, grid.code)) {
    work.record({ action: 'access.refused', subjectId: id, detail: '查看上报的电话' })
    return new Refusal('not-found')
  }
  const stopped = await watchReveals(work, perHour, { subjectId: id })
  if (stopped !== null) return stopped
  work.record({
    action: 'household.phone-revealed',
    subjectId: row.householdId ?? id,
    detail: `${row.door === null ? '门牌没写清' : displayDoor(row.door)}（拨打上报里的号码）`,
  })
  return { phones: work.vault.openPhones(work.communityId, row.phonesSealed) }
}

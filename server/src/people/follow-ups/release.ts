import { canFollowUp } from '@gezhong/shared/people/policy'
import { readGrants } from '../../database/scope-queries.ts'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { assign, readGivenTo } from './attempt-queries.ts'

/** Households given to somebody who may not call them any more go back to all: else nobody would be given them. */
export async function releaseFollowUps(work: Work, accountId: string): Promise<void> {
  const { db, communityId, now } = work
  // Elevated: they may lie beyond the grid of whoever ends the post.
  const released = await work.elevated(async () => {
    const given = await readGivenTo(db, communityId, accountId)
    const codes = await readGridCodes(db, communityId)
    const caller = { ...work.actor, accountId, grants: await readGrants(db, communityId, accountId, now) }
    const loose = given.filter(
      ({ householdId, gridId }) =>
        !canFollowUp(caller, { householdId, gridCode: codes.get(gridId) ?? '', responsibleAccountId: null }),
    )
    return assign(
      db,
      communityId,
      loose.map(({ id }) => id),
      null,
    )
  })
  if (released.length > 0)
    work.record({
      action: 'follow-up.assigned',
      subjectId: accountId,
      detail: `${released.length} 户还给大家，收回职责`,
    })
}

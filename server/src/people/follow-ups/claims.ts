import { Refusal } from '@gezhong/shared/errors'
import { CLAIM_MINUTES, type FollowUp, type FollowUpWhole } from '@gezhong/shared/people/follow-ups/contract'
import { canFollowUp } from '@gezhong/shared/people/policy'
import { displayDoor } from '@gezhong/shared/people/door'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { findTarget } from '../reports/queries.ts'
import { changeFollowUp, findFollowUp, letGo, lockCaller, lockFollowUp, type FollowUpRow } from './attempt-queries.ts'
import { readMissing } from './missing.ts'
import { presentOne, presentWhole } from './present.ts'
import { pickNext } from './queue-queries.ts'

/** Of a household that has left the ledger nobody can say whose it is. */
export async function requireFollowUp(work: Work, id: string): Promise<FollowUpRow> {
  const row = await findFollowUp(work.db, work.communityId, id)
  const target = row && (await findTarget(work.db, work.communityId, row.householdId))
  if (row === undefined || target === undefined) throw new Refusal('not-found')
  const { id: householdId, grid_code: gridCode, responsible_account_id: responsibleAccountId } = target
  if (!canFollowUp(work.actor, { householdId, gridCode, responsibleAccountId })) throw new Refusal('not-allowed')
  return row
}

/** The row is held, and it is free for this caller. */
async function take(work: Work, id: string): Promise<FollowUpWhole> {
  const { db, communityId, actor, now } = work
  const claimedUntil = new Date(now.getTime() + CLAIM_MINUTES * 60_000)
  // Elevated: the buildings one answers for lie in no grid of one's own, and a claim may be left from an earlier post.
  await work.elevated(async () => {
    await letGo(db, communityId, actor.accountId)
    await changeFollowUp(db, communityId, id, { claimedBy: actor.accountId, claimedUntil })
  })
  const whole = await presentWhole(work, id)
  work.record({ action: 'follow-up.claimed', subjectId: whole.householdId, detail: displayDoor(whole.door) })
  return whole
}

interface Wish {
  grid: string | null
  skipped: readonly string[]
}

/** Those of whom nobody is missing any more, which the fold has not noticed yet, are passed over. */
export async function takeNext(
  work: Work,
  { grid, skipped }: Wish,
): Promise<{ followUp: FollowUpWhole | null; after: FollowUp | null }> {
  const { db, communityId, actor } = work
  await lockCaller(db, communityId, actor.accountId)
  const gridIds = grid === null ? undefined : await readSubtree(db, communityId, grid)
  const not: string[] = []
  for (;;) {
    const picked = await pickNext(work, { gridIds, skipped, not }, true)
    if (picked === undefined) {
      await work.elevated(() => letGo(db, communityId, actor.accountId))
      return { followUp: null, after: null }
    }
    not.push(picked.id)
    if ((await readMissing(db, communityId, [picked.household_id])).size === 0) continue
    const followUp = await take(work, picked.id)
    const after = await pickNext(work, { gridIds, skipped, not }, false)
    return { followUp, after: after === undefined ? null : await presentOne(work, after.id) }
  }
}

export async function claim(work: Work, id: string): Promise<FollowUpWhole> {
  const { db, communityId, actor, now } = work
  await lockCaller(db, communityId, actor.accountId)
  await requireFollowUp(work, id)
  const row = (await lockFollowUp(db, communityId, id))!
  const isAnothers = row.claimedBy !== null && row.claimedBy !== actor.accountId && row.claimedUntil! > now
  if (isAnothers) throw new Refusal('held-by-another')
  return row.closedAt === null ? take(work, id) : presentWhole(work, id)
}

export async function release(work: Work, id: string): Promise<void> {
  const { db, communityId, actor } = work
  const { householdId } = await requireFollowUp(work, id)
  const row = await lockFollowUp(db, communityId, id)
  if (row?.claimedBy !== actor.accountId) return
  await work.elevated(() => changeFollowUp(db, communityId, id, { claimedBy: null, claimedUntil: null }))
  work.record({ action: 'follow-up.released', subjectId: householdId })
}

import { Refusal } from '@gezhong/shared/errors'
import type { Work } from '../../database/transact.ts'
import { blankAccount, forgetSignIns, GONE_NAME, holdAccount } from '../../grid/identity/forget-queries.ts'
import { forgetInvited } from '../../grid/invitations/queries.ts'
import { removeSecondFactor } from '../../grid/second-factor/queries.ts'
import { forgetSessions } from '../../grid/sessions/queries.ts'
import { holdsPost } from '../../grid/team/queries.ts'
import { forgetAnswersOf } from '../../http/idempotency.ts'
import { announce } from '../../live/fold.ts'
import { forgetOwnPhotos } from '../antigen/forget.ts'
import { forgetCorrections } from '../corrections/queries.ts'
import { endUnansweredProxies, forgetHomes, forgetRequests } from '../homes/queries.ts'
import { changingOwn, readOwnWords } from '../reports/own-word.ts'
import { blankReports } from '../reports/queries.ts'
import { forgetDevices } from '../resident-sign-in/proven-devices.ts'
import { forgetPhone } from '../resident-sign-in/queries.ts'
import { leaveSlip } from '../slips/queries.ts'

/*
 * What people gave goes; what the community must keep until it stands down stays: the surveyed ledger, the group’s texts,
 * the numbers of the rolls, and the log, all of which point at an account that tells nothing any more. Everything is one
 * transaction under the community’s scope, since a resident’s own reaches none of what others keep about them.
 */

/** The number of people stays and is held against the ledger again, as a phone that differed no longer does. */
async function forgetReports(work: Work): Promise<void> {
  const { db, communityId, actor } = work
  const words = await readOwnWords(db, communityId, actor.accountId)
  const ids = words.map(({ id }) => id)
  const open = words.filter((word) => word.is_open)
  await changingOwn(work, open, () => blankReports(db, communityId, ids, { counts: false }))
}

/** Whoever looks after a household because its people agreed does so no longer when nobody who agreed is left. */
async function forgetBonds(work: Work): Promise<string[]> {
  const { db, communityId, actor, now } = work
  await forgetRequests(db, communityId, actor.accountId)
  const left = await forgetHomes(db, communityId, actor.accountId)
  return endUnansweredProxies(db, communityId, left, now)
}

async function forgetSigningIn(work: Work): Promise<void> {
  const { db, communityId, actor } = work
  await forgetPhone(db, communityId, actor.accountId)
  await forgetDevices(db, communityId, [actor.accountId])
  await forgetSignIns(db, communityId, actor.accountId)
  await removeSecondFactor(db, communityId, actor.accountId)
  await leaveSlip(db, communityId, actor.accountId)
  await forgetInvited(db, communityId, actor.accountId, GONE_NAME)
  await forgetAnswersOf(db, actor.accountId)
  await forgetSessions(db, communityId, actor.accountId)
}

/** Takes effect with the commit, on every device. Asked twice, also at once, it is done once. */
export async function deleteAccount(work: Work): Promise<void> {
  const { db, communityId, actor, now } = work
  if (!(await holdAccount(db, actor.accountId))) return
  const ended = await work.elevated(async () => {
    if (await holdsPost(db, communityId, actor.accountId)) throw new Refusal('has-post')
    // While it is still on record where the account lived: that is what makes a report its own word.
    await forgetReports(work)
    await forgetOwnPhotos(work)
    const proxies = await forgetBonds(work)
    await forgetCorrections(db, communityId, actor.accountId)
    await forgetSigningIn(work)
    await blankAccount(db, actor.accountId, now)
    return proxies
  })
  for (const endAccount of [actor.accountId, ...ended]) await announce(db, { communityId, endAccount })
  work.record({ action: 'account.deleted', subjectId: actor.accountId })
}

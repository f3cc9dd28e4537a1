import type { Work } from '../../database/transact.ts'
import { changingOwn, readOwnWords } from './own-word.ts'
import { blankReports, markWithdrawn } from './queries.ts'

/*
 * What becomes of one's own reports when one withdraws an agreement. A group's chain is its people's common record and
 * stays, sealed; so does what a worker wrote.
 */

/** Numbers, remarks and written lines are gone; who lives there is still counted. Returns how many reports. */
export function blankOwnWords(work: Work): Promise<number> {
  const { db, communityId, actor } = work
  return work.elevated(async () => {
    const reports = (await readOwnWords(db, communityId, actor.accountId)).filter((one) => one.has_words)
    const ids = reports.map((one) => one.id)
    const open = reports.filter((one) => one.is_open)
    await changingOwn(work, open, () => blankReports(db, communityId, ids, { counts: false }))
    return ids.length
  })
}

/** Nobody of these households is counted as tested by this account's word any more. Returns how many reports. */
export function takeBackTested(work: Work): Promise<number> {
  const { db, communityId, actor } = work
  return work.elevated(async () => {
    const reports = (await readOwnWords(db, communityId, actor.accountId)).filter(
      (one) => one.question === 'who-was-tested',
    )
    await changingOwn(work, reports, async () => {
      for (const { id } of reports) await markWithdrawn(db, communityId, id)
      await blankReports(
        db,
        communityId,
        reports.map((one) => one.id),
        { counts: true },
      )
    })
    return reports.length
  })
}

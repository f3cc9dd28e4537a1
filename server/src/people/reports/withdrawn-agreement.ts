import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { holdHousehold, reconcileHousehold } from '../reconciliation/reconcile-roll.ts'
import { readRollsById } from '../rolls/queries.ts'
import { blankReports, findTarget, markWithdrawn, readOwnReports, type OwnReport } from './queries.ts'

/*
 * What becomes of one's own reports when one withdraws an agreement. A group's chain is its people's common record and
 * stays, sealed; so does what a worker wrote.
 */

/** Each roll and household once, in the order in which the background takes the same locks. */
const placesOf = (reports: readonly OwnReport[]): OwnReport[] => [
  ...new Map(reports.map((one) => [`${one.roll_id} ${one.household_id}`, one])).values(),
]

/** Runs `change` over the reports with their households held, then judges these households again. */
async function changing(work: Work, reports: readonly OwnReport[], change: () => Promise<void>): Promise<void> {
  const { db, communityId } = work
  const codes = await readGridCodes(db, communityId)
  const rolls = new Map(
    (
      await readRollsById(
        db,
        communityId,
        reports.map((one) => one.roll_id),
      )
    ).map((one) => [one.id, one]),
  )
  const places = placesOf(reports)
  for (const one of places)
    await holdHousehold(work, rolls.get(one.roll_id)!, codes.get(one.grid_id) ?? '', one.household_id)
  await change()
  for (const one of places)
    if ((await findTarget(db, communityId, one.household_id)) !== undefined)
      await reconcileHousehold(work, rolls.get(one.roll_id)!, one.household_id)
}

/** Numbers, remarks and written lines are gone; who lives there is still counted. Returns how many reports. */
export function blankOwnWords(work: Work): Promise<number> {
  const { db, communityId, actor } = work
  return work.elevated(async () => {
    const reports = (await readOwnReports(db, communityId, actor.accountId)).filter((one) => one.has_words)
    const ids = reports.map((one) => one.id)
    const open = reports.filter((one) => one.is_open)
    await changing(work, open, () => blankReports(db, communityId, ids, { counts: false }))
    return ids.length
  })
}

/** Nobody of these households is counted as tested by this account's word any more. Returns how many reports. */
export function takeBackTested(work: Work): Promise<number> {
  const { db, communityId, actor } = work
  return work.elevated(async () => {
    const reports = (await readOwnReports(db, communityId, actor.accountId)).filter(
      (one) => one.question === 'who-was-tested',
    )
    await changing(work, reports, async () => {
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

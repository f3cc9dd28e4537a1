import { coversGrid } from '@gezhong/shared/actor'
import { CARRIER_ROLES } from '@gezhong/shared/supplies/runs/contract'
import { readGrants } from '../../database/scope-queries.ts'
import type { Work } from '../../database/transact.ts'
import { findRun, putRun, readRuns, releaseStops } from './queries.ts'

/** Ends the runs of somebody whose posts cover them no more; what they had not handed over is free for another. */
export async function releaseRuns(work: Work, accountId: string): Promise<void> {
  const { db, communityId, now, actor } = work
  await work.elevated(async () => {
    const carrier = { ...actor, accountId, grants: await readGrants(db, communityId, accountId, now) }
    const walked = await readRuns(db, communityId, { carrierId: accountId, endedSince: now })
    const lost = walked.filter(
      ({ state, grid_code: code }) =>
        (state === 'designated' || state === 'started') && !coversGrid(carrier, CARRIER_ROLES, code),
    )
    for (const { id } of lost) {
      const row = (await findRun(db, communityId, id, 'update'))!
      const state = row.state === 'started' ? 'ended' : 'called-off'
      await putRun(db, { ...row, state, revision: row.revision + 1, endedAt: now })
      await releaseStops(db, communityId, id)
    }
  })
}

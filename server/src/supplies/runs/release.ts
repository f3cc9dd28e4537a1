import type { Work } from '../../database/transact.ts'
import { readCarriers } from './carriers.ts'
import { endRun, findRun, readRuns } from './queries.ts'

/** Ends the runs that somebody may not carry any more; what they had not handed over is free for another. */
export async function releaseRuns(work: Work, accountId: string): Promise<void> {
  const { db, communityId, now } = work
  await work.elevated(async () => {
    const walked = await readRuns(db, communityId, { carrierId: accountId, endedSince: now })
    for (const { id, state, grid_code: code } of walked) {
      if (state !== 'designated' && state !== 'started') continue
      if ((await readCarriers(work, code)).some((carrier) => carrier.accountId === accountId)) continue
      const row = (await findRun(db, communityId, id, 'update'))!
      await endRun(db, row, row.state === 'started' ? 'ended' : 'called-off', now)
    }
  })
}

import { releaseCredential } from './grid/credentials/service.ts'
import type { Release } from './grid/team/service.ts'
import { releaseFollowUps } from './people/follow-ups/release.ts'
import { releaseBuildings } from './people/ledger/buildings-service.ts'
import { releaseRuns } from './supplies/runs/release.ts'

/** Takes back what somebody who left a post was trusted with there. */
export const releasePost: Release = async (work, accountId) => {
  await releaseBuildings(work, accountId)
  await releaseFollowUps(work, accountId)
  await releaseCredential(work, accountId)
  await releaseRuns(work, accountId)
}

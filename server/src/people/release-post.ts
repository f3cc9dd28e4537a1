import type { Release } from '../grid/team/service.ts'
import { releaseFollowUps } from './follow-ups/release.ts'
import { releaseBuildings } from './ledger/buildings-service.ts'

/** Takes back what somebody who left a post was trusted with there. */
export const releasePost: Release = async (work, accountId) => {
  await releaseBuildings(work, accountId)
  await releaseFollowUps(work, accountId)
}

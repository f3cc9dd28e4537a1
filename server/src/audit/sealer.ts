import { transactAsSystem, type Kernel } from '../database/transact.ts'
import { eachInTurn, listCommunities } from '../database/communities.ts'
import { sealNew, type Signer } from './seal.ts'

/** One turn over all communities; returns how many entries were sealed. */
export async function sealEverywhere(kernel: Kernel, signer: Signer): Promise<number> {
  return eachInTurn(await listCommunities(kernel), (communityId) =>
    transactAsSystem(kernel, communityId, (work) => sealNew(work.db, communityId, signer, work.now)),
  )
}

import { buildLedgerIndex } from '@gezhong/shared/people/ledger-index'
import type { ChainContext } from '@gezhong/shared/people/chain/types'
import type { Work } from '../../database/transact.ts'
import { readCommunity } from '../../grid/communities/queries.ts'
import { asGroup, type KnownHousehold } from '../reconciliation/statements.ts'

/** What reading a group's chain needs to know: the community's names, and the households its members may mean. */
export async function groupContext(
  work: Work,
  gridCode: string,
  households: readonly KnownHousehold[],
): Promise<ChainContext> {
  const community = await readCommunity(work.db, work.communityId)
  return {
    placeNames: community?.placeNames ?? [],
    areaCode: community?.areaCode ?? undefined,
    grid: gridCode,
    ledger: buildLedgerIndex(asGroup(households, gridCode), {
      phoneKey: (phone) => work.vault.phoneIndex(work.communityId, phone),
    }),
  }
}

import { buildLedgerIndex } from '@gezhong/shared/people/ledger-index'
import { createHash } from 'node:crypto'
import type { Work } from '../../database/transact.ts'
import { readCommunity } from '../../grid/communities/queries.ts'
import { asGroup, type KnownHousehold } from '../reconciliation/statements.ts'
import type { ChainAround } from './reports-reader.ts'

/** What reading a group's chain needs to know: the community's names, and the households its members may mean. */
export async function groupContext(
  work: Work,
  gridCode: string,
  households: readonly KnownHousehold[],
): Promise<ChainAround> {
  const community = await readCommunity(work.db, work.communityId)
  const names = {
    placeNames: community?.placeNames ?? [],
    areaCode: community?.areaCode ?? undefined,
    grid: gridCode,
  }
  const known = asGroup(households, gridCode)
  return {
    context: {
      ...names,
      ledger: buildLedgerIndex(known, { phoneKey: (phone) => work.vault.phoneIndex(work.communityId, phone) }),
    },
    print: createHash('sha256')
      .update(JSON.stringify([names, known]))
      .digest('hex'),
  }
}

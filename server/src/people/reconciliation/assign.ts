import { Refusal } from '@gezhong/shared/errors'
import { canSettleDifference } from '@gezhong/shared/people/policy'
import { readGrants } from '../../database/scope-queries.ts'
import type { Work } from '../../database/transact.ts'
import { readDifferences } from './difference-queries.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'

/**
 * Refuses to give differences to somebody who may not settle them. Their post may lie above the asker's own scope, so it
 * is looked up for the whole community; only yes or no comes of it.
 */
export async function requireSettler(work: Work, ids: readonly string[], accountId: string): Promise<void> {
  const codes = await readGridCodes(work.db, work.communityId)
  const wanted = await readDifferences(work.db, work.communityId, ids)
  const grants = await work.elevated(() => readGrants(work.db, work.communityId, accountId, work.now))
  const settler = { ...work.actor, accountId, grants }
  if (wanted.length === 0 || grants.length === 0) throw new Refusal('not-found')
  const mayAll = wanted.every(({ difference }) => canSettleDifference(settler, codes.get(difference.gridId) ?? ''))
  if (!mayAll) throw new Refusal('not-found', '这位不能处理这些差异，请换一位这个网格的网格员或网格长')
}

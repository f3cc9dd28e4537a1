import { livesIn, ownHouseholds } from '@gezhong/shared/actor'
import type { Work } from '../../database/transact.ts'
import { readHouseholds, type HouseholdView } from './household-queries.ts'

/** More households than anybody looks after. */
const MOST = 50

/** The asker's own home first, then those they look after; each in order of door. */
export async function readOwnHouseholds(work: Work): Promise<HouseholdView[]> {
  const mine = { ids: ownHouseholds(work.actor), sort: 'door', page: 1, size: MOST } as const
  const rows = await readHouseholds(work.db, work.communityId, mine)
  const isOwn = ({ id }: HouseholdView) => Number(livesIn(work.actor, id))
  return rows.toSorted((one, other) => isOwn(other) - isOwn(one))
}

import { topCode } from '@gezhong/shared/actor'
import { inChunks } from '../../database/in-chunks.ts'
import type { Work } from '../../database/transact.ts'
import { findGridByCode, readSubtree, readGridCodes } from '../../grid/communities/queries.ts'
import { readOpenRolls, type RollRow } from '../rolls/queries.ts'
import { judge } from './judge.ts'
import { readOutdatedGrids } from './outdated-grids.ts'
import { storeOutcomes } from './settle-outcomes.ts'
import { readLedgerOfGrids, readLedgerOfHousehold, readReportsOfGrids, readReportsOfHousehold } from './statements.ts'
import { lockDomain, lockHousehold } from './store-queries.ts'

/** So many top-level grids are looked at in one statement: a city's rows at once no longer fit into its working memory. */
export const GRIDS_AT_ONCE = 10

/** Judges one household's statements again, at once: its resident waits for the receipt. Run elevated, what follows is not theirs to write. */
export async function reconcileHousehold(work: Work, roll: RollRow, householdId: string): Promise<void> {
  const households = await readLedgerOfHousehold(work.db, work.communityId, householdId)
  const reports = await readReportsOfHousehold(work.db, work.communityId, roll.id, householdId)
  const judgements = judge(roll.question, households, reports)
  const gone = reports.filter((row) => row.state !== 'standing').map((row) => row.id)
  await storeOutcomes(work, roll, households, judgements, gone)
}

/** Before anything is said for a household: others who speak for it, or for its whole grid, wait. */
export async function holdHousehold(work: Work, roll: RollRow, gridCode: string, householdId: string): Promise<void> {
  await lockHousehold(work.db, work.communityId, roll.id, topCode(gridCode), householdId)
}

/** Waits for everything else that is being said or decided in this top-level grid. */
export async function holdDomain(work: Work, roll: RollRow, gridCode: string): Promise<void> {
  await lockDomain(work.db, roll.id, topCode(gridCode), work.communityId)
}

/** Reads the stored texts of a grid's chains again with the ledger as it is now; given by the chain capability. */
export type Reread = (work: Work, roll: RollRow, gridIds: readonly string[]) => Promise<void>

/** Judges everything said in a top-level grid again. It crosses scopes, so it runs elevated. */
export async function reconcileDomain(work: Work, roll: RollRow, gridCode: string, reread?: Reread): Promise<void> {
  await holdDomain(work, roll, gridCode)
  await work.elevated(() => reconcileWhole(work, roll, topCode(gridCode), reread))
}

async function reconcileWhole(work: Work, roll: RollRow, code: string, reread?: Reread): Promise<void> {
  const top = await findGridByCode(work.db, work.communityId, code)
  if (top === undefined) return
  const gridIds = await readSubtree(work.db, work.communityId, top.id)
  await reread?.(work, roll, gridIds)
  const households = await readLedgerOfGrids(work.db, work.communityId, gridIds)
  const reports = await readReportsOfGrids(work.db, work.communityId, roll.id, gridIds)
  const judgements = judge(roll.question, households, reports)
  const gone = reports.filter((row) => row.state !== 'standing').map((row) => row.id)
  await storeOutcomes(work, roll, households, judgements, gone)
}

/**
 * After the ledger changed in these grids: every open roll there is held against it again, in the background. The database
 * says first where anything would come out otherwise; the locks are held before it looks, so that nothing slips between.
 */
export async function reconcileOpenRolls(work: Work, gridIds: readonly string[], reread: Reread): Promise<void> {
  const codes = await readGridCodes(work.db, work.communityId)
  const tops = [...new Set(gridIds.flatMap((id) => (codes.has(id) ? [topCode(codes.get(id)!)] : [])))].sort()
  for (const roll of await readOpenRolls(work.db, work.communityId)) {
    for (const code of tops) await holdDomain(work, roll, code)
    for (const some of inChunks(tops, GRIDS_AT_ONCE)) {
      const within = [...codes].flatMap(([id, code]) => (some.includes(topCode(code)) ? [id] : []))
      const outdated = await readOutdatedGrids(work.db, work.communityId, roll, within)
      for (const code of some.filter((top) => outdated.has(top))) await reconcileDomain(work, roll, code, reread)
    }
  }
}

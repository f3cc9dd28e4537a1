import type { Work } from '../../database/transact.ts'
import { changeReport } from '../reconciliation/store-queries.ts'
import { readLedgerOfGrids, readReportsOfGrids } from '../reconciliation/statements.ts'
import { type RollRow } from '../rolls/queries.ts'
import { groupContext } from './group.ts'
import { readChains, readPaste } from './queries.ts'
import { chainReader } from './reports-reader.ts'
import { readPasted, readsOtherwise, textOf } from './reading.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'

/**
 * Reads the last text of each chain in these grids again: a door that the ledger has since learned can now be read, and
 * one that it lost cannot. Only what reads otherwise is written. It takes as long as it takes: the text is confirmed.
 */
export async function reread(work: Work, roll: RollRow, gridIds: readonly string[]): Promise<void> {
  const chains = await readChains(work.db, work.communityId, roll.id, gridIds)
  if (chains.length === 0) return
  const codes = await readGridCodes(work.db, work.communityId)
  const households = await readLedgerOfGrids(work.db, work.communityId, gridIds)
  const reports = await readReportsOfGrids(work.db, work.communityId, roll.id, gridIds)
  for (const chain of chains) {
    const paste = await readPaste(work.db, work.communityId, chain.pasteId!)
    if (paste === undefined) continue
    const around = await groupContext(work, codes.get(chain.gridId) ?? '', households)
    const before = reports.filter((row) => row.chainGridId === chain.gridId && row.state === 'standing')
    const old = new Map(before.map((row) => [row.id, row]))
    const { lines } = await readPasted(
      work,
      { rollId: roll.id, gridId: chain.gridId },
      textOf(work, paste.textSealed),
      before,
      [],
      around,
      chainReader(Infinity),
    )
    for (const { row, change } of lines) {
      const known = old.get(row.id)
      if (change !== 'same' || known === undefined || !readsOtherwise(row, known)) continue
      const {
        door,
        doorCandidates,
        headcount,
        intent,
        reasons,
        confidence,
        isCorrection,
        phonesSealed,
        phoneIndexes,
        remarkSealed,
      } = row
      await changeReport(work.db, work.communityId, row.id, {
        door,
        doorCandidates,
        headcount,
        intent,
        reasons,
        confidence,
        isCorrection,
        phonesSealed,
        phoneIndexes,
        remarkSealed,
      })
    }
  }
}

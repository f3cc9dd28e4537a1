import { maskPhone } from '@gezhong/shared/people/phone'
import type { OwnReport } from '@gezhong/shared/people/own-data/contract'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import type { ReportRow } from '../reconciliation/statements.ts'
import { readDifferenceStates, readReports, readRollTitles, readSaidOf } from './report-queries.ts'

/** Of what others said for the household its number and its fate; their words and phones are theirs. */
function present(
  work: Work,
  row: ReportRow,
  own: boolean,
  lived: readonly string[],
): Omit<OwnReport, 'rollTitle' | 'difference'> {
  // A line of the group’s chain that was matched to the household is the household’s own word.
  const line = row.source === 'chain' && row.householdId !== null && lived.includes(row.householdId)
  const open = (sealed: Buffer | null) =>
    sealed === null || !(own || line) ? '' : maskText(work.vault.openForCommunity(work.communityId, sealed))
  return {
    id: row.id,
    door: row.door,
    source: row.source,
    own,
    text: open(row.textSealed),
    headcount: row.chosenHeadcount ?? row.headcount,
    phonesMasked: own || line ? work.vault.openPhones(work.communityId, row.phonesSealed).map(maskPhone) : [],
    remark: open(row.remarkSealed),
    intent: row.intent,
    verdict: row.verdict,
    state: row.state,
    at: row.saidAt.toISOString(),
  }
}

/**
 * What I said myself, also for households I have left, and what was said for those I live in. Read elevated: a report of
 * a household I have left is outside my scope and still mine. The conditions on the account and the household keep it so.
 */
export async function ownReports(work: Work, lived: readonly string[]): Promise<OwnReport[]> {
  const { db, communityId, actor } = work
  return work.elevated(async () => {
    const ownById = new Map((await readSaidOf(db, communityId, actor.accountId, lived)).map(({ id, own }) => [id, own]))
    const ids = [...ownById.keys()]
    const rows = await readReports(db, communityId, ids)
    const titles = await readRollTitles(
      db,
      communityId,
      rows.map(({ rollId }) => rollId),
    )
    const states = await readDifferenceStates(db, communityId, ids)
    return rows.map((row) => ({
      ...present(work, row, ownById.get(row.id) === true, lived),
      rollTitle: maskText(titles.get(row.rollId) ?? ''),
      difference: states.get(row.id) ?? null,
    }))
  })
}

import type { CandidateHousehold } from '@gezhong/shared/people/chain/contract'
import { maskPhone } from '@gezhong/shared/people/phone'
import type { Difference } from '@gezhong/shared/people/reconciliation/contract'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { presentReport } from '../reports/present.ts'
import { readAroundDifferences, readDifferences, readNear } from './difference-queries.ts'
import { readAccountNames } from '../ledger/names.ts'
import type { ReportRow } from './statements.ts'

/** What a decision leaves behind, sealed: its reason, and what had been decided about the statement, if any, before it. */
export interface DecisionNote {
  reason: string
  before: Pick<ReportRow, 'chosenHouseholdId' | 'chosenHeadcount' | 'dismissed' | 'rejectedHouseholdIds'> | null
}

export const openNote = (work: Work, sealed: Buffer | null): DecisionNote | null =>
  sealed === null ? null : (JSON.parse(work.vault.openForCommunity(work.communityId, sealed)) as DecisionNote)

const asCandidate = (row: { id: string; door: string; headcount: number | null }): CandidateHousehold => ({
  householdId: row.id,
  door: row.door,
  headcount: row.headcount,
})

/** Differences as people see them, in the order of the ids. */
export async function presentDifferences(work: Work, ids: readonly string[]): Promise<Difference[]> {
  const full = await readDifferences(work.db, work.communityId, ids)
  const around = await readAroundDifferences(work.db, work.communityId, ids, work.now)
  const near = await readNear(
    work.db,
    work.communityId,
    full.flatMap(({ difference, report }) => [
      ...(difference.householdId === null ? [] : [difference.householdId]),
      ...(report?.candidateIds ?? []),
    ]),
  )
  const names = await readAccountNames(
    work.db,
    full.flatMap(({ difference, report }) =>
      [report?.accountId, difference.decidedBy, around.get(difference.id)?.owner_id].flatMap((id) => id ?? []),
    ),
  )
  const nameOf = (id: string | null | undefined) => (id == null ? null : (names.get(id) ?? null))
  return full.map(({ difference, report }) => {
    const beside = around.get(difference.id)!
    const household = difference.householdId === null ? undefined : near.get(difference.householdId)
    return {
      id: difference.id,
      rollId: difference.rollId,
      rollTitle: maskText(beside.roll_title),
      gridId: difference.gridId,
      gridCode: beside.grid_code,
      kind: difference.kind,
      state: difference.state,
      household: household === undefined ? null : asCandidate(household),
      ledgerPhonesMasked: work.vault.openPhones(work.communityId, household?.phones_sealed ?? null).map(maskPhone),
      report: report === null ? null : presentReport(work, report, nameOf(report.accountId) ?? ''),
      sampled: difference.sampled,
      candidates: (report?.candidateIds ?? []).flatMap((id) => {
        const row = near.get(id)
        return row === undefined ? [] : [asCandidate(row)]
      }),
      ownerAccountId: beside.owner_id,
      ownerName: nameOf(beside.owner_id),
      dueAt: difference.dueAt.toISOString(),
      openedAt: difference.openedAt.toISOString(),
      decision: difference.decision,
      decidedByName: nameOf(difference.decidedBy),
      decidedAt: difference.decidedAt?.toISOString() ?? null,
      reason: maskText(openNote(work, difference.decisionSealed)?.reason ?? ''),
      revision: difference.revision,
    }
  })
}

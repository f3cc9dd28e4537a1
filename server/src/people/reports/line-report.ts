import { Refusal } from '@gezhong/shared/errors'
import { parseEntry } from '@gezhong/shared/people/chain/parse'
import { buildLedgerIndex } from '@gezhong/shared/people/ledger-index'
import type { Work } from '../../database/transact.ts'
import { readCommunity } from '../../grid/communities/queries.ts'
import { asGroup, readLedgerOfHousehold } from '../reconciliation/statements.ts'
import { requireTarget, type Said } from './service.ts'

/**
 * Reads one line as a chain line is read, for a household that is known already: the door may be left out, but another
 * door is refused rather than reported for the wrong house.
 */
export async function readLine(work: Work, id: string, householdId: string, line: string): Promise<Said> {
  const target = await requireTarget(work, householdId)
  const community = await readCommunity(work.db, work.communityId)
  const households = await readLedgerOfHousehold(work.db, work.communityId, householdId)
  const code = target.grid_code.split('-')[0]!
  const index = buildLedgerIndex(asGroup(households, code), {
    phoneKey: (phone) => work.vault.phoneIndex(work.communityId, phone),
  })
  const entry = parseEntry(line, {
    placeNames: community?.placeNames ?? [],
    areaCode: community?.areaCode ?? undefined,
    grid: code,
    ledger: index,
  })
  if (entry.door !== null && entry.door !== target.door) throw new Refusal('door-differs')
  const says = entry.headcount !== null || entry.phones.length > 0 || entry.intent !== 'report'
  if (!says) throw new Refusal('line-unreadable')
  return {
    id,
    householdId,
    headcount: entry.headcount,
    phones: entry.phones,
    remark: entry.remark,
    intent: entry.intent,
    text: line,
  }
}

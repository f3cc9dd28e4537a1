import { maskPhone } from '@gezhong/shared/people/phone'
import type { Receipt, Report } from '@gezhong/shared/people/reports/contract'
import { stillMissing } from '@gezhong/shared/people/rolls/still-missing'
import type { Work } from '../../database/transact.ts'
import type { ReportRow } from '../reconciliation/statements.ts'
import { maskText } from '../../security/mask-text.ts'
import { readAccountNames } from '../ledger/names.ts'
import { readAsked } from './queries.ts'

export function presentReport(work: Work, row: ReportRow, byName: string): Report {
  const open = (sealed: Buffer | null) => (sealed === null ? '' : work.vault.openForCommunity(work.communityId, sealed))
  return {
    id: row.id,
    rollId: row.rollId,
    gridId: row.gridId,
    householdId: row.householdId,
    source: row.source,
    text: maskText(open(row.textSealed)),
    door: row.door,
    headcount: row.chosenHeadcount ?? row.headcount,
    phonesMasked: work.vault.openPhones(work.communityId, row.phonesSealed).map(maskPhone),
    remark: maskText(open(row.remarkSealed)),
    intent: row.intent,
    verdict: row.verdict,
    state: row.state,
    byName,
    at: row.saidAt.toISOString(),
  }
}

export async function presentReports(work: Work, rows: readonly ReportRow[]): Promise<Report[]> {
  const names = await readAccountNames(
    work.db,
    rows.map((row) => row.accountId),
  )
  return rows.map((row) => presentReport(work, row, names.get(row.accountId) ?? ''))
}

const SENTENCES: Record<Report['verdict'], string> = {
  matched: '收到了，和台账一致',
  'headcount-differs': '收到了。人数和台账登记的不一样，网格员会来核对，您不用再报',
  'phone-differs': '收到了。电话和台账登记的不一样，网格员会来核对，您不用再报',
  'unknown-door': '收到了，台账里还没有这个门牌，网格员会来核对',
  candidates: '收到了，网格员会来核对是哪一户',
  incomplete: '收到了，网格员会联系您补全',
  superseded: '已被后来的上报代替',
  duplicate: '收到了，和先前报的一样',
  withdrawn: '已撤回，需要时可以重新上报',
  dismissed: '网格员核对后没有采用，请联系网格员',
}

/** In a roll that asks who was tested, fewer people than live there are no mistake: the others are to come. */
async function sentenceOf(work: Work, row: ReportRow): Promise<string> {
  if (row.verdict !== 'headcount-differs' || row.householdId === null) return SENTENCES[row.verdict]
  const asked = await readAsked(work.db, work.communityId, row.rollId, row.householdId)
  const people =
    asked === undefined ? 0 : stillMissing(asked.question, asked.headcount, row.chosenHeadcount ?? row.headcount)
  return people === 0 ? SENTENCES[row.verdict] : `收到了，还差 ${people} 人。都做完了，请再报一次`
}

export async function receiptOf(work: Work, row: ReportRow): Promise<Receipt> {
  const [report] = await presentReports(work, [row])
  return { report: report!, sentence: await sentenceOf(work, row) }
}

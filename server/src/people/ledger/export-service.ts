import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { OCCUPANCY_WORDS } from '@gezhong/shared/people/ledger/contract'
import type { Work } from '../../database/transact.ts'
import { exportFile } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { countHouseholds, readHouseholds } from './household-queries.ts'
import { filterOf, type HouseholdSearch } from './households-service.ts'
import { presentHousehold } from './present.ts'

/** The list as a file, phones masked; too long a list is refused rather than cut. */
export async function exportHouseholds(
  work: Work,
  search: HouseholdSearch,
  { reason }: ExportReason,
  most = EXPORT_ROWS,
): Promise<FileReply> {
  const filter = await filterOf(work, search)
  const total = await countHouseholds(work.db, work.communityId, filter)
  if (total > most) throw new Refusal('too-large', `一次最多导出 ${most} 户，现在选中 ${total} 户，请按网格分开导出`)
  const views = await readHouseholds(work.db, work.communityId, { ...filter, sort: 'door', page: 1, size: most })
  const rows = views.map((view) => presentHousehold(work, view))
  work.record({ action: 'ledger.exported', detail: `${rows.length} 户，用途：${reason}` })
  return exportFile(work, {
    fileName: `住户台账-${civilDay(work.now)}.xlsx`,
    reason,
    headers: ['网格', '门牌', '人数', '电话', '居住', '优先', '备注', '登记人员'],
    rows: rows.map((row) => [
      row.gridCode,
      row.door,
      row.headcount,
      row.phonesMasked.join(' '),
      OCCUPANCY_WORDS[row.occupancy],
      row.priority ? '是' : '',
      row.note,
      row.residents,
    ]),
  })
}

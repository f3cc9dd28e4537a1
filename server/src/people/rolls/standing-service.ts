import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { maskPhone } from '@gezhong/shared/people/phone'
import { STANDING_WORDS, type Standing, type StandingState } from '@gezhong/shared/people/rolls/contract'
import { standingWord } from '@gezhong/shared/people/rolls/still-missing'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { exportFile } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { readStanding, type StandingRow } from './queries.ts'
import { requireRoll } from './service.ts'

interface Filter {
  grid?: string | undefined
  state?: StandingState | undefined
  q?: string | undefined
  page: number
  size: number
}

const present = (work: Work, row: StandingRow): Standing => ({
  householdId: row.household_id,
  buildingId: row.building_id,
  gridId: row.grid_id,
  gridCode: row.grid_code,
  door: row.door,
  state: row.state,
  headcount: row.headcount,
  reported: row.reported,
  stillMissing: row.still_missing,
  reportId: row.report_id,
  reportedAt: row.reported_at === null ? null : new Date(row.reported_at).toISOString(),
  phonesMasked: work.vault.openPhones(work.communityId, row.phones_sealed).map(maskPhone),
  priority: row.priority,
  note: maskText(row.note),
  responsibleName: row.responsible_name,
})

export async function standingOf(work: Work, rollId: string, filter: Filter) {
  const roll = await requireRoll(work, rollId)
  const gridIds = filter.grid === undefined ? null : await readSubtree(work.db, work.communityId, filter.grid)
  const { rows, total } = await readStanding(work.db, work.communityId, roll, { ...filter, gridIds })
  return { rows: rows.map((row) => present(work, row)), total }
}

export async function exportStandingFile(
  work: Work,
  rollId: string,
  filter: Pick<Filter, 'grid' | 'state'>,
  { reason }: ExportReason,
): Promise<FileReply> {
  const roll = await requireRoll(work, rollId)
  const { rows, total } = await standingOf(work, rollId, { ...filter, page: 1, size: EXPORT_ROWS })
  if (total > rows.length)
    throw new Refusal('too-large', `一次最多导出 ${EXPORT_ROWS} 户，现在选中 ${total} 户，请按网格分开导出`)
  const title = maskText(roll.title)
  work.record({ action: 'roll.exported', subjectId: rollId, detail: `${title} ${rows.length} 户，用途：${reason}` })
  return exportFile(work, {
    fileName: `${title}-${filter.state === undefined ? '全部' : STANDING_WORDS[filter.state]}.xlsx`,
    reason,
    headers: ['网格', '门牌', '状态', '台账人数', '上报人数', '电话', '优先', '备注', '负责人'],
    rows: rows.map((row) => [
      row.gridCode,
      row.door,
      standingWord(row),
      row.headcount,
      row.reported,
      row.phonesMasked.join(' '),
      row.priority ? '是' : '',
      row.note,
      row.responsibleName ?? '',
    ]),
  })
}

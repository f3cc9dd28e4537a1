import { maskPhone } from '@gezhong/shared/people/phone'
import { STANDING_WORDS, type Standing, type StandingState } from '@gezhong/shared/people/rolls/contract'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import type { FileReply } from '../../http/serve.ts'
import { sheetFile } from '../../http/sheet-file.ts'
import { maskText } from '../../security/mask-text.ts'
import { readStanding, type StandingRow } from './queries.ts'
import { requireRoll } from './service.ts'

const EXPORT_ROWS = 20_000

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
): Promise<FileReply> {
  const roll = await requireRoll(work, rollId)
  const { rows } = await standingOf(work, rollId, { ...filter, page: 1, size: EXPORT_ROWS })
  const title = maskText(roll.title)
  work.record({ action: 'roll.exported', subjectId: rollId, detail: `${title} ${rows.length} 户` })
  return sheetFile(
    `${title}-${filter.state === undefined ? '全部' : STANDING_WORDS[filter.state]}.xlsx`,
    ['网格', '门牌', '状态', '台账人数', '上报人数', '电话', '优先', '备注', '负责人'],
    rows.map((row) => [
      row.gridCode,
      row.door,
      STANDING_WORDS[row.state],
      row.headcount,
      row.reported,
      row.phonesMasked.join(' '),
      row.priority ? '是' : '',
      row.note,
      row.responsibleName ?? '',
    ]),
  )
}

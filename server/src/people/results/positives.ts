import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { maskPhone } from '@gezhong/shared/people/phone'
import type { PositivePerson } from '@gezhong/shared/people/results/contract'
import { OUTCOME_WORDS } from '@gezhong/shared/people/results/outcome'
import { wallClock, civilDay } from '@gezhong/shared/civil-day'
import type { Work } from '../../database/transact.ts'
import { exportFile } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { requireRound } from '../rounds/service.ts'
import { countOutcomes, readPositives, readTubeOutcomes, type PositiveRow } from './positive-queries.ts'

function present({ vault, communityId }: Work, row: PositiveRow): PositivePerson {
  return {
    resultId: row.id,
    roundId: row.round_id,
    roundTitle: row.round_title === null ? null : maskText(row.round_title),
    outcome: row.outcome,
    testedAt: new Date(row.tested_at).toISOString(),
    tubeId: row.tube_id,
    tubeCode: row.tube_code,
    tubePeople: row.tube_people ?? row.people,
    householdId: row.household_id,
    gridCode: row.grid_code,
    door: row.door,
    name: row.name_sealed === null ? null : maskText(vault.open(communityId, row.name_sealed)),
    people: row.people,
    phonesMasked: vault.openPhones(communityId, row.phones_sealed).map(maskPhone),
    retested: row.retested,
  }
}

interface Filter {
  round?: string | undefined
  page: number
  size: number
}

export async function positives(work: Work, { round, ...page }: Filter) {
  const rows = await readPositives(work.db, work.communityId, round, page)
  return { rows: rows.map((row) => present(work, row)), total: Number(rows[0]?.total ?? 0) }
}

export async function exportPositivesFile(
  work: Work,
  round: string | undefined,
  { reason }: ExportReason,
): Promise<FileReply> {
  const { rows, total } = await positives(work, { round, page: 1, size: EXPORT_ROWS })
  if (total > rows.length) throw new Refusal('too-large', `一次最多导出 ${EXPORT_ROWS} 人，请按轮次分开导出`)
  work.record({ action: 'result.positives-exported', detail: `${rows.length} 行，用途：${reason}` })
  return exportFile(work, {
    fileName: '阳性和待复核名单.xlsx',
    reason,
    headers: ['网格', '门牌', '姓名', '人数', '结果', '检测时间', '管号', '管内人数', '轮次', '已列入复检', '电话'],
    rows: rows.map((row) => [
      row.gridCode,
      row.door ?? '外来或待归户',
      row.name,
      row.people,
      OUTCOME_WORDS[row.outcome],
      `${civilDay(new Date(row.testedAt))} ${wallClock(new Date(row.testedAt))}`,
      row.tubeCode,
      row.tubePeople,
      row.roundTitle,
      row.retested ? '是' : '',
      row.phonesMasked.join(' '),
    ]),
  })
}

export async function resultsOfRound(work: Work, roundId: string) {
  await requireRound(work, roundId)
  const counts = await countOutcomes(work.db, work.communityId, roundId)
  const of = (outcome: string | null) => counts.find((row) => row.outcome === outcome)?.people ?? 0
  const tubes = await readTubeOutcomes(work.db, work.communityId, roundId)
  return {
    negative: of('negative'),
    positive: of('positive'),
    unclear: of('unclear'),
    pending: of(null),
    tubes: tubes.map((row) => ({ tubeId: row.tube_id, outcome: row.outcome })),
  }
}

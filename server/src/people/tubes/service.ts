import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { maskName } from '@gezhong/shared/people/masked-name'
import type { TubeFilter } from '@gezhong/shared/people/sampling/contract'
import type { TubePerson } from '@gezhong/shared/people/tubes/contract'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { exportFile } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { requireRound } from '../rounds/service.ts'
import { readTubesById } from '../sampling/queries.ts'
import { tubesOfRound } from '../sampling/tubes.ts'
import { readPeopleOfRound, readPeopleOfTube, type TubePersonRow } from './queries.ts'

/** No tube holds as many. */
const MOST_IN_TUBE = 500

const nameOf = ({ vault, communityId }: Work, { name_sealed: sealed }: TubePersonRow): string | null =>
  sealed === null ? null : maskName(vault.open(communityId, sealed))

export async function peopleOf(work: Work, tubeId: string): Promise<{ samples: TubePerson[] }> {
  const [tube] = await readTubesById(work.db, work.communityId, [tubeId])
  if (tube === undefined) throw new Refusal('not-found')
  const rows = await readPeopleOfTube(work.db, work.communityId, tubeId, MOST_IN_TUBE)
  return {
    samples: rows.map((row) => ({
      id: row.id,
      door: row.door,
      nameMasked: nameOf(work, row),
      people: row.people,
      outsider: row.outsider,
      unplaced: row.unplaced,
      takenAt: new Date(row.taken_at).toISOString(),
      late: row.late,
    })),
  }
}

const whenText = (at: Date): string => `${civilDay(at)} ${wallClock(at)}`

function refuseMore(total: number, unit: string): void {
  if (total > EXPORT_ROWS) throw new Refusal('too-large', `一次最多导出 ${EXPORT_ROWS} ${unit}，请按网格分开导出`)
}

export async function exportTubesFile(
  work: Work,
  roundId: string,
  filter: TubeFilter,
  { reason }: ExportReason,
): Promise<FileReply> {
  const { roll, round } = await requireRound(work, roundId)
  const { rows, total } = await tubesOfRound(work, roundId, { ...filter, page: 1, size: EXPORT_ROWS })
  refuseMore(total, '管')
  const title = maskText(roll.title)
  work.record({ action: 'tube.exported', subjectId: roundId, detail: `${title} ${rows.length} 管，用途：${reason}` })
  return exportFile(work, {
    fileName: `${title}-样本管.xlsx`,
    reason,
    headers: ['管号', '网格', '谁采的', '时间', '人数', '满管', '外来', '没归到户', '补送', '同号'],
    rows: rows.map((row) => [
      row.code,
      row.gridCode,
      row.openedByName,
      whenText(new Date(row.openedAt)),
      row.people,
      round.tubeSize,
      row.outsiders,
      row.unplaced,
      row.late,
      row.sameCode,
    ]),
  })
}

const whoseWords = (row: TubePersonRow): string =>
  row.outsider ? '外来' : row.unplaced ? '没归到户' : row.door === null ? '别的网格' : row.door

export async function exportSamplesFile(
  work: Work,
  roundId: string,
  grid: string | undefined,
  { reason }: ExportReason,
): Promise<FileReply> {
  const { roll } = await requireRound(work, roundId)
  const gridIds = grid === undefined ? null : await readSubtree(work.db, work.communityId, grid)
  const rows = await readPeopleOfRound(work.db, work.communityId, roundId, gridIds, EXPORT_ROWS + 1)
  refuseMore(rows.length, '条')
  const title = maskText(roll.title)
  work.record({ action: 'sample.exported', subjectId: roundId, detail: `${title} ${rows.length} 条，用途：${reason}` })
  return exportFile(work, {
    fileName: `${title}-采样名单.xlsx`,
    reason,
    headers: ['管号', '网格', '门牌', '姓名', '人数', '谁采的', '时间', '补送'],
    rows: rows.map((row) => [
      row.tube_code,
      row.grid_code,
      whoseWords(row),
      nameOf(work, row) ?? '',
      row.people,
      row.sampler_name,
      whenText(new Date(row.taken_at)),
      row.late ? '是' : '',
    ]),
  })
}

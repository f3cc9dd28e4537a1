import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { canSample } from '@gezhong/shared/people/policy'
import { maskPhone } from '@gezhong/shared/people/phone'
import type { PositivePerson } from '@gezhong/shared/people/results/contract'
import { OUTCOME_WORDS } from '@gezhong/shared/people/results/outcome'
import { wallClock, civilDay } from '@gezhong/shared/civil-day'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { exportFile } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { requireRound } from '../rounds/service.ts'
import { contactOf, maskedContact } from '../unplaced/outsiders.ts'
import { findSample } from '../unplaced/queries.ts'
import { changeRetested, countOutcomes, readPositives, readTubeOutcomes, type PositiveRow } from './positive-queries.ts'

function present(work: Work, row: PositiveRow): PositivePerson {
  const { vault, communityId } = work
  const contact = row.household_id === null ? contactOf(work, row.contact_sealed) : null
  const name = row.name_sealed === null ? contact?.name : vault.open(communityId, row.name_sealed)
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
    name: name === undefined || name === '' ? null : maskText(name),
    people: row.people,
    phonesMasked:
      row.household_id === null
        ? maskedContact(contact)
        : vault.openPhones(communityId, row.phones_sealed).map(maskPhone),
    retested: row.retested,
    sampleId: row.household_id === null ? row.sample_id : null,
    outsider: row.outsider ?? false,
    from: maskText(contact?.from ?? ''),
    call: row.call,
  }
}

/** Of those whom no list calls. */
const CALL_WORDS = { open: '还没叫', done: '已重测' }

interface Filter {
  round?: string | undefined
  page: number
  size: number
}

export async function positives(work: Work, { round, ...page }: Filter) {
  const rows = await readPositives(work.db, work.communityId, round, page)
  return {
    rows: rows.map((row) => present(work, row)),
    total: Number(rows[0]?.total ?? 0),
    toCall: Number(rows[0]?.to_call ?? 0),
  }
}

export async function markAsRetested(work: Work, sampleId: string, done: boolean): Promise<void> {
  const { db, communityId, actor, now } = work
  const row = await findSample(db, communityId, sampleId)
  const code = row && (await readGridCodes(db, communityId)).get(row.gridId)
  // Whoever took it sees it too, wherever that was.
  if (row === undefined || code === undefined || !canSample(actor, code)) throw new Refusal('not-found')
  const change = done ? { retestedBy: actor.accountId, retestedAt: now } : { retestedBy: null, retestedAt: null }
  if (!(await changeRetested(db, communityId, sampleId, change))) throw new Refusal('not-found')
  const action = done ? 'result.retest-done' : 'result.retest-reopened'
  work.record({ action, subjectId: sampleId, detail: `${row.people} 人` })
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
    headers: ['网格', '门牌', '姓名', '人数', '结果', '检测时间', '管号', '管内人数', '轮次', '复检', '电话'],
    rows: rows.map((row) => [
      row.gridCode,
      row.door ?? (row.outsider ? `外来 ${row.from}`.trim() : '没归到户'),
      row.name,
      row.people,
      OUTCOME_WORDS[row.outcome],
      `${civilDay(new Date(row.testedAt))} ${wallClock(new Date(row.testedAt))}`,
      row.tubeCode,
      row.tubePeople,
      row.roundTitle,
      row.retested ? '已列入' : row.call === null ? '' : CALL_WORDS[row.call],
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

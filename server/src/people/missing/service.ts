import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  CHANGE_WORDS,
  PRINTED_PHONES,
  type ExcusedHousehold,
  type exportMissing,
  type listExcused,
  type listMissing,
  type MissingHousehold,
} from '@gezhong/shared/people/missing/contract'
import { maskPhone } from '@gezhong/shared/people/phone'
import { stateWords } from '@gezhong/shared/people/rolls/roll-words'
import type { z } from 'zod'
import { watchReveals } from '../../audit/alerts/reveal-watch.ts'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { exportFile } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { findRoll, readRollsById, type RollRow } from '../rolls/queries.ts'
import { requireRoll } from '../rolls/service.ts'
import { readExcused, type ExcusedRow } from './excused-queries.ts'
import {
  countMissing,
  readEarlierRolls,
  readMissing,
  readUntested,
  type AskedRoll,
  type Comparison,
  type MissingRow,
} from './queries.ts'

type Filter = z.output<(typeof exportMissing)['query']>

const NONE = { households: 0, people: 0 }

const subtree = async (work: Work, gridId: string | null | undefined) =>
  gridId == null ? null : readSubtree(work.db, work.communityId, gridId)

const asked = async (work: Work, roll: RollRow): Promise<AskedRoll> => ({
  roll,
  gridIds: await subtree(work, roll.gridId),
})

/** A roll is compared with one that asked the same; another answers something else. */
async function chosenRoll(work: Work, roll: RollRow, id: string): Promise<RollRow> {
  const than = await findRoll(work.db, work.communityId, id)
  if (than === undefined || than.question !== roll.question || than.id === roll.id) throw new Refusal('not-found')
  return than
}

async function compare(work: Work, roll: RollRow, filter: Filter): Promise<Comparison> {
  const ids = await readEarlierRolls(work.db, work.communityId, roll)
  const found = new Map((await readRollsById(work.db, work.communityId, ids)).map((row) => [row.id, row]))
  const earlier = ids.flatMap((id) => found.get(id) ?? [])
  const than = filter.than === undefined ? earlier[0] : await chosenRoll(work, roll, filter.than)
  return {
    now: await asked(work, roll),
    than: than === undefined ? null : await asked(work, than),
    earlier: await Promise.all(earlier.map((row) => asked(work, row))),
    scope: work.scope,
    gridIds: await subtree(work, filter.grid),
    q: filter.q,
    change: filter.change,
  }
}

async function namesOf(work: Work, roll: RollRow, rows: readonly MissingRow[]): Promise<Map<string, string[]>> {
  const ids = rows.filter((row) => row.missing > 0).map((row) => row.household_id)
  const names = new Map<string, string[]>()
  for (const row of await readUntested(work.db, work.communityId, roll, ids)) {
    const name = maskText(work.vault.open(work.communityId, row.name_sealed))
    names.set(row.household_id, [...(names.get(row.household_id) ?? []), name])
  }
  return names
}

const present = (work: Work, row: MissingRow, names: readonly string[]): MissingHousehold => ({
  householdId: row.household_id,
  buildingId: row.building_id,
  gridId: row.grid_id,
  gridCode: row.grid_code,
  door: row.door,
  buildingDoor: row.building_door ?? row.door,
  change: row.change,
  due: row.due,
  done: row.done,
  excused: row.excused,
  missing: row.missing,
  before: row.before_state === null ? null : { state: row.before_state, missing: row.before_missing ?? 0 },
  rollsMissing: row.rolls_missing,
  names: [...names],
  phonesMasked: work.vault.openPhones(work.communityId, row.phones_sealed).map(maskPhone),
  priority: row.priority,
  note: maskText(row.note),
  responsibleName: row.responsible_name,
})

async function pageOfMissing(work: Work, roll: RollRow, filter: Filter & { page: number; size: number }) {
  const comparison = await compare(work, roll, filter)
  const { order, size, page } = filter
  const rows = await readMissing(work.db, work.communityId, comparison, { order, size, from: (page - 1) * size })
  const names = await namesOf(work, roll, rows)
  return { comparison, rows, shown: rows.map((row) => present(work, row, names.get(row.household_id) ?? [])) }
}

export async function list(work: Work, rollId: string, filter: z.output<(typeof listMissing)['query']>) {
  const roll = await requireRoll(work, rollId)
  const { comparison, shown } = await pageOfMissing(work, roll, filter)
  const counted = await countMissing(work.db, work.communityId, comparison)
  const counts = { new: NONE, still: NONE, 'made-up': NONE }
  for (const { change, households, people } of counted) counts[change] = { households, people }
  const wanted = counted.filter(({ change }) =>
    filter.change === undefined ? change !== 'made-up' : change === filter.change,
  )
  const than = comparison.than?.roll
  return {
    rows: shown,
    total: wanted.reduce((sum, { households }) => sum + households, 0),
    comparedWith: than === undefined ? null : { rollId: than.id, title: maskText(than.title) },
    counts,
  }
}

export async function exportFileOf(
  work: Work,
  rollId: string,
  filter: Filter,
  { reason }: ExportReason,
): Promise<FileReply> {
  const roll = await requireRoll(work, rollId)
  const { comparison, shown } = await pageOfMissing(work, roll, { ...filter, page: 1, size: EXPORT_ROWS + 1 })
  if (shown.length > EXPORT_ROWS) throw new Refusal('too-large', `一次最多导出 ${EXPORT_ROWS} 户，请按网格分开导出`)
  const title = maskText(roll.title)
  const words = stateWords(roll.question)
  const than = comparison.than === null ? '以前' : maskText(comparison.than.roll.title)
  work.record({ action: 'roll.exported', subjectId: rollId, detail: `${title} ${shown.length} 户，用途：${reason}` })
  return exportFile(work, {
    fileName: `${title}-${words.missing}名单.xlsx`,
    reason,
    headers: [
      '网格',
      '门牌',
      '变化',
      '应到',
      '还差',
      '点名还差谁',
      `${than}`,
      '连缺几轮',
      '电话',
      '优先',
      '备注',
      '负责人',
    ],
    rows: shown.map((row) => [
      row.gridCode,
      displayDoor(row.door),
      CHANGE_WORDS[row.change],
      row.due,
      row.missing,
      row.names.join('、'),
      row.before === null ? '' : words[row.before.state],
      row.rollsMissing,
      row.phonesMasked.join(' '),
      row.priority ? '是' : '',
      row.note,
      row.responsibleName ?? '',
    ]),
  })
}

/** Every household whose numbers go on the paper was opened by whoever prints, and stands in the log like one dialled. */
export async function print(
  work: Work,
  rollId: string,
  filter: Filter,
  { reason, perHour }: ExportReason & { perHour: number },
) {
  const roll = await requireRoll(work, rollId)
  const { rows, shown } = await pageOfMissing(work, roll, { ...filter, page: 1, size: PRINTED_PHONES + 1 })
  if (rows.length > PRINTED_PHONES)
    throw new Refusal('too-large', `带电话一次最多打印 ${PRINTED_PHONES} 户，请按网格分开打印`)
  const whole = rows.map((row) => work.vault.openPhones(work.communityId, row.phones_sealed))
  const opened = rows.filter((_, index) => whole[index]!.length > 0)
  const stopped =
    opened.length === 0 ? null : await watchReveals(work, perHour, { subjectId: rollId, numbers: opened.length })
  if (stopped !== null) return stopped
  const title = maskText(roll.title)
  for (const row of opened)
    work.record({ action: 'household.phone-revealed', subjectId: row.household_id, detail: `${row.door}（打印名单）` })
  const detail = `${title} ${rows.length} 户，里面有 ${opened.length} 户的完整号码，用途：${reason}`
  work.record({ action: 'roll.printed', subjectId: rollId, detail })
  return { rows: shown.map((row, index) => ({ ...row, phones: whole[index]! })) }
}

const presentExcused = (work: Work, row: ExcusedRow): ExcusedHousehold => ({
  householdId: row.household_id,
  gridId: row.grid_id,
  gridCode: row.grid_code,
  door: row.door,
  people: row.people,
  name: row.name_sealed === null ? null : maskText(work.vault.open(work.communityId, row.name_sealed)),
  reason: row.reason,
  untilDay: row.until_day,
  decidedByName: row.decided_by_name,
  decidedAt: row.decided_at === null ? null : new Date(row.decided_at).toISOString(),
})

export async function excused(work: Work, rollId: string, query: z.output<(typeof listExcused)['query']>) {
  const roll = await requireRoll(work, rollId)
  const filter = { ...query, gridIds: await subtree(work, query.grid) }
  const { rows, total } = await readExcused(work.db, work.communityId, await asked(work, roll), filter)
  return { rows: rows.map((row) => presentExcused(work, row)), total }
}

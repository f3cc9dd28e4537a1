import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  CHANGE_WORDS,
  type ExcusedHousehold,
  type exportMissing,
  type listExcused,
  type listMissing,
  type MissingHousehold,
} from '@gezhong/shared/people/missing/contract'
import { maskPhone } from '@gezhong/shared/people/phone'
import { stateWords } from '@gezhong/shared/people/rolls/roll-words'
import type { z } from 'zod'
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

export type MissingFilter = z.output<(typeof exportMissing)['query']>

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

export async function compare(
  work: Work,
  roll: RollRow,
  filter: MissingFilter & Pick<Comparison, 'households'>,
): Promise<Comparison> {
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
    households: filter.households,
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

export async function pageOfMissing(
  work: Work,
  roll: RollRow,
  filter: MissingFilter & Pick<Comparison, 'households'> & { page: number; size: number },
) {
  const comparison = await compare(work, roll, filter)
  const { order, size, page } = filter
  const rows = await readMissing(work.db, work.communityId, comparison, { order, size, from: (page - 1) * size })
  const names = await namesOf(work, roll, rows)
  return { comparison, rows, shown: rows.map((row) => present(work, row, names.get(row.household_id) ?? [])) }
}

/** By change, and how many households the filter leaves. */
export async function countsOf(work: Work, comparison: Comparison) {
  const counts = { new: NONE, still: NONE, 'made-up': NONE }
  for (const { change, ...counted } of await countMissing(work.db, work.communityId, comparison))
    counts[change] = counted
  const { change } = comparison
  const total = change === undefined ? counts.new.households + counts.still.households : counts[change].households
  return { counts, total }
}

export async function list(work: Work, rollId: string, filter: z.output<(typeof listMissing)['query']>) {
  const roll = await requireRoll(work, rollId)
  const { comparison, shown } = await pageOfMissing(work, roll, filter)
  const { counts, total } = await countsOf(work, comparison)
  const than = comparison.than?.roll
  return {
    rows: shown,
    total,
    comparedWith: than === undefined ? null : { rollId: than.id, title: maskText(than.title) },
    counts,
  }
}

export async function exportFileOf(
  work: Work,
  rollId: string,
  filter: MissingFilter,
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

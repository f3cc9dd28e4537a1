import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  EXEMPTION_SOON_DAYS,
  EXEMPTION_STATE_WORDS,
  EXEMPTION_WORDS,
  type askExemption,
  type decideExemptions,
  type Exemption,
  type exportExemptions,
  type listExemptions,
} from '@gezhong/shared/people/exemptions/contract'
import { canAskExemption, canAskExemptionFor, canDecideExemption } from '@gezhong/shared/people/policy'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { readGridCodes, readSubtree } from '../../grid/communities/queries.ts'
import { exportFile } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { findHousehold, lockHouseholds } from '../ledger/household-queries.ts'
import { readResidents } from '../ledger/resident-queries.ts'
import {
  addExemption,
  changeExemption,
  countExemptions,
  findExemption,
  isAsked,
  readExemptions,
  type ExemptionFilter,
  type ExemptionRow,
  type ExemptionView,
} from './queries.ts'

type Asked = z.output<(typeof exportExemptions)['query']>

const settled = () => new Refusal('already-settled', '这条已经处理过了')

function present({ vault, communityId }: Work, row: ExemptionView): Exemption {
  const open = (sealed: Buffer | null) => (sealed === null ? null : maskText(vault.open(communityId, sealed)))
  return {
    id: row.id,
    householdId: row.household_id,
    residentId: row.resident_id,
    people: row.people,
    reason: row.reason,
    fromDay: row.from_day,
    untilDay: row.until_day,
    door: row.door,
    gridCode: row.grid_code,
    residentName: open(row.name_sealed),
    note: row.note_sealed === null ? '' : maskText(vault.openForCommunity(communityId, row.note_sealed)),
    state: row.state,
    askedByName: row.asked_by_name,
    byHousehold: row.by_household,
    askedAt: new Date(row.asked_at).toISOString(),
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at === null ? null : new Date(row.decided_at).toISOString(),
  }
}

const DAY_MS = 86_400_000

/** Today, and the last day of those that run out soon. */
const soonDays = ({ now }: Work): [string, string] => [
  civilDay(now),
  civilDay(new Date(now.getTime() + (EXEMPTION_SOON_DAYS - 1) * DAY_MS)),
]

async function filterOf(work: Work, { grid, soon, ...filter }: Asked): Promise<ExemptionFilter> {
  const gridIds = grid === undefined ? null : await readSubtree(work.db, work.communityId, grid)
  return { ...filter, gridIds, endsBetween: soon === true ? soonDays(work) : undefined }
}

export async function list(work: Work, query: z.output<(typeof listExemptions)['query']>) {
  const { page, size, ...asked } = query
  const filter = await filterOf(work, asked)
  const rows = await readExemptions(work.db, work.communityId, { ...filter, page, size })
  const counted = await countExemptions(work.db, work.communityId, filter, soonDays(work))
  const counts = { asked: 0, approved: 0, refused: 0, ended: 0 }
  for (const { state, total } of counted) counts[state] = total
  const soon = counted.reduce((sum, row) => sum + row.soon, 0)
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const total = asked.soon === true ? soon : asked.state === undefined ? all : counts[asked.state]
  return { rows: rows.map((row) => present(work, row)), total, counts, soon }
}

export async function exportFileOf(work: Work, asked: Asked, { reason }: ExportReason): Promise<FileReply> {
  const filter = await filterOf(work, asked)
  const rows = await readExemptions(work.db, work.communityId, { ...filter, page: 1, size: EXPORT_ROWS + 1 })
  if (rows.length > EXPORT_ROWS) throw new Refusal('too-large', `一次最多导出 ${EXPORT_ROWS} 条，请按网格分开导出`)
  work.record({ action: 'exemption.exported', detail: `${rows.length} 条，用途：${reason}` })
  return exportFile(work, {
    fileName: `不用检测的人-${civilDay(work.now)}.xlsx`,
    reason,
    headers: ['网格', '门牌', '谁', '人数', '为什么', '从哪天', '到哪天', '状态', '谁申请的', '谁批的', '说明'],
    rows: rows.map((row) => {
      const { door, residentName, state, ...one } = present(work, row)
      const who = [one.gridCode, displayDoor(door), residentName ?? '', one.people, EXEMPTION_WORDS[one.reason]]
      const stands = EXEMPTION_STATE_WORDS[state]
      return [...who, one.fromDay, one.untilDay, stands, one.askedByName, one.decidedByName ?? '', one.note]
    }),
  })
}

/**
 * Asked by the household itself, which row security lets read and not write. Held meanwhile, so that two phones of one
 * household do not ask twice for the same person.
 */
async function addForOwn(work: Work, row: ExemptionRow): Promise<void> {
  const { db, communityId } = work
  await work.elevated(async () => {
    await lockHouseholds(db, communityId, [row.householdId])
    if (await isAsked(db, communityId, row.householdId, row.residentId))
      throw new Refusal('already-there', '已经申请过，等网格长决定')
    await addExemption(db, row)
  })
}

export async function ask(work: Work, input: z.output<(typeof askExemption)['body']>): Promise<Exemption> {
  const { db, communityId, actor, now } = work
  const home = await findHousehold(db, communityId, input.householdId)
  if (home === undefined) throw new Refusal('not-found')
  const target = { householdId: home.id, gridCode: home.grid_code }
  if (!canAskExemptionFor(actor, target)) throw new Refusal('not-allowed')
  const inPost = canAskExemption(actor, home.grid_code)
  const people = input.residentId === null ? [] : await readResidents(db, communityId, home.id)
  if (input.residentId !== null && !people.some(({ id }) => id === input.residentId)) throw new Refusal('not-found')
  const decides = canDecideExemption(actor, home.grid_code)
  const { note, ...said } = input
  const row = {
    ...said,
    communityId,
    buildingId: home.building_id,
    gridId: home.grid_id,
    noteSealed: note === '' ? null : work.vault.sealForCommunity(communityId, note),
    state: decides ? 'approved' : 'asked',
    askedBy: actor.accountId,
    askedAt: now,
    decidedBy: decides ? actor.accountId : null,
    decidedAt: decides ? now : null,
    endedBy: null,
    endedAt: null,
  } satisfies ExemptionRow
  await (inPost ? addExemption(db, row) : addForOwn(work, row))
  if (decides) work.touch({ gridId: home.grid_id, topic: 'ledger' })
  work.record({
    action: decides ? 'exemption.approved' : 'exemption.asked',
    subjectId: home.id,
    detail: `${inPost ? '' : '本户申请：'}${displayDoor(home.door)} ${said.people} 人 ${EXEMPTION_WORDS[said.reason]}，到 ${said.untilDay}`,
  })
  const [added] = await readExemptions(db, communityId, { page: 1, size: 1, id: input.id })
  return present(work, added!)
}

type Right = typeof canAskExemptionFor

const mayDecide: Right = (actor, { gridCode }) => canDecideExemption(actor, gridCode)

async function settle(
  work: Work,
  id: string,
  right: Right,
  changeOf: (row: ExemptionRow) => Pick<ExemptionRow, 'state'> & Partial<ExemptionRow>,
): Promise<ExemptionRow> {
  const row = await findExemption(work.db, work.communityId, id)
  if (row === undefined) throw new Refusal('not-found')
  const code = (await readGridCodes(work.db, work.communityId)).get(row.gridId) ?? ''
  if (!right(work.actor, { householdId: row.householdId, gridCode: code })) throw new Refusal('not-allowed')
  const change = changeOf(row)
  // Elevated, as row security lets a household read and not write; whether it is theirs was decided above.
  const changed = await work.elevated(() => changeExemption(work.db, work.communityId, id, change, row.state))
  if (!changed) throw settled()
  work.touch({ gridId: row.gridId, topic: 'ledger' })
  return row
}

const DECIDED = { approved: 'exemption.approved', refused: 'exemption.refused', asked: 'exemption.reopened' } as const

/** `asked`: what was decided is taken back. */
async function decideTo(work: Work, id: string, to: keyof typeof DECIDED): Promise<void> {
  const open = to === 'asked'
  const by = { decidedBy: open ? null : work.actor.accountId, decidedAt: open ? null : work.now }
  const { householdId, reason } = await settle(work, id, mayDecide, ({ state }) => {
    if (state === 'ended') throw settled()
    return { state: to, ...by }
  })
  work.record({ action: DECIDED[to], subjectId: householdId, detail: EXEMPTION_WORDS[reason] })
}

export const decide = (work: Work, id: string, approved: boolean): Promise<void> =>
  decideTo(work, id, approved ? 'approved' : 'refused')

/** Each by itself: what somebody else has decided meanwhile does not stop the others. */
export async function decideMany(work: Work, { ids, to }: z.output<(typeof decideExemptions)['body']>) {
  const outcomes: { id: string; done: boolean; problem: string | null }[] = []
  for (const id of new Set(ids)) {
    const outcome = await work.attempt(() => decideTo(work, id, to))
    const refused = outcome instanceof Refusal
    outcomes.push({ id, done: !refused, problem: refused ? (outcome.detail ?? outcome.message) : null })
  }
  return { outcomes }
}

export async function end(work: Work, id: string): Promise<void> {
  const { householdId, reason } = await settle(work, id, canAskExemptionFor, () => ({
    state: 'ended',
    endedBy: work.actor.accountId,
    endedAt: work.now,
  }))
  work.record({ action: 'exemption.ended', subjectId: householdId, detail: EXEMPTION_WORDS[reason] })
}

/** By whoever ended it, or who decides about it: what somebody else has ended holds no longer for a reason of theirs. */
export async function resume(work: Work, id: string): Promise<void> {
  const { accountId } = work.actor
  let decides = false
  const right: Right = (actor, { gridCode }) => {
    decides = canDecideExemption(actor, gridCode)
    return canAskExemption(actor, gridCode)
  }
  const { householdId, reason } = await settle(work, id, right, ({ state, endedBy, decidedAt }) => {
    if (state !== 'ended' || endedBy === null) throw settled()
    if (endedBy !== accountId && !decides) throw new Refusal('not-allowed')
    return { state: decidedAt === null ? 'asked' : 'approved', endedBy: null, endedAt: null }
  })
  work.record({ action: 'exemption.resumed', subjectId: householdId, detail: EXEMPTION_WORDS[reason] })
}

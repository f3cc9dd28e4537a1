import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  EXEMPTION_WORDS,
  type askExemption,
  type Exemption,
  type ExemptionState,
  type listExemptions,
} from '@gezhong/shared/people/exemptions/contract'
import { canAskExemption, canAskExemptionFor, canDecideExemption } from '@gezhong/shared/people/policy'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { maskText } from '../../security/mask-text.ts'
import { findHousehold, lockHouseholds } from '../ledger/household-queries.ts'
import { readResidents } from '../ledger/resident-queries.ts'
import {
  addExemption,
  changeExemption,
  findExemption,
  isAsked,
  readExemptions,
  type ExemptionRow,
  type ExemptionView,
} from './queries.ts'

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

export async function list(work: Work, filter: z.output<(typeof listExemptions)['query']>) {
  const { rows, total } = await readExemptions(work.db, work.communityId, filter)
  return { rows: rows.map((row) => present(work, row)), total }
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
  } satisfies ExemptionRow
  await (inPost ? addExemption(db, row) : addForOwn(work, row))
  if (decides) work.touch({ gridId: home.grid_id, topic: 'ledger' })
  work.record({
    action: decides ? 'exemption.approved' : 'exemption.asked',
    subjectId: home.id,
    detail: `${inPost ? '' : '本户申请：'}${displayDoor(home.door)} ${said.people} 人 ${EXEMPTION_WORDS[said.reason]}，到 ${said.untilDay}`,
  })
  const { rows } = await readExemptions(db, communityId, { page: 1, size: 1, id: input.id })
  return present(work, rows[0]!)
}

type Right = typeof canAskExemptionFor

const mayDecide: Right = (actor, { gridCode }) => canDecideExemption(actor, gridCode)

async function settle(work: Work, id: string, right: Right, state: ExemptionState): Promise<ExemptionRow> {
  const row = await findExemption(work.db, work.communityId, id)
  if (row === undefined) throw new Refusal('not-found')
  const code = (await readGridCodes(work.db, work.communityId)).get(row.gridId) ?? ''
  if (!right(work.actor, { householdId: row.householdId, gridCode: code })) throw new Refusal('not-allowed')
  const change = { state, decidedBy: work.actor.accountId, decidedAt: work.now }
  // Elevated, as row security lets a household read and not write; whether it is theirs was decided above.
  if (!(await work.elevated(() => changeExemption(work.db, work.communityId, id, change)))) throw settled()
  work.touch({ gridId: row.gridId, topic: 'ledger' })
  return row
}

export async function decide(work: Work, id: string, approved: boolean): Promise<void> {
  const { householdId, reason } = await settle(work, id, mayDecide, approved ? 'approved' : 'refused')
  const action = approved ? 'exemption.approved' : 'exemption.refused'
  work.record({ action, subjectId: householdId, detail: EXEMPTION_WORDS[reason] })
}

export async function end(work: Work, id: string): Promise<void> {
  const { householdId, reason } = await settle(work, id, canAskExemptionFor, 'ended')
  work.record({ action: 'exemption.ended', subjectId: householdId, detail: EXEMPTION_WORDS[reason] })
}

import { livesIn } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import {
  ABOUT_WORDS,
  type Correction,
  type CorrectionAbout,
  type OwnCorrection,
} from '@gezhong/shared/people/corrections/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { canEditLedger } from '@gezhong/shared/people/policy'
import { holdAsker } from '../../database/hold-asker.ts'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { maskText } from '../../security/mask-text.ts'
import { findHousehold } from '../ledger/household-queries.ts'
import {
  addCorrection,
  changeCorrection,
  countCorrections,
  findCorrection,
  readOpenCorrections,
  type CorrectionRow,
} from './queries.ts'

const MOST_A_DAY = 20

const settled = () => new Refusal('already-settled', '这条更正已经处理过了')

export function presentOwn(work: Work, row: CorrectionRow): OwnCorrection {
  const open = (sealed: Buffer | null) =>
    sealed === null ? '' : maskText(work.vault.openForCommunity(work.communityId, sealed))
  return {
    id: row.id,
    householdId: row.householdId,
    about: row.about,
    text: open(row.textSealed),
    state: row.state,
    reason: open(row.reasonSealed),
    askedAt: row.askedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }
}

interface Asked {
  id: string
  householdId: string
  about: CorrectionAbout
  text: string
}

/** Whoever lives there may ask; somebody who only looks after the household asks its people to. */
export async function ask(work: Work, { id, householdId, about, text }: Asked): Promise<OwnCorrection> {
  const { db, communityId, actor, now } = work
  const home = livesIn(actor, householdId) ? await findHousehold(db, communityId, householdId) : undefined
  if (home === undefined) throw new Refusal('not-found')
  await holdAsker(db, actor.accountId)
  const day = new Date(now.getTime() - 86_400_000)
  if ((await countCorrections(db, communityId, actor.accountId, day)) >= MOST_A_DAY)
    throw new Refusal('too-many-requests')
  const row: CorrectionRow = {
    communityId,
    id,
    accountId: actor.accountId,
    householdId,
    gridId: home.grid_id,
    about,
    textSealed: work.vault.sealForCommunity(communityId, text),
    state: 'asked',
    askedAt: now,
    takenBy: null,
    decidedBy: null,
    decidedAt: null,
    reasonSealed: null,
  }
  await addCorrection(db, row)
  work.record({
    action: 'correction.asked',
    subjectId: householdId,
    detail: `${displayDoor(home.door)} ${ABOUT_WORDS[about]}`,
  })
  return presentOwn(work, row)
}

export async function withdraw(work: Work, id: string): Promise<void> {
  const { db, communityId, actor, now } = work
  const row = await findCorrection(db, communityId, id)
  if (row?.accountId !== actor.accountId) throw new Refusal('not-found')
  const change = { state: 'withdrawn', decidedAt: now, decidedBy: actor.accountId } as const
  if (!(await changeCorrection(db, communityId, id, change))) throw settled()
  work.record({ action: 'correction.withdrawn', subjectId: row.householdId })
}

export async function openCorrections(work: Work): Promise<Correction[]> {
  const rows = await readOpenCorrections(work.db, work.communityId)
  // One's own is readable to oneself, and is not thereby one's own to decide.
  return rows
    .filter((row) => canEditLedger(work.actor, row.grid_code))
    .map((row) => ({
      id: row.id,
      householdId: row.household_id,
      door: row.door,
      about: row.about,
      text: maskText(work.vault.openForCommunity(work.communityId, row.text_sealed)),
      state: row.state,
      displayName: row.display_name,
      ownerName: row.owner_name,
      askedAt: new Date(row.asked_at).toISOString(),
    }))
}

async function requireDecidable(work: Work, id: string): Promise<CorrectionRow> {
  const row = await findCorrection(work.db, work.communityId, id)
  if (row === undefined) throw new Refusal('not-found')
  const code = (await readGridCodes(work.db, work.communityId)).get(row.gridId) ?? ''
  if (!canEditLedger(work.actor, code)) throw new Refusal('not-found')
  return row
}

export async function take(work: Work, id: string): Promise<void> {
  const row = await requireDecidable(work, id)
  const change = { state: 'taken', takenBy: work.actor.accountId } as const
  if (!(await changeCorrection(work.db, work.communityId, id, change)))
    throw new Refusal('already-settled', '已经有人接手了，请刷新看看')
  work.record({ action: 'correction.taken', subjectId: row.householdId })
}

/** The ledger itself is changed where it always is, with its own reason and its own way back. */
export async function settle(work: Work, id: string, { done, reason }: { done: boolean; reason: string }) {
  const { db, communityId, actor, now, vault } = work
  const row = await requireDecidable(work, id)
  const change = {
    state: done ? ('done' as const) : ('refused' as const),
    decidedAt: now,
    decidedBy: actor.accountId,
    reasonSealed: reason === '' ? null : vault.sealForCommunity(communityId, reason),
  }
  if (!(await changeCorrection(db, communityId, id, change))) throw settled()
  work.record({
    action: done ? 'correction.done' : 'correction.refused',
    subjectId: row.householdId,
    detail: ABOUT_WORDS[row.about],
  })
}

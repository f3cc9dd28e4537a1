import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { canRemind } from '@gezhong/shared/people/policy'
import {
  CHANNEL_WORDS,
  REMINDER_KIND_WORDS,
  REMINDERS_AT_ONCE,
  ReminderState,
  type listReminders,
  type previewReminders,
  type Reminder,
  type ReminderBatch,
  type ReminderKind,
  type ReminderPreview,
  type remindHousehold,
  type remindMissing,
} from '@gezhong/shared/people/reminders/contract'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { maskText } from '../../security/mask-text.ts'
import { findHousehold } from '../ledger/household-queries.ts'
import { householdsInScope } from '../ledger/in-scope.ts'
import type { RollRow } from '../rolls/queries.ts'
import { requireRoll } from '../rolls/service.ts'
import { readRounds } from '../rounds/queries.ts'
import { planFor, type Plan, type Target } from './plan.ts'
import {
  addReminders,
  cancelQueued,
  countByState,
  readBatch,
  readCandidates,
  readReminders,
  type Candidate,
  type ReminderRow,
  type ReminderView,
} from './queries.ts'
import { templateFor, type Senders } from './senders.ts'
import { addEntries, giveBack, holdReminders } from './subscriptions.ts'

type About = z.output<(typeof remindMissing)['body']>['about']

const present = (row: ReminderView): Reminder => ({
  id: row.id,
  batchId: row.batch_id,
  householdId: row.household_id,
  door: row.door,
  gridCode: row.grid_code,
  kind: row.kind,
  channel: row.channel,
  state: row.state,
  problem: row.problem,
  askedByName: row.asked_by_name,
  askedAt: new Date(row.asked_at).toISOString(),
  dueAt: new Date(row.due_at).toISOString(),
  endedAt: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
})

async function kindOf(work: Work, roll: RollRow, about: About): Promise<ReminderKind> {
  if (about === 'result') return 'result'
  if (roll.question === 'who-lives-here') return 'report'
  const [held] = await readRounds(work.db, work.communityId, roll.id)
  return held?.round.method === 'antigen' ? 'antigen' : 'test'
}

const mayRemind = ({ actor }: Work, row: Pick<Candidate, 'grid_code' | 'responsible_account_id'>) =>
  canRemind(actor, { gridCode: row.grid_code, responsibleAccountId: row.responsible_account_id })

/** Those of the asker's post: what else row security shows, such as one's own home, is not theirs to remind. */
async function chosen(work: Work, roll: RollRow, gridId: string | null, about: About): Promise<Candidate[]> {
  const gridIds = gridId === null ? undefined : await readSubtree(work.db, work.communityId, gridId)
  const rows = await readCandidates(work.db, work.communityId, roll, {
    within: householdsInScope(work.scope),
    gridIds,
    about,
    most: REMINDERS_AT_ONCE + 1,
  })
  if (rows.length > REMINDERS_AT_ONCE)
    throw new Refusal('too-large', `一次最多提醒 ${REMINDERS_AT_ONCE} 户，请按网格分开发`)
  return rows.filter((row) => mayRemind(work, row))
}

function requireOpen(roll: RollRow, about: About): void {
  // Results come when a round has long been closed.
  if (about === 'missing' && roll.state !== 'open') throw new Refusal('roll-closed')
}

interface Asked {
  roll: RollRow
  kind: ReminderKind
  batchId: string
}

/** A row for each, and of WeChat's sendings one less. */
async function queue(work: Work, senders: Senders, plan: Plan, { roll, kind, batchId }: Asked): Promise<ReminderRow[]> {
  const { db, communityId, actor, now } = work
  const templateId = templateFor(senders, kind)?.id ?? null
  const rows = plan.targets.map(({ candidate, accountId }: Target): ReminderRow => ({
    communityId,
    id: uuidv7(),
    batchId,
    rollId: roll.id,
    householdId: candidate.id,
    buildingId: candidate.building_id,
    gridId: candidate.grid_id,
    kind,
    channel: accountId === null ? 'sms' : 'wechat',
    accountId,
    templateId: accountId === null ? null : templateId,
    state: 'queued',
    attempts: 0,
    unsure: false,
    problem: null,
    providerCode: null,
    askedBy: actor.accountId,
    askedAt: now,
    dueAt: plan.dueAt,
    nextAt: plan.dueAt,
    endedAt: null,
  }))
  const used = rows.flatMap(({ id: reminderId, accountId, templateId: template }) =>
    accountId === null || template === null
      ? []
      : [{ communityId, id: uuidv7(), accountId, templateId: template, reminderId, at: now }],
  )
  // Whoever answers for some buildings writes nothing of their grid's; that these are theirs was looked at before.
  await work.elevated(async () => {
    await addReminders(db, rows)
    await addEntries(
      db,
      used.map((entry) => ({ ...entry, reason: 'used' as const, delta: -1 })),
    )
  })
  return rows
}

function refuseTooManySms({ spread, smsLeft }: Plan): void {
  if (spread.sms > smsLeft)
    throw new Refusal('sms-used-up', `今天还能发 ${smsLeft} 条短信，这次要发 ${spread.sms} 条，请分网格发或打电话`)
}

export async function preview(
  work: Work,
  senders: Senders,
  rollId: string,
  { grid, about }: z.output<(typeof previewReminders)['query']>,
): Promise<ReminderPreview> {
  const roll = await requireRoll(work, rollId)
  const candidates = await chosen(work, roll, grid ?? null, about)
  const { spread, smsLeft } = await planFor(work, senders, { roll, kind: await kindOf(work, roll, about), candidates })
  return { ...spread, smsLeft }
}

export async function remindAll(
  work: Work,
  senders: Senders,
  rollId: string,
  { gridId, about }: z.output<(typeof remindMissing)['body']>,
): Promise<ReminderBatch> {
  const roll = await requireRoll(work, rollId)
  requireOpen(roll, about)
  const asked = { roll, kind: await kindOf(work, roll, about), batchId: uuidv7() }
  await holdReminders(work.db, work.communityId)
  const plan = await planFor(work, senders, { ...asked, candidates: await chosen(work, roll, gridId, about) })
  refuseTooManySms(plan)
  await queue(work, senders, plan, asked)
  const { wechat, sms } = plan.spread
  if (wechat + sms > 0)
    work.record({
      action: 'reminder.asked',
      subjectId: roll.id,
      detail: `${maskText(roll.title)} ${REMINDER_KIND_WORDS[asked.kind]} 微信 ${wechat} 户，短信 ${sms} 户`,
    })
  return { batchId: asked.batchId, ...plan.spread }
}

const NOTHING_TO_REMIND = { missing: '这户已经不差了，不用提醒', result: '这户在这一轮没有采样，不用提醒' }

async function oneCandidate(work: Work, roll: RollRow, householdId: string, about: About): Promise<Candidate> {
  const home = await findHousehold(work.db, work.communityId, householdId)
  if (home === undefined) throw new Refusal('not-found')
  const [row] = await readCandidates(work.db, work.communityId, roll, {
    within: householdsInScope(work.scope),
    ids: [householdId],
    most: 1,
  })
  if (row === undefined) throw new Refusal('not-asked')
  if (!mayRemind(work, row)) throw new Refusal('not-allowed')
  if (!(about === 'missing' ? row.missing : row.sampled)) throw new Refusal('already-settled', NOTHING_TO_REMIND[about])
  return row
}

export async function remindOne(
  work: Work,
  senders: Senders,
  householdId: string,
  { rollId, about }: z.output<(typeof remindHousehold)['body']>,
): Promise<Reminder> {
  const roll = await requireRoll(work, rollId)
  requireOpen(roll, about)
  await holdReminders(work.db, work.communityId)
  const candidate = await oneCandidate(work, roll, householdId, about)
  const asked = { roll, kind: await kindOf(work, roll, about), batchId: uuidv7() }
  const plan = await planFor(work, senders, { ...asked, candidates: [candidate] })
  if (plan.spread.lately > 0) throw new Refusal('reminded-lately')
  if (plan.targets.length === 0) throw new Refusal('no-channel')
  refuseTooManySms(plan)
  const [row] = await queue(work, senders, plan, asked)
  work.record({
    action: 'reminder.asked',
    subjectId: householdId,
    detail: `${displayDoor(candidate.door)} ${REMINDER_KIND_WORDS[asked.kind]} ${CHANNEL_WORDS[row!.channel]}`,
  })
  const [view] = await readReminders(work.db, work.communityId, roll.id, { id: row!.id, page: 1, size: 1 })
  return present(view!)
}

export async function cancel(work: Work, batchId: string): Promise<{ cancelled: number; tooLate: number }> {
  const { db, communityId, now } = work
  const rows = (await readBatch(db, communityId, batchId)).filter((row) => mayRemind(work, row))
  if (rows.length === 0) throw new Refusal('not-found')
  const ids = rows.map(({ id }) => id)
  const taken = await work.elevated(async () => {
    const cancelled = await cancelQueued(db, communityId, ids, now)
    await giveBack(db, communityId, cancelled, now)
    return cancelled
  })
  if (taken.length > 0)
    work.record({ action: 'reminder.cancelled', subjectId: rows[0]!.roll_id, detail: `${taken.length} 户` })
  const earlier = rows.filter(({ state }) => state === 'cancelled').length
  return { cancelled: taken.length + earlier, tooLate: rows.length - taken.length - earlier }
}

export async function list(work: Work, rollId: string, filter: z.output<(typeof listReminders)['query']>) {
  await requireRoll(work, rollId)
  const { db, communityId } = work
  const counted = await countByState(db, communityId, rollId, filter.household)
  const states = Object.fromEntries(ReminderState.options.map((state) => [state, counted.get(state) ?? 0])) as Record<
    ReminderState,
    number
  >
  const total =
    filter.state === undefined ? [...counted.values()].reduce((sum, one) => sum + one, 0) : states[filter.state]
  return { rows: (await readReminders(db, communityId, rollId, filter)).map(present), total, states }
}

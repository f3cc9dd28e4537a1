import { REMINDER_STALE_HOURS, type ReminderProblem } from '@gezhong/shared/people/reminders/contract'
import { sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import type { Work } from '../../database/transact.ts'
import { readCommunity, readGridCodes } from '../../grid/communities/queries.ts'
import { findOpenId } from '../../grid/identity/wechat-queries.ts'
import { readRollsById, type RollRow } from '../rolls/queries.ts'
import { readRounds, readSites } from '../rounds/queries.ts'
import { afterSilence } from './outcomes.ts'
import { mobileOf } from './plan.ts'
import { changeReminder, readCandidates, type Candidate, type ReminderRow } from './queries.ts'
import { templateFor, type Senders, type Template } from './senders.ts'
import { giveBack } from './subscriptions.ts'
import { reminder } from './tables.ts'
import type { Occasion, Site } from './words.ts'

/** So many are taken at once, and are sent well within the time of the claim, even when nothing answers. */
const AT_ONCE = 20
const CLAIM_MS = 3 * 60_000

/** What a worker has claimed, with all that it takes to send it. */
export interface Claimed {
  row: ReminderRow
  to: { phone: string } | { openId: string; template: Template }
  occasion: Occasion
}

/** Those whose time has come, and those whose worker has not come back; nobody else gets them until this commits. */
async function takeDue(db: Db, communityId: string, now: Date): Promise<ReminderRow[]> {
  return db
    .select()
    .from(reminder)
    .where(
      sql`${reminder.communityId} = ${communityId} AND ${reminder.state} IN ('queued', 'sending')
        AND ${reminder.nextAt} <= ${now}`,
    )
    .orderBy(reminder.nextAt, reminder.id)
    .limit(AT_ONCE)
    .for('update', { skipLocked: true })
}

interface Around {
  roll: RollRow
  endsAt: Date | null
  sites: Site[]
  village: string
  households: Map<string, Candidate>
}

async function readAround(work: Work, roll: RollRow, rows: readonly ReminderRow[]): Promise<Around> {
  const { db, communityId } = work
  const codes = await readGridCodes(db, communityId)
  const [held] = await readRounds(db, communityId, roll.id)
  const sites = await readSites(db, communityId, [roll.id])
  const ids = rows.map((row) => row.householdId)
  const found = await readCandidates(db, communityId, roll, { within: sql`true`, ids, most: ids.length })
  return {
    roll,
    endsAt: held?.round.endsAt ?? null,
    sites: sites.map(({ gridId, ...site }) => ({ ...site, gridCode: codes.get(gridId) ?? '' })),
    village: (await readCommunity(db, communityId))?.name ?? '',
    households: new Map(found.map((one) => [one.id, one])),
  }
}

/** Why nothing is sent any more. */
function outdated(row: ReminderRow, { roll, households }: Around, now: Date): ReminderProblem | null {
  if (now.getTime() > row.dueAt.getTime() + REMINDER_STALE_HOURS * 3_600_000) return 'stale'
  const home = households.get(row.householdId)
  if (row.kind === 'result') return home?.sampled === true ? null : 'done'
  return roll.state === 'open' && home?.missing === true ? null : 'done'
}

/** The number and the WeChat as they are now; whoever has left the household is told nothing about it. */
async function targetOf(
  work: Work,
  row: ReminderRow,
  home: Candidate,
  senders: Senders,
): Promise<Claimed['to'] | null> {
  if (row.channel === 'sms') {
    const phone = mobileOf(work, home.phones_sealed)
    return phone === undefined || senders.sendText === null ? null : { phone }
  }
  const template = templateFor(senders, row.kind)
  if (template === null || template.id !== row.templateId || row.accountId === null) return null
  const { rows } = await work.db.execute(sql`
    SELECT 1 FROM role_grant WHERE community_id = ${work.communityId} AND account_id = ${row.accountId}
      AND household_id = ${row.householdId} AND role = 'resident' AND revoked_at IS NULL
      AND (valid_until IS NULL OR valid_until > ${work.now})`)
  const sealed = rows.length === 0 ? null : await findOpenId(work.db, work.communityId, row.accountId)
  return sealed === null ? null : { openId: work.vault.openForCommunity(work.communityId, sealed), template }
}

async function end(
  work: Work,
  row: ReminderRow,
  state: 'failed' | 'skipped',
  problem: ReminderProblem,
  returned = true,
): Promise<null> {
  const { db, communityId, now } = work
  // A table of states has no way from waiting to failed: it was begun, and could not be.
  if (state === 'failed' && row.state === 'queued')
    await changeReminder(db, communityId, row.id, row.attempts, { state: 'sending' })
  await changeReminder(db, communityId, row.id, row.attempts, { state, problem, endedAt: now })
  if (returned) await giveBack(db, communityId, [row.id], now)
  return null
}

async function claimOne(work: Work, row: ReminderRow, around: Around, senders: Senders): Promise<Claimed | null> {
  const { db, communityId, now } = work
  if (row.state === 'sending') {
    // Its worker was killed, maybe after the message had gone.
    if (afterSilence(row.unsure).state === 'failed') return end(work, row, 'failed', 'unknown', false)
    await changeReminder(db, communityId, row.id, row.attempts, { state: 'queued', unsure: true })
    row = { ...row, state: 'queued', unsure: true }
  }
  const problem = outdated(row, around, now)
  if (problem !== null) return end(work, row, 'skipped', problem, !row.unsure)
  const home = around.households.get(row.householdId)!
  const to = await targetOf(work, row, home, senders)
  if (to === null) return end(work, row, 'failed', 'no-target', !row.unsure)
  const claim = { attempts: row.attempts + 1, nextAt: new Date(now.getTime() + CLAIM_MS) }
  if (!(await changeReminder(db, communityId, row.id, row.attempts, { state: 'sending', ...claim }))) return null
  const { roll, endsAt, sites, village } = around
  const occasion = { kind: row.kind, village, title: roll.title, endsAt, sites, gridCode: home.grid_code, now }
  return { row: { ...row, state: 'sending', ...claim }, to, occasion }
}

/** Takes what is due, ends what has become pointless, and claims the rest. Returns how many were looked at, too. */
export async function claimDue(work: Work, senders: Senders): Promise<{ claimed: Claimed[]; seen: number }> {
  const { db, communityId, now } = work
  const rows = await takeDue(db, communityId, now)
  const claimed: Claimed[] = []
  const rolls = await readRollsById(db, communityId, [...new Set(rows.map(({ rollId }) => rollId))])
  for (const roll of rolls) {
    const those = rows.filter(({ rollId }) => rollId === roll.id)
    const around = await readAround(work, roll, those)
    for (const row of those) {
      const one = await claimOne(work, row, around, senders)
      if (one !== null) claimed.push(one)
    }
  }
  return { claimed, seen: rows.length }
}

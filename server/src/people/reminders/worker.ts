import { CHANNEL_WORDS, REMINDER_STATE_WORDS } from '@gezhong/shared/people/reminders/contract'
import { isQuiet } from '@gezhong/shared/people/reminders/quiet-hours'
import { eachInTurn, listCommunities } from '../../database/communities.ts'
import { inChunks } from '../../database/in-chunks.ts'
import { transactAsSystem, type Kernel, type Work } from '../../database/transact.ts'
import type { TextOutcome } from '../../sms/sender.ts'
import type { SendOutcome } from '../../wechat/answers.ts'
import { claimDue, type Claimed } from './claim.ts'
import { outcomeLabel, verdictOn } from './outcomes.ts'
import { changeReminder } from './queries.ts'
import type { Senders } from './senders.ts'
import { giveBack, holdReminders, writeOff } from './subscriptions.ts'
import { fieldsOf, textOf } from './words.ts'

/*
 * Sends what was queued. A row is claimed for some minutes in one transaction, sent outside any, and marked in another; two
 * servers never hold the same claim. A server that is killed between sending and marking leaves its claim to run out, and
 * nobody can know whether the message went: it is sent again, once, and if that is not marked either it counts as failed
 * and is left to a person. So a household gets a message twice at the very most. Nothing is sent at night.
 */

/** What a tap on a message opens. */
const PAGE = 'home/today/today'
/** Sent side by side. */
const ABREAST = 5
/** A claim that ends sooner than this is left to run out: sending may take a while. */
const SPARE_MS = 60_000

async function send({ to, occasion }: Claimed, senders: Senders): Promise<TextOutcome | SendOutcome> {
  if ('phone' in to) return senders.sendText === null ? 'away' : senders.sendText(to.phone, textOf(occasion))
  if (senders.weChat === null) return 'away'
  const { openId, template } = to
  const values = fieldsOf(occasion)
  const fields = Object.fromEntries(template.keys.map((key, index) => [key, values[index] ?? '']))
  const { programState } = senders
  return senders.weChat.sendMessage({ openId, templateId: template.id, page: PAGE, fields, programState })
}

/** Marks it, unless another worker has taken it over meanwhile. */
async function settle(work: Work, { row }: Claimed, outcome: TextOutcome | SendOutcome): Promise<void> {
  const { db, communityId, now } = work
  const { state, problem, providerCode, unsure, quota, again } = verdictOn(outcome, row)
  const change =
    state === 'queued' ? { nextAt: new Date(now.getTime() + again) } : { endedAt: now, nextAt: now, problem }
  const marked = await changeReminder(db, communityId, row.id, row.attempts, { state, unsure, providerCode, ...change })
  if (!marked) return
  if (quota !== 'used' && row.accountId !== null && row.templateId !== null) {
    await holdReminders(db, communityId)
    const { accountId, templateId } = row
    if (quota === 'gone') await writeOff(db, { communityId, accountId, templateId, reminderId: row.id, at: now })
    else await giveBack(db, communityId, [row.id], now)
  }
  if (state !== 'queued')
    work.record({
      action: 'reminder.ended',
      subjectId: row.householdId,
      detail: `${CHANNEL_WORDS[row.channel]} ${REMINDER_STATE_WORDS[state]}`,
    })
}

async function sendOne(kernel: Kernel, communityId: string, claimed: Claimed, senders: Senders): Promise<void> {
  if (kernel.clock().getTime() > claimed.row.nextAt.getTime() - SPARE_MS) return
  const outcome = await send(claimed, senders)
  senders.note(claimed.row.channel, outcomeLabel(claimed.row.channel, outcome))
  await transactAsSystem(kernel, communityId, (work) => settle(work, claimed, outcome))
}

async function sendDue(kernel: Kernel, communityId: string, senders: Senders): Promise<number> {
  const { claimed, seen } = await transactAsSystem(kernel, communityId, (work) => claimDue(work, senders))
  for (const part of inChunks(claimed, ABREAST)) {
    // Each to its end: one that cannot be marked must not leave the others unmarked.
    const ends = await Promise.allSettled(part.map((one) => sendOne(kernel, communityId, one, senders)))
    const broken = ends.find((one) => one.status === 'rejected')
    if (broken !== undefined) throw broken.reason
  }
  return seen
}

/** One turn over all communities; returns how many reminders were looked at. */
export async function runReminders(kernel: Kernel, senders: Senders): Promise<number> {
  if (isQuiet(kernel.clock())) return 0
  return eachInTurn(await listCommunities(kernel), (communityId) => sendDue(kernel, communityId, senders))
}

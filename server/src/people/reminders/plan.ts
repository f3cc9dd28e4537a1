import type { ReminderBatch, ReminderKind } from '@gezhong/shared/people/reminders/contract'
import { afterQuiet } from '@gezhong/shared/people/reminders/quiet-hours'
import { REMINDER_UNDO_SECONDS } from '@gezhong/shared/people/reminders/contract'
import { civilDay } from '@gezhong/shared/civil-day'
import type { Work } from '../../database/transact.ts'
import type { RollRow } from '../rolls/queries.ts'
import { countSms, readSubscribers, remindedLately, type Candidate } from './queries.ts'
import { templateFor, type Senders } from './senders.ts'

/** A text message reaches mobiles only. */
const MOBILE = /^1[3-9]\d{9}$/

export const mobileOf = ({ vault, communityId }: Pick<Work, 'vault' | 'communityId'>, sealed: Buffer | null) =>
  vault.openPhones(communityId, sealed).find((phone) => MOBILE.test(phone))

export interface Target {
  candidate: Candidate
  /** Whose WeChat; null: a text message. */
  accountId: string | null
}

export interface Plan {
  targets: Target[]
  spread: Omit<ReminderBatch, 'batchId'>
  smsLeft: number
  dueAt: Date
}

function dayOf(instant: Date): { from: Date; until: Date } {
  const from = new Date(`${civilDay(instant)}T00:00:00+08:00`)
  return { from, until: new Date(from.getTime() + 86_400_000) }
}

/**
 * By what each of these households would be reached. The asker may see every one of the candidates; who of them is bound
 * to WeChat, and how much of the day's messages others have used, is read as bookkeeping, and only numbers of it leave.
 */
export async function planFor(
  work: Work,
  senders: Senders,
  { roll, kind, candidates }: { roll: RollRow; kind: ReminderKind; candidates: readonly Candidate[] },
): Promise<Plan> {
  const { db, communityId, now } = work
  const template = templateFor(senders, kind)
  const dueAt = afterQuiet(new Date(now.getTime() + REMINDER_UNDO_SECONDS * 1000))
  const [lately, subscribers, sent] = await work.elevated(async () => [
    await remindedLately(db, communityId, { rollId: roll.id, result: kind === 'result', now }),
    template === null ? new Map<string, never[]>() : await readSubscribers(db, communityId, template.id, now),
    await countSms(db, communityId, dayOf(dueAt)),
  ])
  const used = new Map<string, number>()
  const targets: Target[] = []
  const spread = { wechat: 0, sms: 0, noChannel: 0, lately: 0, dueAt: dueAt.toISOString() }
  for (const candidate of candidates) {
    if (lately.has(candidate.id)) {
      spread.lately += 1
      continue
    }
    // Who looks after several households may be told as often as they agreed to, and no more.
    const subscriber = subscribers.get(candidate.id)?.find((one) => one.left > (used.get(one.account_id) ?? 0))
    if (subscriber !== undefined) {
      used.set(subscriber.account_id, (used.get(subscriber.account_id) ?? 0) + 1)
      spread.wechat += 1
      targets.push({ candidate, accountId: subscriber.account_id })
    } else if (senders.sendText !== null && mobileOf(work, candidate.phones_sealed) !== undefined) {
      spread.sms += 1
      targets.push({ candidate, accountId: null })
    } else spread.noChannel += 1
  }
  return { targets, spread, smsLeft: Math.max(0, senders.smsPerDay - sent), dueAt }
}

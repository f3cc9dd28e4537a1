import type { OwnReminder } from '@gezhong/shared/people/own-data/contract'
import { sql } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'

/** The newest of them. */
const MOST = 500

type ReminderRow = Omit<OwnReminder, 'rollTitle' | 'at'> & Record<string, unknown> & { title: string; at: Date }

/** What was sent to a household, or is to be. */
export async function remindersOf({ db, communityId }: Work, householdId: string): Promise<OwnReminder[]> {
  const { rows } = await db.execute<ReminderRow>(sql`
    SELECT roll.title, reminder.kind, reminder.channel, reminder.state,
      coalesce(reminder.ended_at, reminder.asked_at) AS at
    FROM reminder JOIN roll ON roll.community_id = reminder.community_id AND roll.id = reminder.roll_id
    WHERE reminder.community_id = ${communityId} AND reminder.household_id = ${householdId}
    ORDER BY reminder.asked_at DESC, reminder.id DESC LIMIT ${MOST}`)
  return rows.map(({ title, kind, channel, state, at }) => ({
    rollTitle: maskText(title),
    kind,
    channel,
    state,
    at: new Date(at).toISOString(),
  }))
}

/** How many messages in WeChat one has agreed to that were not sent yet. */
export async function messagesLeft({ db, communityId, actor }: Work): Promise<number> {
  const { rows } = await db.execute<{ left: number }>(sql`
    SELECT coalesce(sum(delta), 0)::int AS left FROM subscription_entry
    WHERE community_id = ${communityId} AND account_id = ${actor.accountId}`)
  return rows[0]?.left ?? 0
}

import { MOST_SUBSCRIPTIONS, type SubscribeAnswer, type Subscriptions } from '@gezhong/shared/people/reminders/contract'
import { and, eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { idList } from '../../database/id-list.ts'
import { inChunks } from '../../database/in-chunks.ts'
import type { Db } from '../../database/pool.ts'
import type { Work } from '../../database/transact.ts'
import { subscriptionEntry } from './tables.ts'

/*
 * WeChat sends one message for each time that somebody agreed to one, and refuses when there is none left. What we believe
 * is left is the sum of a ledger to which lines are only added. Whoever takes from it holds the community's lock first, so
 * that two never take the last one.
 */

type Entry = typeof subscriptionEntry.$inferInsert

/** Held until the transaction ends by whoever queues reminders or settles them. */
export async function holdReminders(db: Db, communityId: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`reminders ${communityId}`}, 0))`)
}

async function levelOf(db: Db, communityId: string, accountId: string, templateId: string): Promise<number> {
  const { rows } = await db.execute<{ left: number }>(sql`
    SELECT coalesce(sum(delta), 0)::int AS left FROM subscription_entry
    WHERE community_id = ${communityId} AND account_id = ${accountId} AND template_id = ${templateId}`)
  return rows[0]?.left ?? 0
}

export async function addEntries(db: Db, rows: readonly Entry[]): Promise<void> {
  for (const part of inChunks(rows)) await db.insert(subscriptionEntry).values(part)
}

/** What these reminders had taken is given back; each once, whoever asks. */
export async function giveBack(db: Db, communityId: string, reminderIds: readonly string[], at: Date): Promise<void> {
  const used = await db
    .select()
    .from(subscriptionEntry)
    .where(
      and(
        eq(subscriptionEntry.communityId, communityId),
        eq(subscriptionEntry.reason, 'used'),
        sql`${subscriptionEntry.reminderId} = ANY (${idList(reminderIds)})`,
      ),
    )
  const returned = used.map((row) => ({ ...row, id: uuidv7(), reason: 'returned' as const, delta: -row.delta, at }))
  for (const part of inChunks(returned)) await db.insert(subscriptionEntry).values(part).onConflictDoNothing()
}

/** WeChat said that nothing is left: what we believed to be is written off. */
export async function writeOff(
  db: Db,
  { communityId, accountId, templateId, reminderId, at }: Omit<Entry, 'id' | 'reason' | 'delta'>,
): Promise<void> {
  const left = await levelOf(db, communityId, accountId, templateId)
  if (left <= 0) return
  const entry = { communityId, accountId, templateId, reminderId, at, reason: 'refused' as const, delta: -left }
  await db
    .insert(subscriptionEntry)
    .values({ ...entry, id: uuidv7() })
    .onConflictDoNothing()
}

export async function readOwn(work: Work, templateIds: readonly string[]): Promise<Subscriptions> {
  const templates: Subscriptions['templates'] = []
  for (const templateId of templateIds) {
    const left = await levelOf(work.db, work.communityId, work.actor.accountId, templateId)
    templates.push({ templateId, left })
  }
  return { templates }
}

const ACCEPTED: ReadonlySet<SubscribeAnswer> = new Set(['accept', 'acceptWithAudio', 'acceptWithAlert'])

/** Only what was agreed to counts; a template that is not ours, or more than anybody needs, is left out. */
export async function keepAnswers(
  work: Work,
  templateIds: readonly string[],
  answers: readonly { templateId: string; answer: SubscribeAnswer }[],
): Promise<Subscriptions> {
  const { db, communityId, actor, now } = work
  const { templates } = await readOwn(work, templateIds)
  const accepted = new Set(answers.filter(({ answer }) => ACCEPTED.has(answer)).map(({ templateId }) => templateId))
  const given = templates.filter(({ templateId, left }) => accepted.has(templateId) && left < MOST_SUBSCRIPTIONS)
  if (given.length === 0) return { templates }
  const entry = { communityId, accountId: actor.accountId, reason: 'accepted' as const, delta: 1, at: now }
  await addEntries(
    db,
    given.map(({ templateId }) => ({ ...entry, id: uuidv7(), templateId })),
  )
  work.record({ action: 'reminder.subscribed', subjectId: actor.accountId, detail: `${given.length} 条` })
  return readOwn(work, templateIds)
}

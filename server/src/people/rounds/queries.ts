import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import type { RollRow } from '../rolls/queries.ts'
import { seenByAsker } from '../rolls/seen.ts'
import { roll } from '../rolls/tables.ts'
import { round, roundSite } from './tables.ts'

export type RoundRow = typeof round.$inferSelect
export type SiteRow = typeof roundSite.$inferSelect

/** A round beside the roll that it is. */
export interface Held {
  roll: RollRow
  round: RoundRow
}

const MOST = 100

export async function readRounds(db: Db, communityId: string, id?: string): Promise<Held[]> {
  return db
    .select({ roll, round })
    .from(round)
    .innerJoin(roll, and(eq(roll.communityId, round.communityId), eq(roll.id, round.id)))
    .where(and(eq(round.communityId, communityId), id === undefined ? undefined : eq(round.id, id), seenByAsker))
    .orderBy(desc(roll.openedAt), desc(roll.id))
    .limit(MOST)
}

export async function readSites(db: Db, communityId: string, roundIds: readonly string[]): Promise<SiteRow[]> {
  if (roundIds.length === 0) return []
  return db
    .select()
    .from(roundSite)
    .where(and(eq(roundSite.communityId, communityId), inArray(roundSite.roundId, [...roundIds])))
    .orderBy(asc(roundSite.opensAt), asc(roundSite.id))
}

export async function addRound(db: Db, row: typeof round.$inferInsert): Promise<void> {
  await db.insert(round).values(row)
}

/** False when somebody else has changed it meanwhile. */
export async function changeWindow(
  db: Db,
  communityId: string,
  id: string,
  revision: number,
  window: Pick<RoundRow, 'startsAt' | 'endsAt' | 'repeatDays' | 'repeatUntil'>,
): Promise<boolean> {
  const changed = await db
    .update(round)
    .set({ ...window, revision: sql`${round.revision} + 1` })
    .where(and(eq(round.communityId, communityId), eq(round.id, id), eq(round.revision, revision)))
    .returning({ id: round.id })
  return changed.length > 0
}

export async function replaceSites(
  db: Db,
  communityId: string,
  roundId: string,
  rows: readonly SiteRow[],
): Promise<void> {
  await db.delete(roundSite).where(and(eq(roundSite.communityId, communityId), eq(roundSite.roundId, roundId)))
  if (rows.length > 0) await db.insert(roundSite).values([...rows])
}

/** Rounds to be held again whose next window may be near; `before` is of their own start. Other turns' are left out. */
export async function lockRoundsToFollow(db: Db, communityId: string, before: Date): Promise<Held[]> {
  return db
    .select({ roll, round })
    .from(round)
    .innerJoin(roll, and(eq(roll.communityId, round.communityId), eq(roll.id, round.id)))
    .where(
      and(
        eq(round.communityId, communityId),
        isNotNull(round.repeatDays),
        isNull(round.followedBy),
        lte(round.startsAt, before),
      ),
    )
    .for('update', { of: round, skipLocked: true })
}

export async function noteFollower(db: Db, communityId: string, id: string, followedBy: string): Promise<void> {
  await db
    .update(round)
    .set({ followedBy })
    .where(and(eq(round.communityId, communityId), eq(round.id, id)))
}

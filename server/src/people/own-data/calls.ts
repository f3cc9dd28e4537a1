import type { OwnCall } from '@gezhong/shared/people/own-data/contract'
import { and, desc, eq } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { callAttempt } from '../follow-ups/tables.ts'

const MOST = 500

/** Notes are the workers' own, and so is who called; a household is told when and what came of it. */
export async function callsTo({ db, communityId }: Work, householdId: string): Promise<OwnCall[]> {
  const rows = await db
    .select()
    .from(callAttempt)
    .where(and(eq(callAttempt.communityId, communityId), eq(callAttempt.householdId, householdId)))
    .orderBy(desc(callAttempt.calledAt), desc(callAttempt.id))
    .limit(MOST)
  return rows.map(({ calledAt, kind, outcome, undoneAt }) => ({
    at: calledAt.toISOString(),
    kind,
    outcome,
    undone: undoneAt !== null,
  }))
}

import { sql } from 'drizzle-orm'
import type { Db } from './pool.ts'

/** One asking of an account waits for the other until the transaction ends, so that no limit on them can be passed. */
export async function holdAsker(db: Db, accountId: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${accountId}, 7305125))`)
}

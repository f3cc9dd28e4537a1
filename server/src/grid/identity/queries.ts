import type { DemoIdentity } from '@gezhong/shared/grid/identity/contract'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { dbOver, type Db } from '../../database/pool.ts'
import { account, demoIdentity, passwordSignIn, session } from '../../database/tables.ts'
import type { Kernel } from '../../database/transact.ts'

/** These tables are local and bound to no community, so they are read outside anybody's scope. */
async function outsideScope<T>(kernel: Kernel, read: (db: Db) => Promise<T>): Promise<T> {
  const client = await kernel.pool.connect()
  try {
    return await read(dbOver(client))
  } finally {
    client.release()
  }
}

export interface Entrant {
  accountId: string
  communityId: string
}

export const findPasswordSignIn = (kernel: Kernel, name: string) =>
  outsideScope(kernel, async (db) => {
    const [row] = await db.select().from(passwordSignIn).where(eq(passwordSignIn.name, name))
    return row
  })

export const listDemoIdentities = (kernel: Kernel): Promise<DemoIdentity[]> =>
  outsideScope(kernel, async (db) => {
    const rows = await db
      .select({
        name: demoIdentity.name,
        displayName: account.displayName,
        role: demoIdentity.role,
        place: demoIdentity.place,
      })
      .from(demoIdentity)
      .innerJoin(account, eq(account.id, demoIdentity.accountId))
      .orderBy(asc(demoIdentity.position))
    return rows as DemoIdentity[]
  })

export const findDemoIdentity = (kernel: Kernel, name: string): Promise<Entrant | undefined> =>
  outsideScope(kernel, async (db) => {
    const [row] = await db.select().from(demoIdentity).where(eq(demoIdentity.name, name))
    return row
  })

/** Invented people are asked for no changing number; where the demo is off, what they have opened ends. */
export const endWaivedSessions = (kernel: Kernel): Promise<unknown> =>
  outsideScope(kernel, (db) =>
    db
      .update(session)
      .set({ revokedAt: kernel.clock() })
      .where(and(eq(session.secondFactor, 'waived'), isNull(session.revokedAt))),
  )

export async function endSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db.update(session).set({ revokedAt: now }).where(eq(session.id, sessionId))
}

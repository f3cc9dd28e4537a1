import type { Actor } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import type pg from 'pg'
import type { AuditLine } from '../audit/actions.ts'
import type { Clock } from '../clock.ts'
import type { Vault } from '../security/vault.ts'
import { beginAs, noteUse, type Asker, type Asking } from './asker.ts'
import { askAll, sayFirst } from './batch.ts'
import { Notebook, type Dirty } from './notebook.ts'
import { dbOver, type Db } from './pool.ts'
import { refusalFrom } from './refusals.ts'
import { begin, BOOKKEEPING, Outlook, type Scope } from './scope.ts'

/*
 * The one way to touch the database on somebody's behalf. It opens the transaction, finds out who asks and where they
 * may look, tells the database (row security reads these settings), runs the work, writes the audit lines beside it
 * and commits.
 */

export interface Kernel {
  pool: pg.Pool
  clock: Clock
  vault: Vault
}

export interface Work {
  db: Db
  vault: Vault
  actor: Actor
  scope: Scope
  communityId: string
  /** One instant for the whole transaction. */
  now: Date
  /** Notes what was done; written in the same transaction. */
  record(line: AuditLine): void
  /** Marks numbers to be counted again; folded in the background, the lag is under a second. */
  touch(dirty: Dirty): void
  /**
   * The system's own bookkeeping over the whole community inside somebody's transaction, such as holding a whole
   * grid's reports against each other. What is read in it must never reach the reply.
   */
  elevated<T>(bookkeeping: () => Promise<T>): Promise<T>
  /**
   * Writes sent with the COMMIT in one packet, over the whole community: what needs no answer, and rows that everybody
   * writes, which are thus held no longer than committing takes. One that the database refuses takes everything back.
   * Made of `prepared` statements, not awaited: what cannot be sent is then known before the COMMIT is.
   */
  atCommit(write: () => readonly Promise<unknown>[]): void
  /** One of several: when it refuses, what it wrote is taken back, and the others go on. */
  attempt<T>(one: () => Promise<T>): Promise<T | Refusal>
}

/** Everybody waits their turn for a connection, but not for ever. */
async function connectionOf(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('timeout exceeded')) throw new Refusal('busy')
    throw error
  }
}

/** One of several steps, which is taken back by itself when it refuses. */
async function attempt<T>(client: pg.PoolClient, outlook: Outlook, notebook: Notebook, one: () => Promise<T>) {
  const takeBack = notebook.savepoint()
  await client.query('SAVEPOINT attempt')
  const lookAsBefore = outlook.savepoint()
  try {
    const result = await one()
    await client.query('RELEASE SAVEPOINT attempt')
    return result
  } catch (error) {
    const refusal = refusalFrom(error)
    if (refusal === null) throw error
    // Released too: an attempt around this one must find its own again under the same name.
    await client.query('ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt')
    lookAsBefore()
    takeBack()
    return refusal
  }
}

async function inTransaction<T, A extends Asker>(
  kernel: Kernel,
  open: (db: Db, now: Date) => Promise<A>,
  work: (work: Work) => Promise<T>,
  afterwards: (db: Db, asker: A, now: Date) => Promise<void> = async () => undefined,
): Promise<T> {
  const client = await connectionOf(kernel.pool)
  const db = dbOver(client)
  const now = kernel.clock()
  const outlook = new Outlook()
  const notebook = new Notebook()
  let broken: Error | undefined
  try {
    const asker = await open(db, now)
    const { actor, scope } = asker
    outlook.set(scope)
    sayFirst(client, () => outlook.statements())
    const result = await work({
      db,
      vault: kernel.vault,
      actor,
      scope,
      communityId: actor.communityId,
      now,
      record: (line) => notebook.lines.push(line),
      touch: (dirty) => notebook.touch(dirty),
      attempt: (one) => attempt(client, outlook, notebook, one),
      atCommit: (write) => notebook.last.push(write),
      async elevated(bookkeeping) {
        const before = outlook.scope
        outlook.set(BOOKKEEPING)
        try {
          return await bookkeeping()
        } finally {
          outlook.set(before)
        }
      },
    })
    if (notebook.last.length > 0) outlook.set(BOOKKEEPING)
    const answers: Promise<unknown>[] = []
    for (const write of [() => notebook.write(db, kernel.vault, actor, now), ...notebook.last])
      for (const answer of write()) {
        // Heard below; should the next one not come to be sent, nobody listens to this one any more.
        answer.catch(() => undefined)
        answers.push(answer)
      }
    sayFirst(client, null)
    await Promise.all([...answers, askAll(client, ['COMMIT'])])
    await afterwards(db, asker, now)
    return result
  } catch (error) {
    sayFirst(client, null)
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Runs `work` as the person of this session, bound by row security to their scope. */
export function transact<T>(
  kernel: Kernel,
  sessionId: string,
  work: (work: Work) => Promise<T>,
  asking: Asking = {},
): Promise<T> {
  return inTransaction(
    kernel,
    (db, now) => beginAs(db, sessionId, now, asking),
    work,
    (db, { usedAt }, now) => noteUse(db, sessionId, usedAt, now, asking),
  )
}

/** The account that background work is recorded under. */
export const SYSTEM_ACCOUNT = '00000000-0000-7000-8000-000000000000'

/** Runs background work over one whole community; never reachable from a request's input. */
export function transactAsSystem<T>(
  kernel: Kernel,
  communityId: string,
  work: (work: Work) => Promise<T>,
  accountId = SYSTEM_ACCOUNT,
): Promise<T> {
  return inTransaction(
    kernel,
    async (db) => {
      await begin(db.$client, communityId, accountId)
      return { actor: { accountId, communityId, displayName: '系统', grants: [] }, scope: BOOKKEEPING }
    },
    work,
  )
}

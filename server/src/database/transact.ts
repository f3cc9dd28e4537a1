import type { Actor } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import { IDLE_LOCK_SECONDS } from '@gezhong/shared/grid/sessions/contract'
import { sql } from 'drizzle-orm'
import type pg from 'pg'
import { uuidv7 } from 'uuidv7'
import type { AuditLine } from '../audit/actions.ts'
import { auditEntry } from '../audit/tables.ts'
import type { Clock } from '../clock.ts'
import { maskText } from '../security/mask-text.ts'
import type { Vault } from '../security/vault.ts'
import { refusalFrom } from './refusals.ts'
import { dbOver, type Db } from './pool.ts'
import { readGrants, readResponsibleBuildings } from './scope-queries.ts'
import { BOOKKEEPING, scopeOf, scopeStatements, setScope, type PlacedGrant, type Scope } from './scope.ts'
import { asksSecondFactor } from './second-factor.ts'
import { liveDirty } from './tables.ts'

/*
 * The one way to touch the database on somebody's behalf. It opens the transaction, finds out who asks and where they
 * may look, tells the database (row security reads these settings), runs the work, writes the audit lines beside it
 * and commits. It refuses a session that is not valid at this moment; nothing about rights is remembered between calls.
 */

export interface Kernel {
  pool: pg.Pool
  clock: Clock
  vault: Vault
}

export interface Dirty {
  gridId: string
  /** Absent when the ledger itself changed, or what is ordered. */
  rollId?: string
  topic: 'roll' | 'ledger' | 'differences' | 'orders'
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
   * Statements sent with the COMMIT in one message, over the whole community: for rows that everybody writes, which are
   * thus held no longer than committing takes. One that fails takes everything back. Literals come from `uuidLiteral`
   * and from whole numbers alone.
   */
  atCommit(statement: string): void
  /** One of several: when it refuses, what it wrote is taken back, and the others go on. */
  attempt<T>(one: () => Promise<T>): Promise<T | Refusal>
}

interface SessionRow {
  account_id: string
  community_id: string
  display_name: string
  page: 'admin' | 'phone'
  used_at: Date
  second_factor: string | null
}

/** How a session asks. */
export interface Asking {
  /** A person's doing, no page asking by itself: it puts off the lock of a page that nobody touches. */
  byHand?: boolean
  /** Also while the page is locked. */
  evenLocked?: boolean
  /** Also before the command post has shown its changing number; such a session holds no rights. */
  beforeSecondFactor?: boolean
}

/** Uses closer together than this are one. Milliseconds. */
const ONE_USE = 20_000

export const isLocked = (session: Pick<SessionRow, 'page' | 'used_at'>, now: Date): boolean =>
  session.page === 'admin' && now.getTime() - session.used_at.getTime() >= IDLE_LOCK_SECONDS * 1000

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function uuidLiteral(id: string): string {
  if (!UUID.test(id)) throw new Refusal('not-valid')
  return `'${id}'`
}

async function begin(client: pg.PoolClient, sessionId: string, now: Date, asking: Asking): Promise<SessionRow> {
  const results = (await client.query(
    `BEGIN; SET LOCAL statement_timeout = 30000; SET LOCAL idle_in_transaction_session_timeout = 60000;
     SELECT session.account_id, session.community_id, account.display_name, session.page, session.used_at,
       session.second_factor
     FROM session JOIN account ON account.id = session.account_id
     WHERE session.id = ${uuidLiteral(sessionId)} AND revoked_at IS NULL AND expires_at > '${now.toISOString()}'
       AND account.deleted_at IS NULL`,
  )) as unknown as pg.QueryResult<SessionRow>[]
  const row = results.at(-1)?.rows[0]
  if (row === undefined) throw new Refusal('not-signed-in')
  if (asking.evenLocked !== true && isLocked(row, now)) throw new Refusal('locked')
  return row
}

/** After the work, so that no long work keeps the session's row from the requests beside it. */
async function noteUse(client: pg.PoolClient, sessionId: string, now: Date): Promise<void> {
  await client.query('UPDATE session SET used_at = $2 WHERE id = $1 AND used_at < $2', [sessionId, now])
}

const NOTHING: Scope = { grids: '', buildings: '', households: '' }

/** A session of the command post that has shown only a password holds nothing, and reaches only what is made for it. */
function heldBack(session: SessionRow, grants: readonly PlacedGrant[], asking: Asking): boolean {
  const held = session.second_factor === null && asksSecondFactor(grants)
  if (held && asking.beforeSecondFactor !== true) throw new Refusal('second-factor-needed')
  return held
}

async function identify(client: pg.PoolClient, db: Db, session: SessionRow, now: Date, asking: Asking) {
  await setScope(client, session.community_id, session.account_id, NOTHING)
  const held = await readGrants(db, session.community_id, session.account_id, now)
  const grants = heldBack(session, held, asking) ? [] : held
  const actor: Actor = {
    accountId: session.account_id,
    communityId: session.community_id,
    displayName: session.display_name,
    grants: grants.map(({ subtree: _, ...grant }) => grant),
  }
  const responsible = grants.some((grant) => grant.role !== 'resident')
    ? await readResponsibleBuildings(db, session.community_id, session.account_id, grants)
    : []
  const scope = scopeOf(grants, responsible)
  await setScope(client, session.community_id, session.account_id, scope)
  return { actor, scope }
}

class Notebook {
  readonly lines: AuditLine[] = []
  readonly dirty = new Map<string, Dirty>()

  async attempt<T>(db: Db, one: () => Promise<T>): Promise<T | Refusal> {
    const written = this.lines.length
    await db.execute(sql`SAVEPOINT attempt`)
    try {
      const result = await one()
      await db.execute(sql`RELEASE SAVEPOINT attempt`)
      return result
    } catch (error) {
      const refusal = refusalFrom(error)
      if (refusal === null) throw error
      // Released too: an attempt around this one must find its own again under the same name.
      await db.execute(sql`ROLLBACK TO SAVEPOINT attempt`)
      await db.execute(sql`RELEASE SAVEPOINT attempt`)
      this.lines.length = written
      return refusal
    }
  }

  touch(dirty: Dirty): void {
    this.dirty.set(`${dirty.topic} ${dirty.gridId} ${dirty.rollId ?? ''}`, dirty)
  }

  async write(db: Db, kernel: Kernel, actor: Actor, now: Date): Promise<void> {
    const communityId = actor.communityId
    if (this.lines.length > 0)
      await db.insert(auditEntry).values(
        this.lines.map((line) => ({
          communityId,
          id: uuidv7(),
          at: now,
          accountId: actor.accountId,
          action: line.action,
          subjectId: line.subjectId ?? null,
          detailSealed:
            line.detail === undefined ? null : kernel.vault.sealForCommunity(communityId, maskText(line.detail)),
        })),
      )
    if (this.dirty.size > 0)
      await db
        .insert(liveDirty)
        .values([...this.dirty.values()].map((dirty) => ({ communityId, rollId: null, ...dirty })))
  }
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

async function inTransaction<T>(
  kernel: Kernel,
  open: (client: pg.PoolClient, db: Db, now: Date) => Promise<{ actor: Actor; scope: Scope }>,
  work: (work: Work) => Promise<T>,
  afterwards: (client: pg.PoolClient, now: Date) => Promise<void> = async () => undefined,
): Promise<T> {
  const client = await connectionOf(kernel.pool)
  const db = dbOver(client)
  const now = kernel.clock()
  const last: string[] = []
  let broken: Error | undefined
  try {
    const { actor, scope } = await open(client, db, now)
    const notebook = new Notebook()
    const result = await work({
      db,
      vault: kernel.vault,
      actor,
      scope,
      communityId: actor.communityId,
      now,
      record: (line) => notebook.lines.push(line),
      touch: (dirty) => notebook.touch(dirty),
      attempt: (one) => notebook.attempt(db, one),
      atCommit: (statement) => last.push(statement),
      async elevated(bookkeeping) {
        await setScope(client, actor.communityId, actor.accountId, BOOKKEEPING)
        const done = await bookkeeping()
        await setScope(client, actor.communityId, actor.accountId, scope)
        return done
      },
    })
    await notebook.write(db, kernel, actor, now)
    if (last.length > 0) last.unshift(scopeStatements(actor.communityId, actor.accountId, BOOKKEEPING))
    await client.query([...last, 'COMMIT'].join(';\n'))
    await afterwards(client, now)
    return result
  } catch (error) {
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
  let used = false
  return inTransaction(
    kernel,
    async (client, db, now) => {
      const session = await begin(client, sessionId, now, asking)
      used = asking.byHand === true && now.getTime() - session.used_at.getTime() > ONE_USE
      return identify(client, db, session, now, asking)
    },
    work,
    async (client, now) => {
      if (used) await noteUse(client, sessionId, now)
    },
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
    async (client) => {
      await client.query('BEGIN')
      await setScope(client, communityId, accountId, BOOKKEEPING)
      const actor: Actor = { accountId, communityId, displayName: '系统', grants: [] }
      return { actor, scope: BOOKKEEPING }
    },
    work,
  )
}

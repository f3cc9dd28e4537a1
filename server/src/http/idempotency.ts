import { createHash } from 'node:crypto'
import { Refusal } from '@gezhong/shared/errors'
import { and, eq, lt } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import type { Work } from '../database/transact.ts'
import type { Db } from '../database/pool.ts'
import { idempotency } from '../database/tables.ts'

/*
 * The same key does the work once and gets the same answer. The key's row is inserted first, in the work's own
 * transaction: a twin that arrives meanwhile waits at the primary key; if the first rolls back, the twin does the work.
 * It refuses a key that comes back with another request, or under other rights.
 */

const KEEP_HOURS = 24

export interface Answer {
  status: number
  body: unknown
}

function digestOf(method: string, path: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(`${method} ${path}\n${JSON.stringify(body ?? null)}`)
    .digest()
}

/** A reply is kept for those rights only under which it was given: who has lost some must not read it again. */
const digestOfScope = ({ scope }: Work): Buffer =>
  createHash('sha256')
    .update(`${scope.grids} ${scope.buildings} ${scope.households} ${scope.leads ?? ''}`)
    .digest()

async function once(work: Work, key: string, request: Buffer, act: () => Promise<Answer>): Promise<Answer> {
  if (!/^[\x21-\x7e]{8,80}$/.test(key)) throw new Refusal('not-valid', '提交编号不对，请刷新后重试')
  const accountId = work.actor.accountId
  const digest = Buffer.concat([request, digestOfScope(work)])
  const expiresAt = new Date(work.now.getTime() + KEEP_HOURS * 3_600_000)
  const mine = and(eq(idempotency.accountId, accountId), eq(idempotency.key, key))
  const taken = await work.db
    .insert(idempotency)
    .values({ accountId, key, communityId: work.communityId, requestDigest: digest, expiresAt })
    .onConflictDoNothing()
    .returning({ key: idempotency.key })
  if (taken.length === 0) {
    const [earlier] = await work.db.select().from(idempotency).where(mine)
    if (earlier === undefined || !earlier.requestDigest.subarray(0, request.length).equals(request))
      throw new Refusal('key-reused')
    if (!earlier.requestDigest.equals(digest)) throw new Refusal('changed-meanwhile')
    if (earlier.status === null || earlier.replySealed === null) throw new Refusal('key-reused')
    return {
      status: earlier.status,
      body: JSON.parse(work.vault.open(work.communityId, earlier.replySealed)) as unknown,
    }
  }
  const answer = await act()
  await work.db
    .update(idempotency)
    .set({ status: answer.status, replySealed: work.vault.seal(work.communityId, JSON.stringify(answer.body ?? null)) })
    .where(mine)
  return answer
}

/** Once, when the request came with a key. `body` stands for what was sent: the same key with another is refused. */
export async function onceIfKeyed(
  work: Work,
  request: FastifyRequest,
  body: unknown,
  act: () => Promise<Answer>,
): Promise<Answer> {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' ? once(work, key, digestOf(request.method, request.url, body), act) : act()
}

export async function forgetExpired(db: Db, now: Date): Promise<void> {
  await db.delete(idempotency).where(lt(idempotency.expiresAt, now))
}

export async function forgetAnswersOf(db: Db, accountId: string): Promise<void> {
  await db.delete(idempotency).where(eq(idempotency.accountId, accountId))
}

import { createHash } from 'node:crypto'
import { Refusal } from '@gezhong/shared/errors'
import { eq, lt } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import type { Work } from '../database/transact.ts'
import type { Db } from '../database/pool.ts'
import { prepared } from '../database/prepared.ts'
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

const takeKey = prepared<{ key: string }>(`
  INSERT INTO idempotency (account_id, key, community_id, request_digest, expires_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING RETURNING key`)

interface EarlierRow {
  request_digest: Buffer
  status: number | null
  reply_sealed: Buffer | null
}

const findEarlier = prepared<EarlierRow>(
  'SELECT request_digest, status, reply_sealed FROM idempotency WHERE account_id = $1 AND key = $2',
)

const keepAnswer = prepared('UPDATE idempotency SET status = $3, reply_sealed = $4 WHERE account_id = $1 AND key = $2')

async function earlierAnswer({ db, vault, actor, communityId }: Work, key: string, request: Buffer, digest: Buffer) {
  const [earlier] = await findEarlier(db, [actor.accountId, key])
  if (earlier === undefined || !earlier.request_digest.subarray(0, request.length).equals(request))
    throw new Refusal('key-reused')
  if (!earlier.request_digest.equals(digest)) throw new Refusal('changed-meanwhile')
  if (earlier.status === null || earlier.reply_sealed === null) throw new Refusal('key-reused')
  return { status: earlier.status, body: JSON.parse(vault.open(communityId, earlier.reply_sealed)) as unknown }
}

async function once(work: Work, key: string, request: Buffer, act: () => Promise<Answer>): Promise<Answer> {
  if (!/^[\x21-\x7e]{8,80}$/.test(key)) throw new Refusal('not-valid', '提交编号不对，请刷新后重试')
  const { db, vault, communityId } = work
  const { accountId } = work.actor
  const digest = Buffer.concat([request, digestOfScope(work)])
  const expiresAt = new Date(work.now.getTime() + KEEP_HOURS * 3_600_000)
  const taken = await takeKey(db, [accountId, key, communityId, digest, expiresAt])
  if (taken.length === 0) return earlierAnswer(work, key, request, digest)
  const answer = await act()
  const replySealed = vault.seal(communityId, JSON.stringify(answer.body ?? null))
  work.atCommit(() => [keepAnswer(db, [accountId, key, answer.status, replySealed])])
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

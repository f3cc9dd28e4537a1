import type { Session } from '@gezhong/shared/grid/identity/contract'
import { Refusal } from '@gezhong/shared/errors'
import { verify } from '@node-rs/argon2'
import type { FastifyInstance } from 'fastify'
import { transact, transactAsSystem, type Kernel } from '../../database/transact.ts'
import { openSession } from '../../http/session.ts'
import { findPasswordSignIn, type Entrant } from './queries.ts'

/** Compared with when the name is unknown, so that an unknown name takes as long as a wrong password. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$aJGzdFkR9P63G1MhgVE03g$c9l5AlFPiZNO5V3Ar7KSfqBVkvBsdGzlk2q6OuB8cSE'

/** Wrong tries of one name in this process; it slows guessing and locks nobody out for long. */
class Attempts {
  readonly #recent = new Map<string, { count: number; until: number }>()

  tooMany(name: string, now: number): boolean {
    const entry = this.#recent.get(name)
    return entry !== undefined && entry.count >= 8 && entry.until > now
  }

  failed(name: string, now: number): void {
    if (this.#recent.size > 10_000) this.#recent.clear()
    const entry = this.#recent.get(name)
    const count = entry !== undefined && entry.until > now ? entry.count + 1 : 1
    this.#recent.set(name, { count, until: now + 60_000 })
  }
}

const attempts = new Attempts()

export async function enter(kernel: Kernel, app: FastifyInstance, entrant: Entrant): Promise<Session> {
  const opened = await openSession(kernel, entrant.accountId, entrant.communityId)
  await transactAsSystem(
    kernel,
    entrant.communityId,
    async (work) => work.record({ action: 'session.opened' }),
    entrant.accountId,
  )
  const actor = await transact(kernel, opened.id, async (work) => work.actor)
  return { token: app.issueToken(opened.id), actor, expiresAt: opened.expiresAt.toISOString() }
}

export async function enterWithPassword(
  kernel: Kernel,
  app: FastifyInstance,
  name: string,
  password: string,
  closed: readonly string[],
): Promise<Session> {
  const now = kernel.clock().getTime()
  if (attempts.tooMany(name, now)) throw new Refusal('too-many-requests')
  const known = await findPasswordSignIn(kernel, name)
  const right = await verify(known?.hash ?? NOBODY, password).catch(() => false)
  if (known === undefined || !right || closed.includes(known.communityId)) {
    attempts.failed(name, now)
    throw new Refusal('wrong-name-or-password')
  }
  return enter(kernel, app, known)
}

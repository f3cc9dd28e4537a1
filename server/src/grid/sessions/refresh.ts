import { Refusal } from '@gezhong/shared/errors'
import { transactAsSystem, type Kernel } from '../../database/transact.ts'
import { SESSION_AGE, SESSION_REST, type TokenIssuer } from '../../http/session.ts'
import { announce } from '../../live/fold.ts'
import { endSessionsOfAccount, findValid, rotate } from './queries.ts'

/** Two tabs ask at once, or an answer is lost on the way: so long the token before gives the same successor. */
const GRACE = 30_000

export interface Refreshed {
  token: string
  refreshToken: string
  expiresAt: Date
}

/**
 * A refresh token works once. Shown again later, somebody has a copy of it, and nobody can say who: the session ends for
 * both, and the audit log tells.
 */
export async function refresh(kernel: Kernel, issuer: TokenIssuer, shown: string | null): Promise<Refreshed> {
  const { refreshTokens } = issuer
  const sessionId = shown === null ? null : refreshTokens.sessionOf(shown)
  if (shown === null || sessionId === null) throw new Refusal('not-signed-in')
  const now = kernel.clock()
  const next = refreshTokens.next(shown)
  const digest = refreshTokens.digest(shown)
  const fresh = (expiresAt: Date) => ({ token: issuer.issueToken(sessionId), refreshToken: next, expiresAt })
  const rotated = await rotate(kernel, {
    sessionId,
    digest,
    nextDigest: refreshTokens.digest(next),
    now,
    expiresAt: new Date(now.getTime() + SESSION_REST),
    greatestAge: SESSION_AGE,
  })
  if (rotated !== undefined) return fresh(rotated.expiresAt)
  const session = await findValid(kernel, sessionId, now)
  if (session === undefined) throw new Refusal('not-signed-in')
  const since = now.getTime() - (session.refreshedAt?.getTime() ?? 0)
  if (session.refreshUsedDigest?.equals(digest) === true && since < GRACE) return fresh(session.expiresAt)
  const { communityId, accountId } = session
  await transactAsSystem(
    kernel,
    communityId,
    async (work) => {
      const ended = await endSessionsOfAccount(work.db, { communityId, accountId, only: sessionId }, work.now)
      if (ended.length === 0) return
      await announce(work.db, { communityId, endSession: sessionId })
      work.record({ action: 'session.reuse-found', subjectId: accountId, detail: session.device })
    },
    accountId,
  )
  throw new Refusal('not-signed-in')
}

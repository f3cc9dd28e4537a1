import type { Actor } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import { IDLE_LOCK_SECONDS } from '@gezhong/shared/grid/sessions/contract'
import type { Db } from './pool.ts'
import { prepared } from './prepared.ts'
import { readBuildingsOf, readGrants, responsibleBuildings } from './scope-queries.ts'
import { begin, scopeOf, type PlacedGrant, type Scope } from './scope.ts'
import { asksSecondFactor } from './second-factor.ts'

/*
 * Who asks, and where they may look, read at the beginning of every transaction. It refuses a session that is not valid
 * at this moment; nothing about rights is remembered between calls.
 */

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

export interface Asker {
  actor: Actor
  scope: Scope
}

export const isLocked = (session: Pick<SessionRow, 'page' | 'used_at'>, now: Date): boolean =>
  session.page === 'admin' && now.getTime() - session.used_at.getTime() >= IDLE_LOCK_SECONDS * 1000

const sessionNow = prepared<SessionRow>(`
  SELECT session.account_id, session.community_id, account.display_name, session.page, session.used_at,
    session.second_factor
  FROM session JOIN account ON account.id = session.account_id
  WHERE session.id = $1 AND revoked_at IS NULL AND expires_at > $2 AND account.deleted_at IS NULL`)

async function readSession(db: Db, sessionId: string, now: Date): Promise<SessionRow> {
  const [row] = await sessionNow(db, [sessionId, now])
  if (row === undefined) throw new Refusal('not-signed-in')
  return row
}

interface Owner {
  communityId: string
  accountId: string
}

/**
 * Whose a session is never changes, so it is remembered, and everything about the asker is asked in one go. That the
 * session still holds, and what its owner may, is read each time.
 */
const owners = new Map<string, Owner>()
const REMEMBERED = 20_000

async function ownerOf(db: Db, sessionId: string, now: Date): Promise<Owner> {
  const known = owners.get(sessionId)
  if (known !== undefined) return known
  const { community_id: communityId, account_id: accountId } = await readSession(db, sessionId, now)
  const owner = { communityId, accountId }
  owners.set(sessionId, owner)
  for (const oldest of owners.keys()) {
    if (owners.size <= REMEMBERED) break
    owners.delete(oldest)
  }
  return owner
}

/** A session of the command post that has shown only a password holds nothing, and reaches only what is made for it. */
function heldBack(session: SessionRow, grants: readonly PlacedGrant[], asking: Asking): boolean {
  const held = session.second_factor === null && asksSecondFactor(grants)
  if (held && asking.beforeSecondFactor !== true) throw new Refusal('second-factor-needed')
  return held
}

/** Begins the transaction of a session, and tells who is asking. Its scope is still to be set. */
export async function beginAs(db: Db, sessionId: string, now: Date, asking: Asking): Promise<Asker & { usedAt: Date }> {
  const { communityId, accountId } = await ownerOf(db, sessionId, now)
  const [, session, held, buildings] = await Promise.all([
    begin(db.$client, communityId, accountId),
    readSession(db, sessionId, now),
    readGrants(db, communityId, accountId, now),
    readBuildingsOf(db, communityId, accountId),
  ])
  if (asking.evenLocked !== true && isLocked(session, now)) throw new Refusal('locked')
  const grants = heldBack(session, held, asking) ? [] : held
  const actor: Actor = {
    accountId,
    communityId,
    displayName: session.display_name,
    grants: grants.map(({ subtree: _, ...grant }) => grant),
  }
  return { actor, scope: scopeOf(grants, responsibleBuildings(grants, buildings)), usedAt: session.used_at }
}

/** Uses closer together than this are one. Milliseconds. */
const ONE_USE = 20_000

const markUsed = prepared('UPDATE session SET used_at = $2 WHERE id = $1 AND used_at < $2')

/** After the work, so that no long work keeps the session's row from the requests beside it. */
export async function noteUse(db: Db, sessionId: string, usedAt: Date, now: Date, asking: Asking): Promise<void> {
  if (asking.byHand === true && now.getTime() - usedAt.getTime() > ONE_USE) await markUsed(db, [sessionId, now])
}

import { z } from 'zod'
import type { Actor } from '@gezhong/shared/actor'
import { Session } from '@gezhong/shared/grid/identity/contract'
import type { FreshTokens } from '@gezhong/shared/grid/sessions/contract'
import { changing, useChanging } from './changing.ts'
import { forgetAll, kept } from './storage.ts'
import { inBrowser } from './target.ts'

/** Everything kept under this prefix belongs to the person signed in and goes when they sign out. */
export const PERSONAL = 'person:'

const stored = kept(`${PERSONAL}session`, 2, Session)
const owner = kept(`${PERSONAL}owner`, 1, z.string())
const session = changing<Session | null>(null)

export function startSession(): void {
  session.set(stored.read())
}

/** Drafts of the same person are found again; those of another person are not shown to this one. */
export function keepSession(next: Session): void {
  if (owner.read() !== next.actor.accountId) forgetAll(PERSONAL)
  owner.write(next.actor.accountId)
  stored.write(next)
  session.set(next)
}

/** What this person is has changed: a home was found, or left. */
export function keepActor(actor: Actor): void {
  const here = session.get()
  if (here === null || here.actor.accountId !== actor.accountId) return
  const { secondFactor: _, ...rest } = here
  const next = { ...rest, actor }
  stored.write(next)
  session.set(next)
}

/** The same person goes on with fresh tokens. Somebody else's, of one who has left meanwhile, are thrown away. */
export function keepTokens(ofPerson: string, fresh: FreshTokens): void {
  const here = session.get()
  if (here === null || here.actor.accountId !== ofPerson) return
  const next = { ...here, ...fresh }
  stored.write(next)
  session.set(next)
}

/**
 * Another tab of the browser shares the storage and may have refreshed already; its tokens are taken over, as ours have
 * been used up then. False when there is nothing newer.
 */
export function takeNewerTokens(): boolean {
  const here = session.get()
  const kept = stored.read()
  if (here === null || kept === null || kept.token === here.token) return false
  if (kept.actor.accountId !== here.actor.accountId) return false
  session.set(kept)
  return true
}

/** Ends it on this phone, with all that was kept for the person; the server's side is ended by the caller. */
export function dropSession(): void {
  forgetAll(PERSONAL)
  session.set(null)
}

/** The server no longer knows this session. Drafts stay: the same person will sign in again and find them. */
export function expireSession(): void {
  stored.forget()
  session.set(null)
}

/** Whether this person is still who is signed in, here and by what the phone keeps: an answer may come after they left. */
export const isStillHere = (accountId: string | undefined): boolean =>
  accountId !== undefined && session.get()?.actor.accountId === accountId && owner.read() === accountId

/**
 * Another tab of the browser shares the storage: when somebody signs out there, or somebody else comes, this one shows a
 * person who has left and would go on keeping what it reads of them. It then begins anew with what is kept now.
 */
export function beginAnewWithOwner(beginAnew: () => void): void {
  if (!inBrowser) return
  window.addEventListener('storage', () => {
    const here = session.get()
    if (here !== null && owner.read() !== here.actor.accountId) beginAnew()
  })
}

export const sessionToken = () => session.get()?.token ?? null
export const refreshToken = () => session.get()?.refreshToken ?? null
export const currentActor = () => session.get()?.actor ?? null
export const useSession = () => useChanging(session)
export const useActor = () => useChanging(session)?.actor ?? null

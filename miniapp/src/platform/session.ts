import { z } from 'zod'
import type { Actor } from '@gezhong/shared/actor'
import { Session } from '@gezhong/shared/grid/identity/contract'
import { changing, useChanging } from './changing.ts'
import { forgetAll, kept } from './storage.ts'

/** Everything kept under this prefix belongs to the person signed in and goes when they sign out. */
export const PERSONAL = 'person:'

const stored = kept(`${PERSONAL}session`, 1, Session)
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
  const next = { ...here, actor }
  stored.write(next)
  session.set(next)
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

export const sessionToken = () => session.get()?.token ?? null
export const currentActor = () => session.get()?.actor ?? null
export const useSession = () => useChanging(session)
export const useActor = () => useChanging(session)?.actor ?? null

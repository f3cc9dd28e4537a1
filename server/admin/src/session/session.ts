import type { Actor } from '@gezhong/shared/actor'
import type { SecondFactorStep } from '@gezhong/shared/grid/identity/contract'
import { useSyncExternalStore } from 'react'

// The session itself is a cookie that no script can read. The page only knows who it is for, once the server has said
// so: undefined until then, null when nobody is signed in.

/** `secondFactor`: who it is has to show the changing number first; until then the server tells nothing but that. */
export type SignedIn =
  { actor: Actor; secondFactor?: undefined } | { actor: Actor | null; secondFactor: SecondFactorStep }

const listeners = new Set<() => void>()
// The cookie is the whole browser's: what one tab does, the others learn.
const otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('gezhong.session')
const tellOtherTabs = otherTabs?.postMessage.bind(otherTabs)

let session: SignedIn | null | undefined
// Nobody has touched the page for so long that somebody else may sit there now. What is open stays, out of sight.
let locked = false
let endedBecause: 'expired' | null = null

function change(next: SignedIn | null): void {
  const before = session?.actor?.accountId
  session = next
  if (before !== next?.actor?.accountId) {
    locked = false
    tellOtherTabs?.('changed')
  }
  for (const listener of listeners) listener()
}

export const isLocked = (): boolean => locked

export function lock(): void {
  locked = true
  for (const listener of listeners) listener()
}

export function unlock(): void {
  if (!locked) return
  locked = false
  tellOtherTabs?.('changed')
  for (const listener of listeners) listener()
}

export function currentSession(): SignedIn | null {
  return session ?? null
}

export function keepSession(actor: Actor, secondFactor?: SecondFactorStep): void {
  endedBecause = null
  change(secondFactor === undefined ? { actor } : { actor, secondFactor })
}

/** The server was asked at the start, and knows nobody. */
export function startWithNobody(): void {
  locked = false
  if (session === undefined) change(null)
}

/**
 * `expired`: the server no longer knows the session; the sign-in page says so, and drafts stay for the same person.
 * Without a reason somebody leaves: nothing of theirs stays in the tab.
 */
export function endSession(because: 'expired' | null = null): void {
  if (because === null) forgetDrafts()
  locked = false
  // Before it was known whose the session is, there is nothing to say about its end.
  if (!session) return startWithNobody()
  endedBecause = because
  change(null)
}

/** The server asks this session for its changing number: the person was appointed meanwhile, or it was reset. */
export function holdBack(): void {
  if (session?.secondFactor === undefined) change({ actor: session?.actor ?? null, secondFactor: 'code' })
}

function forgetDrafts(): void {
  try {
    sessionStorage.clear()
  } catch {
    // Where storage is forbidden nothing was kept.
  }
}

export function whyEnded(): 'expired' | null {
  return endedBecause
}

/** Calls `ask` when the cookie may have become another one's: another tab said so, or this one is looked at again. */
export function whenCookieMayDiffer(ask: () => void): () => void {
  const onVisible = () => {
    if (document.visibilityState === 'visible') ask()
  }
  otherTabs?.addEventListener('message', ask)
  document.addEventListener('visibilitychange', onVisible)
  return () => {
    otherTabs?.removeEventListener('message', ask)
    document.removeEventListener('visibilitychange', onVisible)
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useSession(): SignedIn | null | undefined {
  return useSyncExternalStore(subscribe, () => session)
}

export function useLocked(): boolean {
  return useSyncExternalStore(subscribe, isLocked)
}

import { Session } from '@gezhong/shared/grid/identity/contract'
import { useSyncExternalStore } from 'react'

// The session lives in sessionStorage: it ends with the tab, as office computers are shared.

const KEPT_AS = 'gezhong.session'
const listeners = new Set<() => void>()

function kept(): Session | null {
  try {
    const text = sessionStorage.getItem(KEPT_AS)
    const session = text === null ? null : Session.safeParse(JSON.parse(text))
    if (!session?.success || Date.parse(session.data.expiresAt) <= Date.now()) return null
    return session.data
  } catch {
    return null
  }
}

let session = kept()
let endedBecause: 'expired' | null = null

function change(next: Session | null): void {
  session = next
  try {
    if (next) sessionStorage.setItem(KEPT_AS, JSON.stringify(next))
    else sessionStorage.removeItem(KEPT_AS)
  } catch {
    // Without storage the session lasts until the page is loaded again.
  }
  for (const listener of listeners) listener()
}

export function currentSession(): Session | null {
  return session
}

export function keepSession(next: Session): void {
  endedBecause = null
  change(next)
}

/**
 * `expired`: the server no longer knows the session; the sign-in page says so, and drafts stay for the same person.
 * Without a reason somebody leaves: nothing of theirs stays in the tab.
 */
export function endSession(because: 'expired' | null = null): void {
  if (session === null) return
  endedBecause = because
  if (because === null) forgetDrafts()
  change(null)
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

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useSession(): Session | null {
  return useSyncExternalStore(subscribe, currentSession)
}

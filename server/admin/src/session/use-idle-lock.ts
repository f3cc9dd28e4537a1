import { IDLE_LOCK_SECONDS, noteUse, sessionState } from '@gezhong/shared/grid/sessions/contract'
import { useEffect } from 'react'
import { call } from '../api/api.ts'
import { Unreachable } from '../api/transport.ts'
import { lock, useLocked } from './session.ts'

const IDLE_MS = IDLE_LOCK_SECONDS * 1000
const TELL_EVERY_MS = 30_000
const LOOK_EVERY_MS = 10_000
const HANDS = ['pointerdown', 'keydown', 'wheel'] as const

/**
 * Tells the server when somebody is at the page, which no request tells: pages ask by themselves, and whoever only reads
 * or writes asks for nothing. When nobody was, in no tab, the page locks itself.
 */
export function useIdleLock(): void {
  const locked = useLocked()
  useEffect(() => {
    if (locked) return
    let touched = Date.now()
    let told = 0
    const onHand = () => {
      touched = Date.now()
      if (touched - told < TELL_EVERY_MS) return
      told = touched
      call(noteUse).catch(() => undefined)
    }
    const look = async () => {
      if (Date.now() - touched < IDLE_MS) return
      try {
        const state = await call(sessionState)
        if (state.locked) lock()
        else touched = Date.now() - IDLE_MS + (state.locksInSeconds ?? IDLE_LOCK_SECONDS) * 1000
      } catch (error) {
        if (error instanceof Unreachable) lock()
      }
    }
    for (const event of HANDS) window.addEventListener(event, onHand, { capture: true, passive: true })
    const timer = setInterval(() => void look(), LOOK_EVERY_MS)
    return () => {
      for (const event of HANDS) window.removeEventListener(event, onHand, { capture: true })
      clearInterval(timer)
    }
  }, [locked])
}

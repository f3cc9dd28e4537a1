import { me } from '@gezhong/shared/grid/identity/contract'
import { Refusal } from '@gezhong/shared/errors'
import { sessionState } from '@gezhong/shared/grid/sessions/contract'
import { call } from '../api/api.ts'
import { isLocked, keepSession, startWithNobody, unlock } from './session.ts'

/** Asks the server whose the cookie is, and whether another tab has unlocked it. Rejects when it cannot say. */
export async function askWho(): Promise<void> {
  try {
    if (isLocked()) {
      if ((await call(sessionState)).locked) return
      unlock()
    }
    keepSession(await call(me))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'not-signed-in') startWithNobody()
    else if (error.code !== 'locked' && error.code !== 'second-factor-needed') throw error
  }
}

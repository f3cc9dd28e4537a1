import { signOut } from '@gezhong/shared/grid/identity/contract'
import { call } from '../../platform/api.ts'
import { forgetLists } from '../../platform/kept-list.ts'
import { restartAt } from '../../platform/navigation.ts'
import { queries } from '../../platform/queries.ts'
import { randomId } from '../../platform/random-id.ts'
import { dropSession } from '../../platform/session.ts'

/** This phone forgets whoever was signed in, and asks who is there. */
export function forgetHere(): void {
  dropSession()
  forgetLists()
  queries.clear()
  restartAt('/home/sign-in/sign-in')
}

/** Ends the session here at once; the server is told, and if it cannot be reached the session ends by its own time. */
export async function signOutHere(): Promise<void> {
  try {
    await call(signOut, { idempotencyKey: await randomId() })
  } catch {
    // Without a network the phone still forgets everything.
  }
  forgetHere()
}

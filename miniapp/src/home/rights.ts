import { me } from '@gezhong/shared/grid/identity/contract'
import { call } from '../platform/api.ts'
import { restartAt } from '../platform/navigation.ts'
import { queries } from '../platform/queries.ts'
import { keepActor } from '../platform/session.ts'

/** What this person may do has changed: it is read anew, and every screen in view asks again. */
export async function readRights(): Promise<void> {
  keepActor(await call(me))
  // First the screens of what is no longer theirs go: they would only be refused.
  await new Promise((resolve) => setTimeout(resolve))
  await queries.invalidateQueries()
}

/** The same person may do other things from now on: nothing read before counts, and the first screen opens. */
export async function beginAnew(): Promise<void> {
  queries.clear()
  keepActor(await call(me))
  restartAt('/home/today/today')
}

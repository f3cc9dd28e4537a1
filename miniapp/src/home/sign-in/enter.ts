import type { Session } from '@gezhong/shared/grid/identity/contract'
import { restartAt } from '../../platform/navigation.ts'
import { queries } from '../../platform/queries.ts'
import { keepSession } from '../../platform/session.ts'

export function enter(session: Session): void {
  queries.clear()
  keepSession(session)
  restartAt(session.secondFactor === undefined ? '/home/today/today' : '/home/second-factor/second-factor')
}

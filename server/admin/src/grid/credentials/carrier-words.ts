import type { Carrier } from '@gezhong/shared/grid/credentials/contract'
import { holdsOn } from '@gezhong/shared/grid/credentials/opens-grid'

/** What has to be done about somebody who carries. */
export type CarrierState = 'untrained' | 'without' | 'holds' | 'ending' | 'over'

export const CARRIER_STATE_WORDS: Record<CarrierState, string> = {
  untrained: '没培训',
  without: '培训过、没发证',
  holds: '证有效',
  ending: '三天内到期',
  over: '到期了',
}

/** What is being done about somebody, in a dialog over the list. */
export type Doing = { what: 'train' | 'take-back' | 'issue' | 'revoke'; carrier: Carrier }

const SOON_MS = 3 * 86_400_000

export function stateOf(
  { credential, trainings }: Pick<Carrier, 'credential' | 'trainings'>,
  today: string,
): CarrierState {
  if (credential === null || credential.revokedAt !== null) return trainings.length === 0 ? 'untrained' : 'without'
  if (credential.validUntil < today) return 'over'
  if (!holdsOn(credential, today)) return 'holds'
  return Date.parse(credential.validUntil) - Date.parse(today) < SOON_MS ? 'ending' : 'holds'
}

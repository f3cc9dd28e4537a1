import { isClosed as isClosedAt } from '@gezhong/shared/supplies/stalls/selling'
import type { Work } from '../../database/transact.ts'
import type { StallRow } from './queries.ts'

/** A row as it stands now. */
export const isClosed = ({ now }: Work, { state, cutOff }: Pick<StallRow, 'state' | 'cutOff'>): boolean =>
  isClosedAt({ state, cutOff: cutOff.toISOString(), now: now.toISOString() })

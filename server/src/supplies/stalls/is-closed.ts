import { isOver } from '@gezhong/shared/supplies/stalls/selling'
import type { Work } from '../../database/transact.ts'
import type { StallRow } from './queries.ts'

/** Nothing is ordered there any more: closed by somebody, or past its cut-off. */
export const isClosed = ({ now }: Work, { state, cutOff }: Pick<StallRow, 'state' | 'cutOff'>): boolean =>
  state === 'closed' || (state === 'open' && isOver({ cutOff: cutOff.toISOString(), now: now.toISOString() }))

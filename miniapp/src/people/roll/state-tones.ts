import type { StandingState } from '@gezhong/shared/people/rolls/contract'
import type { Tone } from '../../ui/card.tsx'

export const STATE_TONES: Record<StandingState, Tone> = {
  missing: 'bad',
  differs: 'warn',
  reported: 'ok',
  excused: 'mute',
}

import type { DOING_TONES } from '@gezhong/shared/supplies/order-chains/chain-tones'
import type { Tone } from '../../ui/tag.tsx'

/** The desk's colour for what a line or a household is told in on every screen. */
export const toneOf = (tone: (typeof DOING_TONES)[keyof typeof DOING_TONES]): Tone => (tone === 'mute' ? 'plain' : tone)

import { z } from 'zod'
import type { StateTable } from '../../state-table.ts'

/** Why somebody need not come to a round. Whoever is bedridden is visited at home. */
export const ExemptionReason = z.enum(['newborn', 'bedridden', 'away', 'in-hospital', 'doctors-note'])
export type ExemptionReason = z.infer<typeof ExemptionReason>
export const EXEMPTION_WORDS: Record<ExemptionReason, string> = {
  newborn: '新生儿',
  bedridden: '卧床，上门采',
  away: '外出未回',
  'in-hospital': '住院',
  'doctors-note': '有医生证明',
}

export const ExemptionState = z.enum(['asked', 'approved', 'refused', 'ended'])
export type ExemptionState = z.infer<typeof ExemptionState>
export const EXEMPTION_NEXT: StateTable<ExemptionState> = {
  asked: ['approved', 'refused', 'ended'],
  approved: ['ended'],
  refused: [],
  ended: [],
}

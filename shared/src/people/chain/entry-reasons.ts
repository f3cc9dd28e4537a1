import type { DoorChoice } from './choose-door.ts'
import type { Headcount } from './headcount.ts'
import type { Reason } from './reasons.ts'

const SAME_ABOVE = /(?:电话|手机|号码|联系方式)?[ :]?同(?:上|楼上|上一条|前)/

/** Adds to `reasons` all that is missing, guessed or odd in what was read. */
export function addReasons(
  reasons: Set<Reason>,
  read: {
    choice: DoorChoice | null
    count: Headcount
    headcount: { guessed: boolean; unclear: boolean }
    total: number | null
    phones: readonly string[]
    invalidPhones: readonly string[]
    folded: string
    intentWords: { correction: boolean; supplement: boolean }
    intent: string
  },
): void {
  for (const reason of read.choice?.reasons ?? ['no-door' as const]) reasons.add(reason)
  if (read.headcount.unclear && read.total === null) reasons.add('headcount-unclear')
  else if (read.total === null && read.intent === 'report') reasons.add('no-headcount')
  if (read.headcount.guessed) reasons.add('headcount-guessed')
  if (read.count.summed) reasons.add('headcount-summed')
  if (read.total !== null && read.total > 20) reasons.add('headcount-large')
  if (read.invalidPhones.length > 0) reasons.add('phone-invalid')
  else if (SAME_ABOVE.test(read.folded)) reasons.add('phone-same-as-above')
  else if (read.phones.length === 0) reasons.add('no-phone')
  if (read.intentWords.correction) reasons.add('correction')
  if (read.intentWords.supplement) reasons.add('supplement')
}

const COST: Partial<Record<Reason, number>> = {
  'no-door': 0.5,
  'door-unclear': 0.5,
  'several-doors': 0.5,
  'door-not-in-ledger': 0.3,
  'area-missing': 0.4,
  'area-filled-in': 0.05,
  'unit-filled-in': 0.1,
  'door-by-phone': 0.1,
  'door-from-nickname': 0.15,
  'no-headcount': 0.1,
  'headcount-guessed': 0.05,
  'headcount-unclear': 0.2,
  'headcount-large': 0.15,
  'no-phone': 0.05,
  'phone-invalid': 0.1,
  'phone-repaired': 0.05,
  'area-from-heading': 0.02,
}

/** How sure the reading is, from 0 to 1. */
export function confidenceOf(reasons: ReadonlySet<Reason>): number {
  let confidence = 1
  for (const reason of reasons) confidence -= COST[reason] ?? 0
  return Math.max(0, Math.round(confidence * 100) / 100)
}

import { z } from 'zod'

/** What came of a call, or of a visit at the door. */
export const CallOutcome = z.enum([
  'will-come',
  'tested-elsewhere',
  'no-answer',
  'wrong-number',
  'not-home',
  'needs-visit',
  'refused',
  'moved-away',
])
export type CallOutcome = z.infer<typeof CallOutcome>
export const OUTCOME_WORDS: Record<CallOutcome, string> = {
  'will-come': '马上来',
  'tested-elsewhere': '别处做了',
  'no-answer': '没人接',
  'wrong-number': '空号 / 错号',
  'not-home': '不在家',
  'needs-visit': '要上门',
  refused: '拒绝',
  'moved-away': '搬走了',
}
/** The same at a door. */
const VISIT_WORDS: Record<CallOutcome, string> = {
  ...OUTCOME_WORDS,
  'no-answer': '没人应门',
  'wrong-number': '门牌不对',
  'needs-visit': '还要上门',
}

export const AttemptKind = z.enum(['call', 'visit'])
export type AttemptKind = z.infer<typeof AttemptKind>
export const KIND_WORDS: Record<AttemptKind, string> = { call: '电话', visit: '上门' }

export const outcomeWords = ({ kind, outcome }: Pick<Attempted, 'kind' | 'outcome'>): string =>
  kind === 'visit' ? VISIT_WORDS[outcome] : OUTCOME_WORDS[outcome]

/** When it is tried again, if nobody says otherwise. Minutes. */
export const AGAIN_MINUTES: Record<CallOutcome, number> = {
  'will-come': 60,
  'tested-elsewhere': 60,
  'no-answer': 30,
  'wrong-number': 0,
  'not-home': 120,
  'needs-visit': 0,
  refused: 240,
  'moved-away': 24 * 60,
}

/** The longest that a household can be put off; after it somebody tries again. */
export const LONGEST_AGAIN_MINUTES = 3 * 24 * 60

/** So many calls in a row that reach nobody make it a visit at the door. */
const UNREACHED_UNTIL_VISIT = 3

const UNREACHED: ReadonlySet<CallOutcome> = new Set(['no-answer', 'wrong-number'])
const ASKS_FOR_VISIT: ReadonlySet<CallOutcome> = new Set(['needs-visit', 'wrong-number'])

/** Somebody of the household was spoken to. */
export const isReached = (outcome: CallOutcome): boolean => !UNREACHED.has(outcome)

/** What is told of one attempt to decide how it goes on. */
export interface Attempted {
  kind: AttemptKind
  outcome: CallOutcome
  at: Date
  againMinutes: number
}

/** How a follow-up goes on after all its attempts. */
export interface CallStanding {
  attempts: number
  toVisit: boolean
  nextAt: Date | null
}

/**
 * What follows from the attempts, in the order in which they were made. A visit ends the need for one, unless nobody
 * opened or another is asked for.
 */
export function standingAfter(attempts: readonly Attempted[]): CallStanding {
  let unreached = 0
  let toVisit = false
  for (const { kind, outcome } of attempts) {
    if (isReached(outcome)) unreached = 0
    else if (kind === 'call') unreached += 1
    const isStillToVisit: boolean = toVisit && !isReached(outcome)
    toVisit = ASKS_FOR_VISIT.has(outcome) || unreached >= UNREACHED_UNTIL_VISIT || isStillToVisit
  }
  const last = attempts.at(-1)
  const nextAt =
    last === undefined || last.againMinutes === 0 ? null : new Date(last.at.getTime() + last.againMinutes * 60_000)
  return { attempts: attempts.length, toVisit, nextAt }
}

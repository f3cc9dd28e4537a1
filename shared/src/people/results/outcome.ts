import { z } from 'zod'

/** What a test found. Who was sampled and has none of these yet waits for the result. */
export const TestOutcome = z.enum(['negative', 'positive', 'unclear'])
export type TestOutcome = z.infer<typeof TestOutcome>
export const OUTCOME_WORDS: Record<TestOutcome, string> = { negative: '阴性', positive: '阳性', unclear: '待复核' }

/** What comes next where it is unclear, and where a tube of several is positive and nobody knows yet of whom. */
export const RETEST_WORDS = '还要再采一次才知道'

/** Whom a result is about: everybody in a tube, one named person, or one of a household of whom no name is known. */
export type Subject = { tubeId: string } | { householdId: string; residentId: string | null }

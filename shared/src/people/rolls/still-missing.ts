import { VERDICT_WORDS, type Verdict } from '../reconciliation/verdict.ts'
import type { RollQuestion, Standing } from './contract.ts'
import { stateWords } from './roll-words.ts'

/**
 * People of a household who are still missing although it has answered. When the roll asks who was tested, a number below
 * the ledger means that the others were not; when it asks who lives here, it is a difference about the ledger, and nobody
 * is missing. 0 where one of the numbers is not known.
 */
export function stillMissing(question: RollQuestion, headcount: number | null, reported: number | null): number {
  if (question !== 'who-was-tested' || headcount === null || reported === null) return 0
  return Math.max(0, headcount - reported)
}

/** `还差 6 人` for a household of which some are missing, else the word of its state in what was asked. */
export const standingWord = (
  { state, stillMissing: people }: Pick<Standing, 'state' | 'stillMissing'>,
  question: RollQuestion = 'who-lives-here',
): string => (people > 0 && state === 'missing' ? `还差 ${people} 人` : stateWords(question)[state])

/** The same of a statement: `还差 6 人`, else the word of its verdict. */
export const verdictWord = (statement: { verdict: Verdict; stillMissing: number }): string =>
  statement.stillMissing > 0 && statement.verdict === 'headcount-differs'
    ? `还差 ${statement.stillMissing} 人`
    : VERDICT_WORDS[statement.verdict]

import { STANDING_WORDS, type Roll, type RollQuestion, type StandingState } from './contract.ts'

/** What a roll asks, as one says it to a household: a title such as `第 3 轮` does not tell. */
export const QUESTION_ASKED: Record<RollQuestion, string> = {
  'who-lives-here': '现在住几个人',
  'who-was-tested': '几个人做了检测',
}

/** A roll by its title and its question: `第 3 轮 · 几个人做了检测`. */
export const rollWords = ({ title, question }: Pick<Roll, 'title' | 'question'>): string =>
  `${title} · ${QUESTION_ASKED[question]}`

const TESTED_WORDS: Record<StandingState, string> = {
  reported: '已检',
  differs: '人数不符',
  missing: '没检',
  excused: '不用检',
}

/** How a household stands, in the words of what was asked. */
export const stateWords = (question: RollQuestion): Record<StandingState, string> =>
  question === 'who-was-tested' ? TESTED_WORDS : STANDING_WORDS

import type { Roll, RollQuestion } from './contract.ts'

/** What a roll asks, as one says it to a household: a title such as `第 3 轮` does not tell. */
export const QUESTION_ASKED: Record<RollQuestion, string> = {
  'who-lives-here': '现在住几个人',
  'who-was-tested': '几个人做了检测',
}

/** A roll by its title and its question: `第 3 轮 · 几个人做了检测`. */
export const rollWords = ({ title, question }: Pick<Roll, 'title' | 'question'>): string =>
  `${title} · ${QUESTION_ASKED[question]}`

import { z } from 'zod'

/** What became of a statement once it was held against the ledger; the meaning of each is in the docstring of `reconcile`. */
export const Verdict = z.enum([
  'matched',
  'headcount-differs',
  'phone-differs',
  'unknown-door',
  'candidates',
  'incomplete',
  'superseded',
  'duplicate',
  'withdrawn',
  'dismissed',
])
export type Verdict = z.infer<typeof Verdict>

export const VERDICT_WORDS: Record<Verdict, string> = {
  matched: '对上了',
  'headcount-differs': '人数不符',
  'phone-differs': '电话不符',
  'unknown-door': '查无此门牌',
  candidates: '分不清哪户',
  incomplete: '看不懂',
  superseded: '被后面一条更正',
  duplicate: '重复',
  withdrawn: '已取消',
  dismissed: '不算数',
}

/** These verdicts need a person: each of them is a difference with an owner and a deadline. */
export const DIFFERENCE_VERDICTS = [
  'headcount-differs',
  'phone-differs',
  'unknown-door',
  'candidates',
  'incomplete',
] as const satisfies readonly Verdict[]

/** What a person must look at: a statement with such a verdict, or more people sampled than the ledger knows. */
export const DIFFERENCE_KINDS = [...DIFFERENCE_VERDICTS, 'more-sampled'] as const

export const KIND_WORDS: Record<(typeof DIFFERENCE_KINDS)[number], string> = {
  'headcount-differs': VERDICT_WORDS['headcount-differs'],
  'phone-differs': VERDICT_WORDS['phone-differs'],
  'unknown-door': VERDICT_WORDS['unknown-door'],
  candidates: VERDICT_WORDS.candidates,
  incomplete: VERDICT_WORDS.incomplete,
  'more-sampled': '采样比台账多',
}

/** What reconciliation says of a statement, with the words that a person sees. */
export const VERDICTS = {
  matched: '一致',
  'headcount-differs': '人数不符',
  'phone-differs': '电话不符',
  'unknown-door': '台账没有这户',
  candidates: '待人工认定',
  incomplete: '看不出是哪户',
  superseded: '已被后一条替代',
  duplicate: '重复',
  withdrawn: '已撤回',
  dismissed: '不采用',
} as const;

export type Verdict = keyof typeof VERDICTS;

/** Verdicts that a person has to look at. */
export const OPEN_VERDICTS: ReadonlySet<Verdict> = new Set<Verdict>(['headcount-differs', 'phone-differs', 'unknown-door', 'candidates', 'incomplete']);

import type { TestOutcome } from './outcome.ts'

/** Read in this order: 未检出 holds 检出, and whatever says both is for a person. A lone dash may mean that nothing stands here. */
const WORDS: readonly (readonly [RegExp, TestOutcome | 'pending'])[] = [
  [/检[测验]中|^待[检测出]|未出|待出|暂无|未检测|未上传|送检中|PENDING/, 'pending'],
  [
    /可疑|疑似|灰区|无效|不确定|待复|需复|建议复|复核中|^复[检核]$|单靶|重采|不合格|非[阴阳]|阴.*阳|阳.*阴|INVALID|UNCLEAR|SUSPECT|±/,
    'unclear',
  ],
  [/阴性?|未检出|未见|未测出|NEG/, 'negative'],
  [/阳性?|检出|POS/, 'positive'],
  [/^\(-\)$/, 'negative'],
  [/^\(?\++\)?$/, 'positive'],
]

/** What stands behind the words is its reading, so longer texts are stories for a person. */
const LONGEST = 40

/**
 * What a laboratory's words for a result say: 阴性, 未检出, (-), 单管阳性, 可疑 and so on. `pending` when they say that there
 * is none yet; null when they say nothing that is known.
 */
export function readOutcome(text: string): TestOutcome | 'pending' | null {
  const folded = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[－—–]/g, '-')
    .toUpperCase()
  if (folded === '' || folded.length > LONGEST) return null
  return WORDS.find(([words]) => words.test(folded))?.[1] ?? null
}

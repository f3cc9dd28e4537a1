import type { BuildingStanding, RollQuestion } from '@gezhong/shared/people/rolls/contract'
import type { RollNumbers } from '../rolls/use-roll.ts'

/** What one piece of the map says: how bad it is, a short figure, and the sentence behind it. */
export type MapReading = { heat: 'none' | 'some' | 'many' | 'most' | 'empty'; figure: string; words: string }

const EMPTY: MapReading = { heat: 'empty', figure: '—', words: '这里没有住户' }

/** From these shares of silent households on, a piece is orange, then red. */
const MANY_SHARE = 0.1
const MOST_SHARE = 0.4

function heatOf(missing: number, share: number): MapReading['heat'] {
  if (missing === 0) return 'none'
  return share < MANY_SHARE ? 'some' : share < MOST_SHARE ? 'many' : 'most'
}

/** What households have done when they are through, as a roll asks it. */
const DONE: Record<RollQuestion, string> = { 'who-lives-here': '报', 'who-was-tested': '检' }

/** How many of the expected households are silent, in words. */
const coverageWords = (expected: number, missing: number, question: RollQuestion): string =>
  missing === 0 ? `${expected} 户都${DONE[question]}了` : `还差 ${missing} 户，共 ${expected} 户`

/** Coverage of a roll: the share of expected households that have answered. */
export function coverageReading(numbers: RollNumbers | undefined, question: RollQuestion): MapReading {
  const expected = numbers ? numbers.households - numbers.excused : 0
  if (!numbers || expected === 0) return EMPTY
  const share = numbers.missing / expected
  // Rounded down, so that 100% is only said when nobody is missing.
  const percent = Math.floor((1 - share) * 100)
  return {
    heat: heatOf(numbers.missing, share),
    figure: `${percent}%`,
    words: coverageWords(expected, numbers.missing, question),
  }
}

/** Buildings that nobody is responsible for. */
export function unassignedReading(counts: { buildings: number; unassigned: number } | undefined): MapReading {
  if (!counts || counts.buildings === 0) return { ...EMPTY, words: '这里没有楼栋' }
  const { buildings, unassigned } = counts
  return {
    heat: heatOf(unassigned, unassigned / buildings),
    figure: unassigned === 0 ? '齐了' : `缺 ${unassigned}`,
    words: unassigned === 0 ? `${buildings} 栋都有人负责` : `${unassigned} 栋没人负责，共 ${buildings} 栋`,
  }
}

export type View = 'coverage' | 'unassigned'

/** One building; one that has not been counted yet is left without a colour. */
export function buildingReading(
  standing: BuildingStanding | undefined,
  view: View,
  question: RollQuestion,
): Pick<MapReading, 'heat' | 'words'> {
  if (standing === undefined) return { heat: 'empty', words: '点开看住户' }
  const { expected, missing, assigned } = standing
  if (view === 'unassigned') return assigned ? { heat: 'none', words: '有人负责' } : { heat: 'most', words: '没人负责' }
  if (expected === 0) return { heat: 'empty', words: `没有要${DONE[question]}的住户` }
  return { heat: heatOf(missing, missing / expected), words: coverageWords(expected, missing, question) }
}

/** What the colours mean, best first. */
export function legendOf(view: View, question: RollQuestion): readonly { heat: MapReading['heat']; words: string }[] {
  if (view === 'unassigned') return UNASSIGNED_LEGEND
  return [
    { heat: 'none', words: `都${DONE[question]}了` },
    { heat: 'some', words: '还差不到一成' },
    { heat: 'many', words: '还差一成以上' },
    { heat: 'most', words: '还差四成以上' },
    { heat: 'empty', words: `没有要${DONE[question]}的` },
  ]
}

const UNASSIGNED_LEGEND: readonly { heat: MapReading['heat']; words: string }[] = [
  { heat: 'none', words: '有人负责' },
  { heat: 'some', words: '缺不到一成' },
  { heat: 'many', words: '缺一成以上' },
  { heat: 'most', words: '缺四成以上、这栋没人' },
  { heat: 'empty', words: '没有楼栋' },
]

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

/** Coverage of a roll: the share of expected households that have answered. */
export function coverageReading(numbers: RollNumbers | undefined): MapReading {
  const expected = numbers ? numbers.households - numbers.excused : 0
  if (!numbers || expected === 0) return EMPTY
  const share = numbers.missing / expected
  // Rounded down, so that 100% is only said when nobody is missing.
  const percent = Math.floor((1 - share) * 100)
  return {
    heat: heatOf(numbers.missing, share),
    figure: `${percent}%`,
    words: numbers.missing === 0 ? `${expected} 户都报了` : `还差 ${numbers.missing} 户，共 ${expected} 户`,
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

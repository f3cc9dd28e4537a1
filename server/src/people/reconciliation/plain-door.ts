import { NUMERAL_CLASS } from '@gezhong/shared/people/chinese-number'

/** Characters that a plain area may hold: ideographs without numerals and without the words of a door, and letters. */
function areaCharacters(): string {
  const without = [...new Set(`${NUMERAL_CLASS}千号栋室之层`)]
    .map((character) => character.codePointAt(0)!)
    .sort((a, b) => a - b)
  const ranges: string[] = ['A-Z']
  let from = 0x3400
  for (const code of [...without.filter((one) => one >= from), 0x9fff + 1]) {
    if (code > from) ranges.push(`${String.fromCodePoint(from)}-${String.fromCodePoint(code - 1)}`)
    from = code + 1
  }
  return ranges.join('')
}

export const NUMBER = '([0-9]+[A-Z]?|[A-Z][0-9]+)号(之[0-9]+)?'
const BUILDING = '([A-Z]{0,2}[0-9]{1,4}[A-Z]?|[A-Z])栋'
const UNIT = '(([A-Z]?[0-9]{1,3}|[A-Z])单元)?'
const ROOM = '[A-Z]?[0-9]{1,6}[A-Z]?室'

/**
 * Doors that mean the same exactly when their texts are equal: canonical (see `doorParts`), no floor, and an area that
 * folding leaves as it is. Of two such doors no other spelling exists. The database knows the same pattern: it computes
 * the columns `plain_door` with it.
 */
export const PLAIN_DOOR = `^([${areaCharacters()}]|[1-9][0-9]*)*(${NUMBER}(${BUILDING})?${UNIT}(${ROOM})?|${BUILDING}${UNIT}(${ROOM})?|${UNIT}${ROOM})$`

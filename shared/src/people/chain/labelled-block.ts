import type { LineFacts } from './line-facts.ts'
import type { Line } from './line-kinds.ts'

/** What the label in front of a line asks for. */
type Label = 'place' | 'part' | 'people' | 'phone' | 'name' | 'other'

const LABELS: readonly (readonly [Label, RegExp])[] = [
  ['place', /^(?:门牌号?码?|地址|住址|楼栋号?|栋号|楼号)$/],
  ['part', /^(?:单元号?|房号|房间号?|楼层)$/],
  ['people', /^(?:人数|人口)$/],
  ['phone', /^(?:电话|手机号?|联系方式|联系电话)$/],
  ['name', /^(?:姓名|户主)$/],
]
const LABEL =
  /^[ \t]*(门牌号?码?|地址|住址|姓名|户主|人数|人口|电话|手机号?|联系方式|联系电话|楼栋号?|栋号|楼号|单元号?|房号|房间号?|备注|楼层)[ ]?[:=]/

function labelOf(text: string): Label | null {
  const word = LABEL.exec(text)?.[1]
  if (word === undefined) return null
  return LABELS.find(([, pattern]) => pattern.test(word))?.[0] ?? 'other'
}

/** Whether a line begins with the name of a field: `门牌：…`. */
export function startsWithLabel(text: string): boolean {
  return LABEL.test(text)
}

/** No form has more lines. */
const MOST_FIELDS = 12

/**
 * The last line of a filled-in form that starts at `at`, a field on each line: a place with a door, and people or a
 * phone. Null when the lines are none. An address with a phone alone can also stand in an announcement, so it counts
 * only when `plain` says that the chain's reports are written without indexes.
 */
export function labelledBlock(
  lines: readonly Line[],
  at: number,
  facts: (text: string) => LineFacts,
  plain: boolean,
): number | null {
  if (labelOf((lines[at] as Line).text) === null) return null
  const seen = new Set<Label>()
  let door = false
  let address = false
  let last = at
  for (let k = at; k < Math.min(lines.length, at + MOST_FIELDS); k += 1) {
    const text = (lines[k] as Line).text
    const label = labelOf(text)
    if (label === null || (seen.has(label) && (label === 'name' || label === 'people' || label === 'place'))) break
    if (label === 'place' && facts(text).door) {
      door = true
      address ||= /址/.test(text)
    }
    seen.add(label)
    last = k
  }
  if (!door || last === at) return null
  return seen.has('people') || (seen.has('phone') && (plain || !address)) ? last : null
}

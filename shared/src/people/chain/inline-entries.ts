import { AREA_WORD } from '../lane.ts'
import { findPhones } from '../phone.ts'
import { MASK, maskRanges } from './masked-text.ts'

/** Where an entry starts inside a line that holds several: the index, its value, and where the text behind it starts. */
export type InlineStart = { readonly at: number; readonly value: number; readonly body: number }

const DELIMITED = new RegExp(
  `(^|[\\s,;。:!?|\\uE000\\uE006\\u4e00-\\u9fff])[([]?(\\d{1,3})[ ]?(?:[、)\\]]|\\.(?!\\d{1,2}(?![\\d号栋幢座巷弄组单#-]|${AREA_WORD}))|。)[.、)]*[ ]?(?=\\S)`,
  'g',
)
const SPACED = new RegExp(
  `([\\uE000\\uE006人口][ \\t,;]+)(\\d{1,3})[ \\t]+(?=[\\u4e00-\\u9fff]|\\d{1,3}${AREA_WORD})`,
  'g',
)
const MAYBE_INLINE = /\d[ ]?[、)\].。][.、)]*[ ]?\S|[\d\uE006人口][ \t,;]+\d{1,3}[ \t]+[\d\u4e00-\u9fff]/
/** `人数：7、3号` counts people. */
const LABEL_BEFORE = /(?:人数|人口|大人|小孩|老人|共|合计|门牌号?|电话|楼|栋|单元|房号)(?:[ \t]*[:=][ \t]*)?$/
const WIDEST_GAP = 9

type Candidate = InlineStart & { readonly spaced: boolean }

function candidatesIn(text: string): Candidate[] {
  const found: Candidate[] = []
  for (const [pattern, spaced] of [
    [DELIMITED, false],
    [SPACED, true],
  ] as const) {
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const lead = (match[1] as string).length
      found.push({ at: match.index + lead, value: Number(match[2]), body: match.index + match[0].length, spaced })
      if (match[0].endsWith(' ')) pattern.lastIndex -= 1
    }
  }
  return found.sort((a, b) => a.at - b.at || Number(a.spaced) - Number(b.spaced))
}

/** Whether a piece between two indexes can be an entry: a phone, a counted or a numbered thing, not only words. */
function holdsFields(piece: string): boolean {
  return /[\uE000\uE006]|\d|[一二两三四五六七八九十]/.test(piece)
}

/**
 * Indexes inside a line, in order (`1. 中区1号 … 2. 中区2号 …`). `first` is the index in front of the line, or null.
 * Only numbers that go on counting are taken.
 */
export function inlineStarts(text: string, first: number | null, firstBody: number): InlineStart[] {
  if (!MAYBE_INLINE.test(text.slice(firstBody))) return []
  const masked = maskRanges(text, findPhones(text), MASK.phone)
  const starts: InlineStart[] = []
  let last = first
  let from = firstBody
  const candidates = candidatesIn(masked).filter((candidate) => candidate.at >= firstBody)
  // Looked for once and not in every piece: a long line without phones would be searched again for each candidate.
  let phoneAt = -2
  const phoneBefore = (at: number): boolean => {
    if (phoneAt !== -1 && phoneAt < from) phoneAt = masked.indexOf(MASK.phone, from)
    return phoneAt !== -1 && phoneAt < at
  }
  let lastTwo = -1
  for (const candidate of candidates) if (candidate.value === 2) lastTwo = candidate.at
  for (const candidate of candidates) {
    if (candidate.at < from || LABEL_BEFORE.test(masked.slice(Math.max(0, candidate.at - 8), candidate.at))) continue
    const glued =
      /[\u4e00-\u9fff]/.test(masked[candidate.at - 1] ?? '') && !/[人口号室]/.test(masked[candidate.at - 1] ?? '')
    if (glued && (last !== null || lastTwo <= candidate.at)) continue
    const piece = masked.slice(from, candidate.at)
    if (last === null) {
      if (candidate.spaced || candidate.value !== 1 || !holdsFields(masked.slice(candidate.body))) continue
    } else {
      const step = candidate.value - last
      const goesOn =
        step === 1 ||
        (!candidate.spaced && phoneBefore(candidate.at) && ((step > 1 && step <= WIDEST_GAP) || candidate.value === 1))
      if (!goesOn || !(holdsFields(piece) || piece.trim() === '')) continue
      if (candidate.spaced && !phoneBefore(candidate.at)) continue
    }
    starts.push({ at: candidate.at, value: candidate.value, body: candidate.body })
    last = candidate.value
    from = candidate.body
  }
  return starts
}

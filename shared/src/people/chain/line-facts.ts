import { findPhones } from '../phone.ts'
import type { AreaBook } from '../area-book.ts'
import { areaNamedIn } from '../named-area.ts'
import { findDoorMentions, findLabelledDoor } from './door-mentions.ts'
import type { DoorMention } from './door-mentions.ts'
import { readHeadcount } from './headcount.ts'
import { certainCounts } from './people-counts.ts'
import { readIntentWords } from './intent.ts'
import type { Line } from './line-kinds.ts'
import { MASK, maskAsides, maskRanges } from './masked-text.ts'

/** What a line holds, for telling entries from notes. */
export type LineFacts = {
  readonly phones: number
  readonly door: boolean
  readonly doors: readonly DoorMention[]
  /** The door is all that the line has, save blanks and words of intent. */
  readonly onlyDoor: boolean
  readonly count: boolean
  readonly intent: boolean
  /** Characters that are no part of any field. */
  readonly rest: string
  /** An area is named, but no door: `北路8巷 3人`. */
  readonly placeOnly: boolean
  readonly bare: number
  /** How many of door, people and phone there are. */
  readonly total: number
}

/** What is known for reading a line; `isKnownDoor` tells whether the ledger has a door where the text alone shows none. */
export type LineContext = {
  readonly book: AreaBook
  readonly areaCode: string | undefined
  readonly isKnownDoor: (mention: DoorMention) => boolean
  /** What a line tells beside door and phone: people, or items that stand masked in the text. */
  readonly asks?: 'people' | 'items' | undefined
  /** Whether a line is an announcement whatever else it holds: a list of prices. */
  readonly isNotice?: ((line: Line) => boolean) | undefined
}

/** No message has longer lines; what stands behind this much of one tells nothing more about it. */
const LONGEST_LINE = 20_000

/** Reads facts of lines. Several questions are asked about one line after the other, so the last answer is kept. */
export function factsReader(context: LineContext): (text: string) => LineFacts {
  let last: { readonly text: string; readonly facts: LineFacts } | null = null
  return (text) => {
    if (last?.text !== text) last = { text, facts: lineFacts(text.slice(0, LONGEST_LINE), context) }
    return last.facts
  }
}

function lineFacts(text: string, { book, areaCode, isKnownDoor, asks }: LineContext): LineFacts {
  const phones = findPhones(text, { areaCode })
  let work = maskAsides(maskRanges(text, phones, MASK.phone), asks === 'items')
  const labelled = findLabelledDoor(work, book)
  if (labelled !== null) work = maskRanges(work, labelled.ranges, MASK.door)
  const doors = findDoorMentions(maskRanges(work, certainCounts(work), MASK.count), book).filter(
    (mention) => !mention.weak || isKnownDoor(mention),
  )
  work = maskRanges(work, doors, MASK.door)
  const count = readHeadcount(work)
  const stated = asks === 'items' ? text.includes(MASK.item) : count.stated
  work = maskRanges(work, count.spans, MASK.count)
  const intent = readIntentWords(work)
  const bare = (work.match(/(?:^|[^\dA-Za-z\u4e00-\u9fff.:])\d{1,4}(?![\dA-Za-z\u4e00-\u9fff:])/g) ?? []).length
  const rest = maskRanges(work, intent.spans, MASK.intent).replace(/[\s\uE000-\uE00F,，、。.;:+/|()\-~*=]+/g, '')
  const door = doors.length > 0 || labelled !== null
  return {
    phones: phones.length,
    door,
    doors,
    onlyDoor: door && rest === '' && phones.length === 0 && !stated,
    count: stated,
    intent: intent.withdraw || intent.vacant,
    rest,
    placeOnly: !door && stated && (areaNamedIn(text, book, () => true)?.kind ?? 'none') !== 'none',
    bare,
    total: Number(door) + Number(stated) + Number(phones.length > 0),
  }
}

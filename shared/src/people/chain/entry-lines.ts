import type { DoorMention } from './door-mentions.ts'
import type { LineFacts } from './line-facts.ts'
import { announces, readsAsNote, templateWords } from './line-kinds.ts'
import { startsWithLabel } from './labelled-block.ts'
import { splitNickname } from './nickname.ts'

/** What two lines hold together. */
export function addFacts(left: LineFacts, right: LineFacts): LineFacts {
  const door = left.door || right.door
  const count = left.count || right.count
  const phones = left.phones + right.phones
  return {
    ...left,
    phones,
    door,
    count,
    doors: [...left.doors, ...right.doors],
    bare: left.bare + right.bare,
    total: Number(door) + Number(count) + Number(phones > 0),
  }
}

function hasRoom(mention: DoorMention): boolean {
  return mention.extents[0]?.readings[0]?.room !== undefined || mention.extents[0]?.readings[0]?.building === undefined
}

/** `902室` on a line of its own after `12栋2单元`. */
function isRestOfDoor(mention: DoorMention): boolean {
  const reading = mention.extents[0]?.readings[0]
  return (
    mention.area.kind === 'none' &&
    reading !== undefined &&
    reading.plate === undefined &&
    reading.building === undefined
  )
}

/** Where the households of one line start when it has several, each with people or a phone of its own; else empty. */
export function statementStarts(text: string, facts: LineFacts, read: (text: string) => LineFacts): number[] {
  const doors = facts.doors.filter((door) => !door.elsewhere)
  if (doors.length < 2 || doors.length > 200) return []
  const cuts = [0, ...doors.slice(1).map((door) => door.start)]
  const whole = cuts.every((cut, k) => {
    const piece = read(text.slice(cut, cuts[k + 1] ?? text.length))
    return piece.door && piece.total >= 2
  })
  return whole ? cuts : []
}

/** Whether a line without an index goes on with the entry above, of which `seen` is known so far. */
export function continuesEntry(text: string, facts: LineFacts, seen: LineFacts, items = false): boolean {
  if (facts.total === 0 && facts.bare === 0) {
    if (facts.intent) return facts.rest.length <= 4
    return !readsAsNote(text) && (startsWithLabel(text) || text.trim().length <= 12)
  }
  if (readsAsNote(text) && facts.total < 2) return false
  if (splitNickname(text) !== null && !startsWithLabel(text)) return false
  if (facts.door && seen.door) return facts.doors.every(isRestOfDoor) && seen.doors.some((door) => !hasRoom(door))
  if (facts.door && ((facts.count && seen.count) || (facts.phones > 0 && seen.phones > 0))) return false
  if (facts.door) return true
  if (facts.count && (seen.count || seen.bare > 0) && facts.phones > 0 && seen.phones > 0) return false
  if (facts.count && seen.count && !items) return /大|小|老|男|女|孩|其中/.test(text)
  return true
}

/** Whether a line belongs to the example above, of which `seen` is known so far. */
export function continuesExample(text: string, facts: LineFacts, seen: LineFacts): boolean {
  if (facts.door && seen.door) return false
  if (/x{3,}|X{3,}|\*{3,}|…|\.{3}/.test(text)) return true
  if (facts.total >= 3 || (facts.total >= 2 && seen.total >= 2)) return false
  const more = (facts.door && !seen.door) || (facts.count && !seen.count) || (facts.phones > 0 && seen.phones === 0)
  if (!more && facts.total > 0) return false
  if (!more && !startsWithLabel(text) && templateWords(text) === 0) return false
  return true
}

/** `电话同上` says nothing that a report could not. */
const AS_BEFORE = /(?:电话|手机|号码|其他|其余)?(?:同上|没变|不变)/

/** What is known around a line without an index: it stands under a nickname; the chain has indexes, has entries above it, asks for items. */
export type Surroundings = {
  readonly spoken: boolean
  readonly indexed: boolean
  readonly begun: boolean
  readonly items: boolean
}

/**
 * Whether a line without an index is an entry of its own. Items alone are an order under a nickname, or below other
 * orders of a chain without indexes: above them they belong to what the seller announces.
 */
export function isOwnEntry(text: string, facts: LineFacts, around: Surroundings): boolean {
  const { spoken, indexed, begun, items } = around
  if (items && facts.count && !facts.door && facts.phones === 0)
    return (spoken || (!indexed && begun)) && !announces(text) && facts.rest.length <= 8
  const note = facts.total >= 2 || (facts.door && facts.bare > 0) ? announces(text) : readsAsNote(text)
  const startsWithDoor = (facts.doors[0]?.start ?? 1) === 0
  if (facts.total === 3) return startsWithDoor || facts.rest.length <= 12 || !note
  if (facts.door && (facts.phones > 0 || facts.count || facts.intent || facts.bare > 0))
    return !note || (facts.doors[0]?.start ?? 1) === 0
  if (facts.onlyDoor) return true
  if (facts.door && (spoken || !indexed)) return !note && facts.rest.length <= 6
  if (facts.count && facts.phones > 0) return !note
  if (facts.phones > 0 && (facts.bare > 0 || spoken || !indexed)) return !note && facts.rest.length <= 8
  if (facts.count && (spoken || !indexed))
    return (
      !note &&
      facts.rest.replace(AS_BEFORE, '').length <= (!facts.placeOnly || /共|合计|总/.test(text) ? 3 : spoken ? 16 : 8)
    )
  return spoken && (facts.intent || facts.bare > 0) && !note && facts.rest.length <= 4
}

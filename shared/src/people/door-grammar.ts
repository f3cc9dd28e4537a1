import {
  PLATE,
  PLATE_PAIR,
  PLATE_SUB_BARE,
  SUB,
  SUB_DASH,
  BUILDING,
  BUILDING_AS_FLOOR,
  UNIT,
  FLOOR,
  ROOM_MARKED,
  ROOM_AS_NUMBER,
  ROOM_BARE,
  ROOM_GLUED,
  BARE_PAIR,
  LETTER_ROOM,
  LETTER_APART,
  LETTER_GLUED,
  NUMBERS_APART,
  DIGITS_LETTER,
  GAP,
  SMALL_GAP,
  at,
  canStartNumber,
  part,
  BARE_PLATE,
} from './door-patterns.ts'
import { readChain } from './door-chain.ts'
import type { NumberExtent, NumberReading } from './number-reading.ts'

type Tail = { readonly end: number; readonly parts: NumberReading }

/** What follows a building (or a plate): unit, floor, room, each with its word or, behind a dash, bare. */
function readTail(text: string, from: number, have: NumberReading): Tail {
  let end = from
  let parts: NumberReading = have
  const unit = at(UNIT, text, skip(GAP, text, end))
  if (unit !== null && parts.unit === undefined) {
    parts = { ...parts, unit: part(unit[1] ?? unit[2]) as string }
    end = UNIT.lastIndex
  } else if (parts.building !== undefined && parts.unit === undefined) {
    const pair = at(BARE_PAIR, text, end)
    if (pair !== null) {
      return {
        end: BARE_PAIR.lastIndex,
        parts: { ...parts, unit: part(pair[1] ?? pair[3]) as string, room: part(pair[2] ?? pair[4]) as string },
      }
    }
  }
  const floor = at(FLOOR, text, skip(GAP, text, end))
  if (floor !== null) {
    parts = { ...parts, floor: part(floor[1]) as string }
    end = FLOOR.lastIndex
  }
  const gap = skip(GAP, text, end)
  const marked = at(ROOM_MARKED, text, gap)
  if (marked !== null) return { end: ROOM_MARKED.lastIndex, parts: { ...parts, room: part(marked[1]) as string } }
  const numbered = end > from || parts.building !== undefined ? at(ROOM_AS_NUMBER, text, gap) : null
  if (numbered !== null)
    return { end: ROOM_AS_NUMBER.lastIndex, parts: { ...parts, room: part(numbered[1]) as string } }
  const bare = at(ROOM_BARE, text, skip(SMALL_GAP, text, end))
  if (bare !== null) return { end: ROOM_BARE.lastIndex, parts: { ...parts, room: part(bare[1]) as string } }
  const glued =
    parts.unit === undefined && parts.building === undefined ? null : at(ROOM_GLUED, text, skip(SMALL_GAP, text, end))
  if (glued !== null) return { end: ROOM_GLUED.lastIndex, parts: { ...parts, room: part(glued[1]) as string } }
  return { end, parts }
}

function skip(pattern: RegExp, text: string, position: number): number {
  pattern.lastIndex = position
  pattern.exec(text)
  return Math.max(position, pattern.lastIndex)
}

function readAfterPlate(text: string, from: number, plate: string, sub: string | undefined): NumberExtent[] {
  const have: NumberReading = sub === undefined ? { plate } : { plate, sub }
  const gap = skip(GAP, text, from)
  const building = at(BUILDING, text, gap)
  const extents: NumberExtent[] = []
  if (building !== null && sub === undefined) {
    const tail = readTail(text, BUILDING.lastIndex, { ...have, building: part(building[1]) as string })
    extents.push({ end: tail.end, readings: [tail.parts], marked: true, weak: false })
    return extents
  }
  const tail = readTail(text, from, have)
  if (tail.end > from) {
    const asBuilding: NumberReading = { ...tail.parts, building: plate }
    const { plate: _, ...withoutPlate } = asBuilding
    extents.push({
      end: tail.end,
      readings: sub === undefined ? [tail.parts, withoutPlate] : [tail.parts],
      marked: true,
      weak: false,
    })
  }
  if (tail.end === from || tail.parts.unit === undefined)
    extents.push({ end: from, readings: [have], marked: true, weak: false })
  return extents
}

/** `12号-3` is 之3, `8号-101` rather room 101. */
function dashedReadings(plate: string, number: string): NumberReading[] {
  const readings: NumberReading[] = [
    { plate, sub: number },
    { plate, room: number },
  ]
  const [sub, room] = readings as [NumberReading, NumberReading]
  return number.length >= 3 ? [room, sub] : [sub, room]
}

/** `1栋A101`: a room called A101, or room 101 of unit A. */
function lettered(parts: NumberReading): NumberReading[] {
  const match = parts.unit === undefined && parts.room !== undefined ? /^([A-Z])(\d{3,})$/.exec(parts.room) : null
  return match === null ? [parts] : [parts, { ...parts, unit: match[1] as string, room: match[2] as string }]
}

function readPlate(text: string, position: number): NumberExtent[] {
  const pair = at(PLATE_PAIR, text, position)
  if (pair !== null) {
    const [plate, sub] = [part(pair[1]) as string, part(pair[3]) as string]
    if (pair[2] !== '-') return readAfterPlate(text, PLATE_PAIR.lastIndex, plate, sub)
    return [
      {
        end: PLATE_PAIR.lastIndex,
        readings: [
          { plate, sub },
          { lane: plate, plate: sub },
          { building: plate, plate: sub },
          { building: plate, room: sub },
        ],
        marked: true,
        weak: false,
      },
    ]
  }
  const bare = at(PLATE_SUB_BARE, text, position)
  if (bare !== null)
    return readAfterPlate(text, PLATE_SUB_BARE.lastIndex, part(bare[1]) as string, part(bare[2]) as string)
  const plain = at(PLATE, text, position)
  if (plain === null) return []
  const plate = part(plain[1]) as string
  const end = PLATE.lastIndex
  const sub = at(SUB, text, end)
  if (sub !== null) return readAfterPlate(text, SUB.lastIndex, plate, part(sub[1]) as string)
  const after = readAfterPlate(text, end, plate, undefined)
  const dashed = at(SUB_DASH, text, end)
  if (dashed === null) return after
  const dashEnd = SUB_DASH.lastIndex
  const withSub: NumberExtent = {
    end: dashEnd,
    readings: dashedReadings(plate, part(dashed[1]) as string),
    marked: true,
    weak: false,
  }
  const further = at(ROOM_BARE, text, skip(SMALL_GAP, text, dashEnd))
  if (further !== null && text[dashEnd] === '-') {
    const [second, room] = [part(dashed[1]) as string, part(further[1]) as string]
    const readings: NumberReading[] = [
      { plate, building: second, room },
      { plate, unit: second, room },
      { plate, sub: second, room },
      { building: plate, unit: second, room },
    ]
    return [{ end: ROOM_BARE.lastIndex, readings, marked: true, weak: false }, ...after]
  }
  return [withSub, ...after.filter((extent) => extent.end !== dashEnd || extent.readings[0]?.room !== undefined)]
}

function readLettered(text: string, position: number): NumberExtent[] {
  const lettered = at(LETTER_ROOM, text, position)
  if (lettered !== null) {
    const [letter, digits] = [part(lettered[1]) as string, part(lettered[2]) as string]
    return [
      {
        end: LETTER_ROOM.lastIndex,
        readings: [{ building: letter, room: digits }, { room: letter + digits }, { plate: letter + digits }],
        marked: false,
        weak: true,
      },
    ]
  }
  for (const pattern of [LETTER_APART, LETTER_GLUED]) {
    const match = at(pattern, text, position)
    if (match !== null)
      return [
        {
          end: pattern.lastIndex,
          readings: [{ building: part(match[1]) as string, room: part(match[2]) as string }],
          marked: false,
          weak: true,
          tentative: true,
        },
      ]
  }
  const suffixed = at(DIGITS_LETTER, text, position)
  if (suffixed === null) return []
  const code = part(suffixed[1]) as string
  return [{ end: DIGITS_LETTER.lastIndex, readings: [{ room: code }, { plate: code }], marked: false, weak: true }]
}

/** Building, unit and room in a row, set apart by blanks: `3 2 501`. */
export function readNumbersApart(text: string, position: number): NumberExtent | null {
  const match = at(NUMBERS_APART, text, position)
  if (match === null) return null
  return {
    end: NUMBERS_APART.lastIndex,
    readings: [{ building: part(match[1]) as string, unit: part(match[2]) as string, room: part(match[3]) as string }],
    marked: false,
    weak: false,
    tentative: true,
  }
}

/**
 * Every way to read a number part that starts at `position` of a folded text, longest first. Empty when none does.
 * Only forms that show what they are: words (号 之 栋 单元 层 室), dashes, or a letter with digits. A bare `32` is none.
 */
export function readNumberAt(text: string, position: number): NumberExtent[] {
  if (!canStartNumber(text, position)) return []
  const plates = readPlate(text, position)
  if (plates.length > 0) return plates
  const building = at(BUILDING, text, position) ?? at(BUILDING_AS_FLOOR, text, position)
  if (building !== null) {
    const end = position + building[0].length
    const name = part(building[1]) as string
    const tail = readTail(text, end, { building: name })
    const plain: NumberExtent = { end, readings: [{ building: name }], marked: true, weak: false }
    return tail.end === end
      ? [plain]
      : [
          { end: tail.end, readings: lettered(tail.parts), marked: true, weak: false },
          ...(tail.parts.unit === undefined ? [plain] : []),
        ]
  }
  if (at(UNIT, text, position) !== null || at(FLOOR, text, position) !== null) {
    const tail = readTail(text, position, {})
    return tail.end === position ? [] : [{ end: tail.end, readings: [tail.parts], marked: true, weak: false }]
  }
  const chain = readChain(text, position)
  if (chain.length > 0) return chain
  const room = at(ROOM_MARKED, text, position)
  if (room !== null)
    return [{ end: ROOM_MARKED.lastIndex, readings: [{ room: part(room[1]) as string }], marked: true, weak: false }]
  return readLettered(text, position)
}

/** The bare number at `position`, as a plate or as a building or room when the ledger has those; null when there is none. */
export function readBareNumberAt(text: string, position: number): NumberExtent | null {
  const match = at(BARE_PLATE, text, position)
  if (match === null) return null
  const value = part(match[1]) as string
  if (!/\d/.test(value)) return null
  return { end: BARE_PLATE.lastIndex, readings: [{ plate: value }, { room: value }], marked: false, weak: false }
}

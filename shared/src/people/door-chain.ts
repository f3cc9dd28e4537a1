import { CHAIN, CHAIN_NEXT, COUNTED, ROOM_WORD, at, part } from './door-patterns.ts'
import type { NumberExtent, NumberReading } from './number-reading.ts'

function chainReadings(codes: readonly string[]): NumberReading[] {
  const [a, b, c, d, e] = codes as [string, string, string, string, string]
  const numeric = codes.every((code) => /^\d+$/.test(code))
  if (codes.length === 2) {
    const roomLike = /^(?:\d{3,5}[A-Z]?|\d{1,2}[A-Z]|[A-Z]\d{1,4})$/.test(b) || !numeric
    const plates: NumberReading[] = numeric
      ? [
          { plate: a, sub: b },
          { lane: a, plate: b },
        ]
      : []
    const rooms: NumberReading[] = [
      { building: a, room: b },
      { plate: a, room: b },
      { unit: a, room: b },
    ]
    return roomLike ? [...rooms, ...plates] : [...plates, ...rooms, { building: a, plate: b }]
  }
  if (codes.length === 3) {
    const rooms: NumberReading[] = [
      { building: a, unit: b, room: c },
      { plate: a, sub: b, room: c },
      { building: a, floor: b, room: c },
      { plate: a, building: b, room: c },
      { plate: a, unit: b, room: c },
      { lane: a, plate: b, room: c },
      { lane: a, building: b, room: c },
    ]
    return numeric ? [...rooms, { lane: a, plate: b, sub: c }] : rooms
  }
  if (codes.length === 4)
    return [
      { lane: a, building: b, unit: c, room: d },
      { building: a, unit: b, floor: c, room: d },
      { plate: a, building: b, unit: c, room: d },
    ]
  return [{ lane: a, building: b, unit: c, floor: d, room: e }]
}

/** A row of numbers with dashes between, in every length that can be a door, longest first. */
export function readChain(text: string, position: number): NumberExtent[] {
  const chain = at(CHAIN, text, position)
  if (chain === null) return []
  const pieces: { code: string; end: number }[] = []
  let cursor = position + (chain[1] as string).length
  pieces.push({ code: part(chain[1]) as string, end: cursor })
  const limit = CHAIN.lastIndex
  while (cursor < limit) {
    const next = at(CHAIN_NEXT, text, cursor)
    if (next === null || CHAIN_NEXT.lastIndex > limit) break
    cursor = CHAIN_NEXT.lastIndex
    pieces.push({ code: part(next[1]) as string, end: cursor })
  }
  const extents: NumberExtent[] = []
  for (let size = Math.min(pieces.length, 5); size >= 2; size -= 1) {
    const last = pieces[size - 1] as { code: string; end: number }
    if (at(COUNTED, text, last.end) !== null) {
      if (size === pieces.length && /^\d{4,}$/.test(last.code)) return gluedChain(pieces)
      continue
    }
    const codes = pieces.slice(0, size).map((one) => one.code)
    if (codes.every((code) => /^[A-Z]+$/.test(code)) || endsInTwoRooms(codes)) continue
    const suffix = at(ROOM_WORD, text, last.end)
    extents.push({
      end: suffix === null ? last.end : last.end + suffix[0].length,
      readings: chainReadings(codes),
      marked: suffix !== null,
      weak: false,
    })
  }
  return extents
}

/** `1-1-101/102`: the last two are rooms, not unit and room. */
function endsInTwoRooms(codes: readonly string[]): boolean {
  const [room, other] = codes.slice(-2) as [string, string]
  return codes.length >= 3 && /^\d{3,4}$/.test(room) && /^\d{3,4}$/.test(other) && room.length === other.length
}

/** `3-2-5013人`: the room with one or two digits of headcount stuck to it. */
function gluedChain(pieces: readonly { code: string; end: number }[]): NumberExtent[] {
  const codes = pieces.map((piece) => piece.code)
  const last = pieces[pieces.length - 1] as { code: string; end: number }
  return [1, 2]
    .filter((digits) => last.code.length - digits >= 3)
    .map((digits) => ({
      end: last.end - digits,
      readings: chainReadings([...codes.slice(0, -1), last.code.slice(0, -digits)]),
      marked: false,
      weak: false,
      tentative: true,
    }))
}

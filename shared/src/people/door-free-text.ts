import { withoutPlaceNames, placeNamesOf } from './area-words.ts'
import type { PlaceNames } from './area-words.ts'
import { readBareNumberAt, readNumberAt } from './door-grammar.ts'
import type { NumberReading } from './number-reading.ts'
import { canonicalArea, foldDoorText, formatDoor } from './door.ts'
import type { DoorKey, DoorParts } from './door.ts'

const NO_PLACES: PlaceNames = placeNamesOf([])
const MAX_LENGTH = 80

/** A reading with its area: a lane number becomes part of the area. */
export function partsWithArea(area: string, reading: NumberReading, laneWord = '巷'): DoorParts {
  const { lane, ...number } = reading
  return { area: lane === undefined ? area : `${area}${lane}${laneWord}`, ...number }
}

function namesDwelling(reading: NumberReading): boolean {
  return reading.plate !== undefined || reading.building !== undefined || reading.room !== undefined
}

function splitDoor(text: string, places: PlaceNames): { area: string; readings: readonly NumberReading[] } | null {
  for (let at = 0; at < text.length; at += 1) {
    if (at > 0 && /[A-Za-z\d]/.test(text[at - 1] as string) && /[A-Za-z\d]/.test(text[at] as string)) continue
    const extent = readNumberAt(text, at).find((one) => one.end === text.length && one.readings.every(namesDwelling))
    if (extent !== undefined) return { area: areaOf(text.slice(0, at), places), readings: extent.readings }
    const area = areaOf(text.slice(0, at), places)
    const bare = area === '' ? null : readBareNumberAt(text, at)
    if (bare !== null && bare.end === text.length) return { area, readings: bare.readings.slice(0, 1) }
  }
  return null
}

function areaOf(text: string, places: PlaceNames): string {
  return canonicalArea(withoutPlaceNames(text.replace(/[\s,，、:;.·/|()-]+/g, '').toUpperCase(), places))
}

/** Takes apart a door written in any usual way, without knowing the ledger; null when the whole text is no door. */
export function looseDoorParts(text: string, places: PlaceNames = NO_PLACES): DoorParts | null {
  if (text.length > MAX_LENGTH) return null
  const folded = foldDoorText(text).replace(/[\s,，。.;；)]+$/, '')
  const split = splitDoor(folded, places) ?? splitDoor(folded.replace(/ /g, ''), places)
  return split === null ? null : partsWithArea(split.area, split.readings[0] as NumberReading)
}

/**
 * All canonical doors that a text can mean when nothing of the ledger is known, the most usual first:
 * `5-8` is 5号之8, 5巷8号 or 5栋8室. Empty when the text is no door.
 */
export function readDoor(text: string, options: { placeNames: readonly string[] }): DoorKey[] {
  if (text.length > MAX_LENGTH) return []
  const folded = foldDoorText(text).replace(/[\s,，。.;；)]+$/, '')
  const places = placeNamesOf(options.placeNames.map((name) => foldDoorText(name)))
  const split = splitDoor(folded, places) ?? splitDoor(folded.replace(/ /g, ''), places)
  if (split === null) return []
  return [...new Set(split.readings.map((reading) => formatDoor(partsWithArea(split.area, reading))))]
}

/**
 * The canonical door of a text that is nothing but a door (`花厅口北路八巷6号之二` → `北路8巷6号之2`), or null when it
 * cannot be read as one. The community's own names in front are dropped. Applying it to its own result changes nothing.
 */
export function canonicalDoor(text: string, options: { placeNames: readonly string[] }): DoorKey | null {
  let door = readDoor(text, options)[0] ?? null
  for (let turn = 0; turn < 4 && door !== null; turn += 1) {
    const again: DoorKey | null = readDoor(door, options)[0] ?? null
    if (again === door) return door
    door = again
  }
  return null
}

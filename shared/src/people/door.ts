import { NUMERAL_CLASS, arabicDigits, foldNumerals } from './chinese-number.ts'
import { normalText } from './normal-text.ts'

/** A door taken apart. Every part is optional; at least one of plate, building and room is there. */
export type DoorParts = {
  /** Part of the community in which the number counts: `中区`, `北路8巷`, `海丝花园`; empty when there is only one. */
  readonly area: string
  /** 门牌: the `32` of `32号`. */
  readonly plate?: string
  /** The `3` of `12号之3`. */
  readonly sub?: string
  readonly building?: string
  readonly unit?: string
  readonly floor?: string
  readonly room?: string
}

/** A canonical door, `{area}{n}号[之{m}][{building}栋][{unit}单元][{floor}层][{room}室]`. Two equal doors are equal strings. */
export type DoorKey = string

/** The number part of a canonical door, without its area. */
export function formatNumber(parts: Omit<DoorParts, 'area'>): string {
  const floor = parts.floor !== undefined && !saysFloor(parts.room, parts.floor) ? `${parts.floor}层` : ''
  return (
    (parts.plate === undefined ? '' : `${parts.plate}号`) +
    (parts.sub === undefined ? '' : `之${parts.sub}`) +
    (parts.building === undefined ? '' : `${parts.building}栋`) +
    (parts.unit === undefined ? '' : `${parts.unit}单元`) +
    floor +
    (parts.room === undefined ? '' : `${parts.room}室`)
  )
}

/** Puts the parts together in the canonical order. */
export function formatDoor(parts: DoorParts): DoorKey {
  return parts.area + formatNumber(parts)
}

/** `903` says that it is on floor 9. */
function saysFloor(room: string | undefined, floor: string): boolean {
  const digits = room === undefined ? null : /^[A-Z]?(\d{3,})[A-Z]?$/.exec(room)
  return digits !== null && (digits[1] as string).slice(0, -2) === floor
}

const CANONICAL =
  /^(.*?)(?:(\d+[A-Z]?|[A-Z]\d+)号)?(?:之(\d+))?(?:([A-Z]{0,2}\d{1,4}[A-Z]?|[A-Z])栋)?(?:([A-Z]?\d{1,3}|[A-Z])单元)?(?:(\d{1,3})层)?(?:([A-Z]?\d{1,6}[A-Z]?)室)?$/

/**
 * Takes a canonical door apart; null when the text is none (no number, building or room, or not in canonical order).
 * Strict on purpose: free text is read by `canonicalDoor`.
 */
export function doorParts(door: DoorKey): DoorParts | null {
  if (door.length > 80) return null
  const match = CANONICAL.exec(door)
  if (match === null) return null
  const [, area = '', plate, sub, building, unit, floor, room] = match
  if (plate === undefined && building === undefined && room === undefined) return null
  if ((sub !== undefined && plate === undefined) || /[号栋室之]$/.test(area)) return null
  return {
    area,
    ...(plate === undefined ? {} : { plate }),
    ...(sub === undefined ? {} : { sub }),
    ...(building === undefined ? {} : { building }),
    ...(unit === undefined ? {} : { unit }),
    ...(floor === undefined ? {} : { floor }),
    ...(room === undefined ? {} : { room }),
  }
}

const LANE_NUMERAL =
  /([〇零一二三四五六七八九十百两廿卅]+|\d+)(?=[横直支条]?(?:巷|弄|胡同)|组|队|排|期|社(?![区会团保]))/g

/** Area text as it is written in a door: blanks out, letters upper case, lane numbers in Arabic digits. */
export function canonicalArea(area: string): string {
  return area
    .replace(/\s+/g, '')
    .toUpperCase()
    .replace(LANE_NUMERAL, (numeral) => arabicDigits(numeral) ?? numeral)
}

/** Ideographs that are no numerals: most names of areas, in which there is nothing to fold. */
const FOLDED_AREA = new RegExp(`^(?:(?![${NUMERAL_CLASS}])[\\u4e00-\\u9fff])*$`)

/** Area text for comparison only: also `五一路` and `51路` fold together. */
export function foldArea(area: string): string {
  if (FOLDED_AREA.test(area)) return area
  return foldNumerals(area.replace(/\s+/g, '').toUpperCase())
}

/** A door for reading on a screen, with air around its number: `中区 32 号`, `海丝花园 3 栋 2 单元 601`. */
export function displayDoor(door: DoorKey): string {
  const parts = doorParts(door)
  if (parts === null) return door
  const pieces = [
    parts.area,
    parts.plate === undefined ? '' : `${parts.plate} 号${parts.sub === undefined ? '' : `之 ${parts.sub}`}`,
    parts.building === undefined ? '' : `${parts.building} 栋`,
    parts.unit === undefined ? '' : `${parts.unit} 单元`,
    parts.floor === undefined ? '' : `${parts.floor} 层`,
    parts.room === undefined ? '' : `${parts.room} 室`,
  ]
  return pieces.filter((piece) => piece !== '').join(' ')
}

function maskTail(text: string): string {
  const digits = text.replace(/[A-Z]/g, '')
  if (digits.length <= 1) return '*'
  const kept = Math.max(1, digits.length - 2)
  return digits.slice(0, digits.length === 2 ? 1 : kept) + '*'.repeat(digits.length === 2 ? 1 : digits.length - kept)
}

/** A door that neighbours may see: `中区3*号`, `3栋*单元6**室`. Texts that are no door are hidden whole. */
export function maskDoor(door: DoorKey): string {
  const parts = doorParts(door)
  if (parts === null) return '***'
  return (
    parts.area +
    (parts.plate === undefined ? '' : `${maskTail(parts.plate)}号`) +
    (parts.sub === undefined ? '' : '之*') +
    (parts.building === undefined ? '' : `${parts.building}栋`) +
    (parts.unit === undefined ? '' : '*单元') +
    (parts.floor === undefined ? '' : '*层') +
    (parts.room === undefined ? '' : `${maskTail(parts.room)}室`)
  )
}

const CHUNK = /\d+|\D+/g

/** Natural order of doors: areas by their text, numbers by value (`中区2号` before `中区12号`, `6号` before `6号之1`). */
export function compareDoors(left: DoorKey, right: DoorKey): number {
  const a = left.match(CHUNK) ?? []
  const b = right.match(CHUNK) ?? []
  for (let k = 0; k < Math.min(a.length, b.length); k += 1) {
    const [x, y] = [a[k] as string, b[k] as string]
    if (x === y) continue
    const [digitX, digitY] = [/^\d/.test(x), /^\d/.test(y)]
    if (digitX && digitY) {
      const difference = Number(x) - Number(y)
      if (difference !== 0) return difference < 0 ? -1 : 1
    } else if (digitX !== digitY) return digitX ? -1 : 1
    else if (x.startsWith(y) || y.startsWith(x)) return x.length < y.length ? -1 : 1
    else return x < y ? -1 : 1
  }
  return Math.sign(a.length - b.length)
}

/** A text that is to become a door, folded as doors are: NFKC, simplified, no blanks, upper case. */
export function foldDoorText(text: string): string {
  return normalText(text).text.replace(/\s+/g, ' ').trim()
}

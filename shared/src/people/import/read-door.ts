import { canonicalDoor } from '../door-free-text.ts'
import { doorParts } from '../door.ts'
import { isDitto, isEmptyMark } from './ditto.ts'

/** A door's cells: what a column of its own says comes before what the address says. */
export interface DoorCells {
  area: string
  door: string
  building: string
  unit: string
  room: string
}

export type DoorReading =
  /** `isGuess`: two numbers with a dash between them, which can mean several doors. */
  { ok: true; door: string; isGuess: boolean } | { ok: false; missing: boolean; sentence: string }

/** What is said of a door that can be read in several ways. */
export const guessSentence = (door: string): string =>
  `门牌写得不全，按“${door}”登记；如果是几巷几号或几栋几室，请写全后再导入`

const MAX_LENGTH = 200
const UNREADABLE: DoorReading = {
  ok: false,
  missing: false,
  sentence: '看不出门牌号；请写成“中区32号”或“3栋2单元501”这样',
}

const DATE =
  /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([ T]0{1,2}:00(:00)?)?$|^\d{1,2}月\d{1,2}日$|^\d{1,2}-[A-Z][a-z]{2}$|^[A-Z][a-z]{2}-\d{1,2}$/

/**
 * Reads doors of one list. Its addresses share a few hundred streets, and a plate number behind a street changes
 * nothing but itself; so each street is read once, and only addresses of another shape are read one by one.
 */
export class DoorReader {
  readonly #placeNames: readonly string[]
  /** Canonical text of a street as written; null when its addresses have to be read one by one. */
  readonly #streets = new Map<string, string | null>()

  constructor(placeNames: readonly string[]) {
    this.#placeNames = placeNames
  }

  read(text: string): string | null {
    const plain = PLATE.exec(text)
    if (plain === null) return canonicalDoor(text, { placeNames: this.#placeNames })
    const [, street = '', number = ''] = plain
    let canonical = this.#streets.get(street)
    if (canonical === undefined) {
      const first = canonicalDoor(`${street}1号`, { placeNames: this.#placeNames })
      canonical = first?.endsWith('1号') === true ? first.slice(0, -2) : null
      if (this.#streets.size < MAX_STREETS) this.#streets.set(street, canonical)
    }
    if (canonical === null) return canonicalDoor(text, { placeNames: this.#placeNames })
    return `${canonical}${number}号`
  }
}

const MAX_STREETS = 20_000
/** A street of Chinese characters, perhaps with the number of a lane, and a plate number. */
const PLATE =
  /^((?:\p{Script=Han}{1,30}[1-9]\d{0,2}巷)|(?:\p{Script=Han}{0,30}(?![〇零一二两三四五六七八九十百千廿卅号栋幢座楼单元室层之附第])\p{Script=Han}))([1-9]\d{0,3})号$/u

/**
 * Reads the canonical door of a row. Separate columns for area, building, unit and room are put together; a door
 * that Excel has turned into a date is said to be one, since 5-8 and 5月8日 look alike to nobody but Excel.
 */
export function readDoorCells(cells: DoorCells, doors: DoorReader): DoorReading {
  const [area = '', door = '', building = '', unit = '', room = ''] = [
    cells.area,
    cells.door,
    cells.building,
    cells.unit,
    cells.room,
  ].map((cell) => (isEmptyMark(cell) ? '' : cell.normalize('NFKC').trim()))
  if ([door, building, room].some(isDitto)) {
    return { ok: false, missing: true, sentence: '门牌写的是“同上”，移动行就会出错；请写出完整门牌' }
  }
  if (door === '' && building === '' && room === '')
    return { ok: false, missing: true, sentence: '没有门牌；请补上坐落或门牌号' }
  if (DATE.test(door) || DATE.test(room)) {
    return { ok: false, missing: false, sentence: '门牌被 Excel 变成了日期；请把这一列设为“文本”，重新填写门牌' }
  }
  const whole = fullText(area, door, building, unit, room)
  // A whole story is no door, and looking for brackets in it takes its length squared.
  if (whole.length > MAX_LENGTH) return UNREADABLE
  const read = doors.read(whole) ?? doors.read(withoutBrackets(whole))
  if (read === null || !isPlausible(read) || /^\d+\.\d+$/.test(whole)) return UNREADABLE
  return { ok: true, door: read, isGuess: /(^|[^\d-])\d{1,4}-\d{1,2}$/.test(whole) && !/[号栋幢座#]/.test(whole) }
}

/**
 * A cell of a list can hold anything, and reading is lenient. An area is made of characters, letters and numbers; one
 * that holds a number with its word is a second door in the same cell (`中区1号、2号`), for a person to take apart.
 */
function isPlausible(door: string): boolean {
  const area = doorParts(door)?.area ?? '#'
  return (
    /^[\p{Script=Han}A-Z\d]{0,40}$/u.test(area) &&
    !/\d号(?![路街院巷线大])|\d栋|\d室/.test(area) &&
    !/不详|不明|未知|未定|待查|无门牌|没有门牌/.test(door)
  )
}

function fullText(area: string, door: string, building: string, unit: string, room: string): string {
  let text = /^\d{1,4}$/.test(door) ? `${door}号` : door
  const parts =
    withWord(building, '栋', /[栋幢座号楼]/) + withWord(unit, '单元', /单元|梯/) + withWord(room, '室', /[室房]/)
  // An address that has a number for itself is not told its building twice.
  if (!/[\d〇零一二三四五六七八九十]+(栋|幢|座|号楼|室|单元)/.test(text)) text += parts
  return area !== '' && !text.includes(area) ? area + text : text
}

function withWord(value: string, word: string, hasWord: RegExp): string {
  return value === '' || hasWord.test(value) ? value : value + word
}

/** `东区1号（主房）`: what stands in brackets behind a door describes it. */
function withoutBrackets(text: string): string {
  return text.replace(/[([【][^)\]】]*[)\]】]\s*$/, '')
}

import { canStartNumber, isDigitAt, isLetterAt, isNumeralAt } from '../door-patterns.ts'
import { readBareNumberAt, readNumberAt, readNumbersApart } from '../door-grammar.ts'
import type { NumberExtent, NumberReading } from '../number-reading.ts'
import { yardEnd } from '../area-book.ts'
import type { AreaBook } from '../area-book.ts'
import { areaBefore } from '../written-area.ts'
import type { WrittenArea } from '../written-area.ts'

/** A place in a line that reads as a door. `extents` run longest first; the first gives `end`. */
export type DoorMention = {
  readonly start: number
  readonly numberStart: number
  readonly end: number
  readonly area: WrittenArea
  readonly extents: readonly NumberExtent[]
  readonly weak: boolean
  /** A word before it says that it is another door: `原住中区15号`, `和33号一家`. */
  readonly elsewhere: boolean
}

const ELSEWHERE =
  /(?:原住|原来住|原来在|以前住|之前住|原|搬到|搬去|搬至|迁到|住到|去了|在隔壁|隔壁|对面|旁边|靠近|同|和|与|跟|不是|不住|现住|现在住|暂住|现居)[^\s,。]{0,4}$/
const PLACE_WORD = /[区村组队厝埕路街巷弄里片苑城庄寨堡坑坂坪岭桥溪港洋塘屿墩]/
const LABELLED: readonly (readonly [keyof NumberReading, RegExp])[] = [
  [
    'building',
    /(?:楼栋号?|栋号|幢号|座号|楼号|楼幢|楼座|栋|楼)[ ]?[:=][ ]?([A-Za-z]?\d{1,3}[A-Za-z]?|[A-Za-z]|[一二三四五六七八九十]{1,3})(?:号楼|栋|幢|座|#)?/,
  ],
  ['unit', /单元号?[ ]?[:=][ ]?([A-Za-z]?\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})(?:单元)?/],
  ['floor', /(?:楼层|层数|层)[ ]?[:=][ ]?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:层|楼)?/],
  ['room', /(?:房间号?|房号|室号|户号|门号|室|房)[ ]?[:=][ ]?([A-Za-z]?\d{1,5}[A-Za-z]?)(?:室|房|号)?(?![-\d])/],
]
const BARE_PLATE_LABEL =
  /(?:门牌号码|门牌号|门牌|地址|住址)[ ]?[:=]?[ ]?(\d{1,4})(?![\d号之栋幢座楼单元室#组队社]|[ ]?[-/.+][ ]?\d|[ ]?号|[ ]?(?:[口位个]|人(?!数|口)))/

function onlyFloor(extent: NumberExtent): boolean {
  return extent.readings.every(
    (reading) => reading.plate === undefined && reading.building === undefined && reading.room === undefined,
  )
}

/** A place that the ledger does not know, right before a bare number: `中某街45`. */
function namesPlace(area: WrittenArea, before: string): boolean {
  return area.kind === 'unknown' && area.text.length >= 2 && area.text.endsWith(before) && PLACE_WORD.test(before)
}

/** Every place in the working text that reads as a door, in order, not overlapping. */
export function findDoorMentions(text: string, book: AreaBook): DoorMention[] {
  const mentions: DoorMention[] = []
  let blockedUntil = 0
  for (let at = 0; at < text.length; at += 1) {
    if (!canStartNumber(text, at)) continue
    const numeral = isNumeralAt(text, at)
    if (numeral && isNumeralAt(text, at - 1)) continue
    if (!numeral && isDigitAt(text, at - 1)) continue
    if (isLetterAt(text, at - 1) && (isLetterAt(text, at) || areaBefore(text, at, book).written.kind !== 'known'))
      continue
    const yard = yardEnd(text, at, book)
    if (yard > at && canStartNumber(text, yard)) {
      at = yard - 1
      continue
    }
    const extents = readNumberAt(text, at)
    const first = extents[0]
    const area = first !== undefined || !isLetterAt(text, at) ? areaBefore(text, at, book) : null
    if (first === undefined || (first.weak && (area as { written: WrittenArea }).written.kind === 'known')) {
      const bare =
        area !== null &&
        (area.written.kind === 'known' ||
          area.written.kind === 'part' ||
          area.community === true ||
          namesPlace(area.written, text[at - 1] ?? ''))
          ? readBareNumberAt(text, at)
          : null
      if (bare !== null && area !== null && area.start >= blockedUntil) {
        const apart = readNumbersApart(text, at)
        mentions.push({
          start: area.start,
          numberStart: at,
          end: apart?.end ?? bare.end,
          area: area.written,
          extents: [...(apart === null ? [] : [apart]), ...(first === undefined ? [] : [first]), bare],
          weak: false,
          elsewhere: ELSEWHERE.test(text.slice(Math.max(0, area.start - 8), area.start)),
        })
        blockedUntil = apart?.end ?? bare.end
        at = blockedUntil - 1
      }
      continue
    }
    if (onlyFloor(first)) {
      at = first.end - 1
      continue
    }
    const start = Math.max(blockedUntil, (area as { start: number }).start)
    mentions.push({
      start,
      numberStart: at,
      end: first.end,
      area: (area as { written: WrittenArea }).written,
      extents,
      weak: first.weak,
      elsewhere: ELSEWHERE.test(text.slice(Math.max(0, start - 8), start)),
    })
    blockedUntil = first.end
    at = first.end - 1
  }
  return mentions
}

/** A door given by labels: `楼栋：3 单元：2 房号：501`, `门牌：32`. Null when there are none. */
export function findLabelledDoor(
  text: string,
  book: AreaBook,
): { mention: DoorMention; ranges: { start: number; end: number }[] } | null {
  const reading: { -readonly [part in keyof NumberReading]: string } = {}
  const ranges: { start: number; end: number }[] = []
  if (/[:=]/.test(text)) {
    for (const [part, pattern] of LABELLED) {
      const match = pattern.exec(text)
      if (match === null) continue
      const value = readLabelled(match[1] as string)
      if (value === null) continue
      reading[part] = value
      ranges.push({ start: match.index, end: match.index + match[0].length })
    }
  }
  if (reading.building === undefined && (reading.room === undefined || reading.unit === undefined)) {
    const plate = text.includes('门牌') || text.includes('址') ? BARE_PLATE_LABEL.exec(text) : null
    if (plate === null || reading.room !== undefined) return null
    const end = plate.index + plate[0].length
    const start = end - (plate[1] as string).length
    const number = String(Number(plate[1]))
    const area = areaBefore(text, plate.index, book)
    return {
      mention: {
        start,
        numberStart: start,
        end,
        area: area.written.kind === 'known' ? area.written : { kind: 'none' },
        extents: [{ end, readings: [{ plate: number }, { room: number }], marked: true, weak: false }],
        weak: false,
        elsewhere: false,
      },
      ranges: [{ start: plate.index, end }],
    }
  }
  const start = Math.min(...ranges.map((range) => range.start))
  const end = Math.max(...ranges.map((range) => range.end))
  return {
    mention: {
      start,
      numberStart: start,
      end,
      area: { kind: 'none' },
      extents: [{ end, readings: [reading], marked: true, weak: false }],
      weak: false,
      elsewhere: false,
    },
    ranges,
  }
}

function readLabelled(text: string): string | null {
  const extent = readNumberAt(`${text}栋`, 0)[0]
  return extent?.readings[0]?.building ?? null
}

import { normalText } from '../normal-text.ts'
import { findPhones } from '../phone.ts'
import { readInstant } from '../results/read-instant.ts'
import { readOutcome } from '../results/read-outcome.ts'
import { placeNamesOf } from './cadastre-rows.ts'
import { isEmptyMark } from './ditto.ts'
import { DoorReader, readDoorCells } from './read-door.ts'
import type { ResultField } from './result-fields.ts'
import {
  type Finding,
  type RejectReason,
  type ResultStored,
  type ResultVerdict,
  type RowWarning,
  verdictOf,
} from './row-verdict.ts'
import { type FieldRow, fieldRows, type MappedSheet } from './sheet-rows.ts'

export interface ResultContext {
  placeNames: readonly string[]
  /** Completes local telephone numbers: `0595`. */
  areaCode?: string
}

const LONGEST_ADDRESS = 120

/** What Excel leaves of a long number in a column of numbers. */
const LOST = /^\d\.\d+E\+?\d{2}$/i

/** A tube code as scanners and people write it: `hk-0001` and `ＨＫ－0001` are one. */
const foldTubeCode = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase()

/** A name without blanks and dots: 古丽·某 is written in many ways. */
export const foldName = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s·•.．]/g, '')
    .toUpperCase()

/** Judges the rows of a result file, every data row once and in order. Whom it is about is found out when it is written. */
export function* resultVerdicts(sheets: readonly MappedSheet[], context: ResultContext): Generator<ResultVerdict> {
  const doors = new DoorReader(placeNamesOf(sheets, context.placeNames))
  const seen = new Map<string, string>()
  for (const sheet of sheets)
    for (const row of fieldRows(sheet)) yield new ResultRow(row, doors, context.areaCode).verdict(seen)
}

class ResultRow {
  readonly #row: FieldRow
  readonly #doors: DoorReader
  readonly #areaCode: string | undefined
  readonly #reasons: Finding<RejectReason>[] = []
  readonly #warnings: Finding<RowWarning>[] = []

  constructor(row: FieldRow, doors: DoorReader, areaCode: string | undefined) {
    this.#row = row
    this.#doors = doors
    this.#areaCode = areaCode
  }

  verdict(seen: Map<string, string>): ResultVerdict {
    const { sheet, row } = this.#row
    const outcome = this.#outcome()
    const address = this.#text('door').slice(0, LONGEST_ADDRESS)
    const stored: ResultStored = {
      tubeCode: this.#tubeCode(),
      name: this.#name(),
      phone: this.#phone(),
      address: address === '' ? null : address,
      door: this.#door(),
      outcome: outcome ?? 'unclear',
      sampledAt: this.#instant('sampledAt'),
      testedAt: this.#instant('testedAt'),
    }
    if (stored.tubeCode === null && stored.name === null && stored.phone === null && stored.address === null)
      this.#reasons.push({ code: 'nobody', sentence: '没有管号，也没有姓名、电话、地址，不知道是谁的结果' })
    const where = `“${sheet}”第 ${row} 行`
    const key = JSON.stringify(stored)
    const before = seen.get(key)
    if (before === undefined) seen.set(key, where)
    else this.#warn('same-row', `和${before}一样，只算一次`)
    return verdictOf({ sheet, row, door: stored.door }, this.#reasons, this.#warnings, stored)
  }

  #warn(code: RowWarning, sentence: string): void {
    this.#warnings.push({ code, sentence })
  }

  #text(field: ResultField): string {
    const cell = this.#row.get(field)
    return isEmptyMark(cell) && field !== 'outcome' ? '' : cell.trim()
  }

  #outcome() {
    const read = readOutcome(this.#text('outcome'))
    if (read === 'pending') this.#reasons.push({ code: 'no-outcome', sentence: '还没有结果；等出了结果再导入' })
    else if (read === null)
      this.#reasons.push({ code: 'bad-outcome', sentence: '看不懂结果；请写“阴性”“阳性”或“可疑”' })
    else return read
    return null
  }

  #tubeCode(): string | null {
    const code = foldTubeCode(this.#text('tubeCode'))
    if (code === '') return null
    if (/^[A-Z0-9-]{1,40}$/.test(code) && !LOST.test(code)) return code
    this.#warn('odd-tube', '管号看不懂，没有用它；如果被 Excel 变成了 1.2E+10 这样，请把这一列设为“文本”')
    return null
  }

  #name(): string | null {
    const name = this.#text('names').slice(0, 40)
    return name === '' || /^\d+$/.test(name) ? null : name
  }

  #phone(): string | null {
    const text = this.#text('phone')
    if (text === '') return null
    const found = findPhones(normalText(text).text, { areaCode: this.#areaCode })
    const phone = found.find((one) => one.phone !== null)?.phone ?? null
    if (phone === null) this.#warn('bad-phone', '电话号码有误，没有用它来找人')
    return phone
  }

  /** Written for the health system, an address often names no door of here: no reason to turn the row down. */
  #door(): string | null {
    const text = this.#text('door')
    if (text === '') return null
    const read = readDoorCells({ area: '', door: text, building: '', unit: '', room: '' }, this.#doors)
    return read.ok && !read.isGuess ? read.door : null
  }

  #instant(field: 'sampledAt' | 'testedAt'): string | null {
    const text = this.#text(field)
    if (text === '') return null
    const read = readInstant(text)
    if (read === null) this.#warn('bad-time', '时间看不懂，没有用它')
    return read?.at.toISOString() ?? null
  }
}

import { once } from 'node:events'
import { crc32, createDeflateRaw } from 'node:zlib'
import { letterOf } from './column-letter.ts'
import { Turns } from '../../turns.ts'

export interface SheetToWrite {
  name: string
  /** Widths of the columns in characters. */
  widths: readonly number[]
  /** Texts by column, row by row; may be made while writing. */
  rows: Iterable<readonly string[]>
}

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** 1 January 1980: the file says nothing about when it was made, so the same rows give the same bytes. */
const DOS_DATE = 0x21

/**
 * Writes a workbook of plain texts. Every cell is a text and formatted as one: a spreadsheet program computes nothing
 * in it, whatever it begins with, and does not turn a code that is mended there into a number. Sheets are packed
 * while they are made, on zlib's own threads, so that 100,000 rows neither fill the memory nor stop the server.
 */
export async function writeXlsx(sheets: readonly SheetToWrite[]): Promise<Buffer> {
  const names = uniqueNames(sheets.map((sheet) => sheet.name))
  const zip = new ZipWriter()
  await zip.add('[Content_Types].xml', [contentTypes(sheets.length)])
  await zip.add('_rels/.rels', [relations([['officeDocument', 'xl/workbook.xml']])])
  await zip.add('xl/workbook.xml', [workbook(names)])
  const parts = names.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`])
  await zip.add('xl/_rels/workbook.xml.rels', [relations([...parts, ['styles', 'styles.xml']])])
  await zip.add('xl/styles.xml', [STYLES])
  for (const [at, sheet] of sheets.entries()) await zip.add(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet))
  return zip.end()
}

/** Style 1: number format 49 is text. */
const STYLES =
  `${DECLARATION}<styleSheet xmlns="${NAMESPACE}"><fonts count="1"><font><sz val="11"/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="2"><xf xfId="0"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'

function contentTypes(sheets: number): string {
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  let parts = `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>`
  parts += `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>`
  for (let at = 1; at <= sheets; at += 1) {
    parts += `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${types}.worksheet+xml"/>`
  }
  const rels = 'application/vnd.openxmlformats-package.relationships+xml'
  return (
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="${rels}"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${parts}</Types>`
  )
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  )
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

function workbook(names: readonly string[]): string {
  const all = names.map((name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
  return `${DECLARATION}<workbook xmlns="${NAMESPACE}" xmlns:r="${RELATIONS}"><sheets>${all.join('')}</sheets></workbook>`
}

function* sheetXml(sheet: SheetToWrite): Generator<string> {
  const columns = sheet.widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="1" customWidth="1"/>`,
  )
  const cols = columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`
  yield `${DECLARATION}<worksheet xmlns="${NAMESPACE}">${cols}<sheetData>`
  let number = 0
  for (const cells of sheet.rows) {
    number += 1
    const texts = cells.map((cell, at) =>
      cell === ''
        ? ''
        : `<c r="${letterOf(at)}${number}" s="1" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`,
    )
    yield `<row r="${number}">${texts.join('')}</row>`
  }
  yield '</sheetData></worksheet>'
}

/** XML cannot hold control characters, but for tabs and line ends. */
const CONTROL = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu

/** What reads like Excel's own escape is escaped first; then control characters are written as one. */
function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(CONTROL, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}

/** Excel takes 31 characters, none of a few signs, and no name twice. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const base =
      name
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/^'|'$/g, ' ')
        .trim()
        .slice(0, 27) || '表'
    let unique = base
    for (let at = 2; taken.has(unique.toLowerCase()); at += 1) unique = `${base}(${at})`
    taken.add(unique.toLowerCase())
    return unique
  })
}

class ZipWriter {
  readonly #chunks: Buffer[] = []
  readonly #directory: Buffer[] = []
  #offset = 0
  #count = 0

  async add(name: string, pieces: Iterable<string>): Promise<void> {
    const packed: Buffer[] = []
    const deflate = createDeflateRaw({ level: 4 })
    deflate.on('data', (chunk: Buffer) => packed.push(chunk))
    const ended = once(deflate, 'end')
    const turns = new Turns()
    let crc = 0
    let size = 0
    let text = ''
    const flush = async () => {
      const bytes = Buffer.from(text)
      text = ''
      crc = crc32(bytes, crc)
      size += bytes.length
      if (!deflate.write(bytes)) await once(deflate, 'drain')
    }
    for (const piece of pieces) {
      text += piece
      if (text.length > 65_536) await flush()
      if (turns.due) await turns.share()
    }
    await flush()
    deflate.end()
    await ended
    this.#addPart(name, Buffer.concat(packed), crc, size)
  }

  #addPart(name: string, packed: Buffer, crc: number, size: number): void {
    const path = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    // Bit 11: the name is UTF-8.
    fields.writeUInt16LE(0x0800, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt16LE(DOS_DATE, 8)
    fields.writeUInt32LE(crc, 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(size, 18)
    fields.writeUInt16LE(path.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(this.#offset, 10)
    this.#directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), fields, tail, path)
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), fields, path])
    this.#chunks.push(local, packed)
    this.#offset += local.length + packed.length
    this.#count += 1
  }

  end(): Buffer {
    const directory = Buffer.concat(this.#directory)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(this.#count, 8)
    end.writeUInt16LE(this.#count, 10)
    end.writeUInt32LE(directory.length, 12)
    end.writeUInt32LE(this.#offset, 16)
    return Buffer.concat([...this.#chunks, directory, end])
  }
}

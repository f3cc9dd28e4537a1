import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'
import type { ImportLimits } from './limits.ts'
import { Turns } from '../../turns.ts'
import { attribute, XmlScanner, type XmlHandler } from './xml-scanner.ts'
import type { Allowance, ZipArchive } from './zip-archive.ts'

export interface WorkbookSheet {
  name: string
  hidden: boolean
  /** Path of its XML inside the archive. */
  part: string
}

export interface Workbook {
  sheets: WorkbookSheet[]
  /** Texts that cells refer to by number. */
  texts: string[]
  /** For each cell style, whether it shows its number as a date. */
  dateStyles: boolean[]
}

/** Bytes that a tag or a text may take. */
const TOKEN = 524_288
/** Bytes of a part that lists sheets, relations or styles. */
const SMALL_PART = 32 * 1024 * 1024

const notWorkbook = () =>
  new ImportRefusal('damaged', '文件里没有工作表，可能不是 Excel 表格；请在 Excel 或 WPS 里打开，另存为 .xlsx 再上传')

/** Reads everything of a workbook but the sheets themselves. */
export async function openWorkbook(archive: ZipArchive, allowance: Allowance, limits: ImportLimits): Promise<Workbook> {
  const main = await mainPart(archive, allowance)
  const relations = await readRelations(archive, main, allowance)
  const sheets: WorkbookSheet[] = []
  await scan(archive, main, allowance, {
    open(name, tag) {
      if (name !== 'sheet') return
      const relation = relations.get(attribute(tag, 'id') ?? '')
      // Chart and dialogue sheets have no cells.
      if (relation === undefined || !relation.type.endsWith('/worksheet')) return
      const state = attribute(tag, 'state') ?? 'visible'
      sheets.push({ name: attribute(tag, 'name') ?? '', hidden: state !== 'visible', part: relation.target })
    },
  })
  if (sheets.length === 0) throw notWorkbook()
  if (sheets.length > limits.sheets) {
    throw new ImportRefusal('too-many-sheets', `工作表超过 ${limits.sheets} 张，请拆成几个文件再上传`)
  }
  const parts = [...relations.values()]
  const textPart = parts.find((part) => part.type.endsWith('/sharedStrings'))?.target
  const stylePart = parts.find((part) => part.type.endsWith('/styles'))?.target
  return {
    sheets,
    texts: textPart && archive.has(textPart) ? await readTexts(archive, textPart, allowance, limits) : [],
    dateStyles: stylePart && archive.has(stylePart) ? await readDateStyles(archive, stylePart, allowance) : [],
  }
}

async function mainPart(archive: ZipArchive, allowance: Allowance): Promise<string> {
  let found = 'xl/workbook.xml'
  if (archive.has('_rels/.rels')) {
    for (const { type, target } of (await readRelations(archive, '', allowance)).values()) {
      if (type.endsWith('/officeDocument')) found = target
    }
  }
  if (!archive.has(found)) throw notWorkbook()
  return found
}

interface Relation {
  type: string
  target: string
}

/** What the parts beside `part` are, by relation id; targets are resolved against the folder of `part`. */
async function readRelations(archive: ZipArchive, part: string, allowance: Allowance): Promise<Map<string, Relation>> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const relations = new Map<string, Relation>()
  const path = `${folder}_rels/${part.slice(folder.length)}.rels`
  if (!archive.has(path)) throw notWorkbook()
  await scan(archive, path, allowance, {
    open(name, tag) {
      const id = attribute(tag, 'Id')
      const target = attribute(tag, 'Target')
      if (name !== 'Relationship' || id === null || target === null) return
      relations.set(id, { type: attribute(tag, 'Type') ?? '', target: resolvePath(folder, target) })
    },
  })
  return relations
}

function resolvePath(folder: string, target: string): string {
  const path: string[] = []
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  }
  return path.join('/')
}

async function readTexts(
  archive: ZipArchive,
  part: string,
  allowance: Allowance,
  limits: ImportLimits,
): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  // Reading aids above the characters (rPh) repeat the text in another script.
  let isAid = false
  const handler: Partial<XmlHandler> & Pick<XmlHandler, 'open'> = {
    wantsText: false,
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') isAid = true
      this.wantsText = name === 't' && !isAid
    },
    close(name) {
      this.wantsText = false
      if (name === 'rPh') isAid = false
      else if (name === 'si') texts.push(decodeEscapes(text, limits))
    },
    text(part) {
      text += part
    },
  }
  await scan(archive, part, allowance, handler, limits.textBytes)
  return texts
}

/** Excel writes control characters as `_x000D_`. */
export function decodeEscapes(text: string, limits: ImportLimits): string {
  if (text.length > limits.cellLength) {
    throw new ImportRefusal('cell-too-long', '表格里有一格内容太长（超过 32767 个字），请删短后再上传')
  }
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** Number formats that Excel has built in and that show a date. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)

async function readDateStyles(archive: ZipArchive, part: string, allowance: Allowance): Promise<boolean[]> {
  const custom = new Map<number, boolean>()
  const styles: boolean[] = []
  let isCellStyle = false
  await scan(archive, part, allowance, {
    open(name, tag) {
      if (name === 'numFmt') {
        const format = (attribute(tag, 'formatCode') ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
        custom.set(Number(attribute(tag, 'numFmtId')), /[yd]/i.test(format))
      } else if (name === 'cellXfs') isCellStyle = true
      else if (name === 'xf' && isCellStyle) {
        const id = Number(attribute(tag, 'numFmtId'))
        styles.push(custom.get(id) ?? isBuiltInDate(id))
      }
    },
    close(name) {
      if (name === 'cellXfs') isCellStyle = false
    },
  })
  return styles
}

async function scan(
  archive: ZipArchive,
  part: string,
  allowance: Allowance,
  handler: Partial<XmlHandler> & Pick<XmlHandler, 'open'>,
  bytes = SMALL_PART,
): Promise<void> {
  const whole: XmlHandler = Object.assign(handler, {
    wantsText: handler.wantsText ?? false,
    close: handler.close ?? (() => undefined),
    text: handler.text ?? (() => undefined),
  })
  const scanner = new XmlScanner(whole, TOKEN)
  const turns = new Turns()
  const before = Math.min(allowance.left, bytes)
  const own = { left: before }
  for await (const chunk of archive.read(part, own)) {
    scanner.push(chunk)
    await turns.share()
  }
  scanner.end()
  allowance.left -= before - own.left
}

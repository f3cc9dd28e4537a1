import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'

export interface XmlHandler {
  /** `tag` is all between `<name` and `>`, for `attribute`. An empty element is opened and closed. */
  open(name: string, tag: string): void
  close(name: string): void
  /** Asked before text is decoded: most text of a sheet is not wanted. */
  wantsText: boolean
  text(text: string): void
}

const LESS = 0x3c
const GREATER = 0x3e
const SLASH = 0x2f
const BANG = 0x21
const QUESTION = 0x3f
const QUOTE = 0x22
const APOSTROPHE = 0x27

const malformed = () =>
  new ImportRefusal('damaged', '表格内容不完整，读不下去；请在 Excel 或 WPS 里打开，另存为 .xlsx 再上传')

/**
 * A scanner for the XML that spreadsheet programs write. It works on bytes, chunk by chunk, so that a sheet of
 * 100 MB is never one string, and it makes fresh strings, so that no cell keeps a whole chunk alive.
 * It refuses document types: nothing in a workbook needs one, and entities declared there can expand without end.
 * Namespace prefixes are dropped. It does not check that tags nest; a reader that needs order checks it itself.
 */
export class XmlScanner {
  readonly #handler: XmlHandler
  /** Bytes one tag or one text may take before the file is refused. */
  readonly #limit: number
  #rest: Buffer = Buffer.alloc(0)

  constructor(handler: XmlHandler, limit: number) {
    this.#handler = handler
    this.#limit = limit
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const used = this.#scan(bytes)
    if (bytes.length - used > this.#limit) {
      throw new ImportRefusal('cell-too-long', '表格里有一格内容太长（超过 32767 个字），请删短后再上传')
    }
    this.#rest = bytes.subarray(used)
  }

  end(): void {
    if (this.#rest.toString('utf8').trim() !== '') throw malformed()
  }

  #scan(bytes: Buffer): number {
    let at = 0
    for (;;) {
      const less = bytes.indexOf(LESS, at)
      if (less < 0) return at
      const after = this.#token(bytes, less)
      if (after < 0) return at
      // The text is handed over together with the tag that ends it, so it is always whole.
      if (less > at && this.#handler.wantsText) this.#handler.text(decodeXmlText(bytes.toString('utf8', at, less)))
      this.#emit(bytes, less, after)
      at = after
    }
  }

  /** Where the token that starts at `less` ends, or -1 when more bytes are needed. */
  #token(bytes: Buffer, less: number): number {
    const second = bytes[less + 1]
    if (second === undefined) return -1
    if (second === BANG) {
      if (bytes.length < less + 9) return -1
      const start = bytes.toString('latin1', less, less + 9)
      if (start.startsWith('<!--')) return after(bytes, '-->', less)
      if (start === '<![CDATA[') return after(bytes, ']]>', less)
      throw malformed()
    }
    if (second === QUESTION) return after(bytes, '?>', less)
    let quote = 0
    for (let at = less + 1; at < bytes.length; at += 1) {
      const byte = bytes[at]
      if (quote !== 0) {
        if (byte === quote) quote = 0
      } else if (byte === GREATER) return at + 1
      else if (byte === QUOTE || byte === APOSTROPHE) quote = byte
    }
    return -1
  }

  #emit(bytes: Buffer, start: number, end: number): void {
    const second = bytes[start + 1]
    if (second === QUESTION) return
    if (second === BANG) {
      if (bytes[start + 2] === 0x5b && this.#handler.wantsText) {
        this.#handler.text(bytes.toString('utf8', start + 9, end - 3))
      }
      return
    }
    if (second === SLASH) {
      this.#handler.close(localName(nameAt(bytes, start + 2, end - 1)))
      return
    }
    const isEmpty = bytes[end - 2] === SLASH
    const last = isEmpty ? end - 2 : end - 1
    const whole = nameAt(bytes, start + 1, last)
    const name = localName(whole)
    const rest = start + 1 + whole.length
    this.#handler.open(name, rest < last ? bytes.toString('utf8', rest, last) : '')
    if (isEmpty) this.#handler.close(name)
  }
}

const NAMES = new Map<number, string>()

/**
 * The name that begins at `start`, prefix included. A sheet has millions of tags of a dozen short names, so the
 * bytes of a short name are looked up as a number before a string is made of them.
 */
function nameAt(bytes: Buffer, start: number, end: number): string {
  let key = 0
  let at = start
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte <= 0x20) break
    key = at - start < 6 ? key * 256 + byte : -1
  }
  const known = key > 0 ? NAMES.get(key) : undefined
  if (known !== undefined) return known
  const name = bytes.toString('latin1', start, at)
  if (key > 0 && NAMES.size < 1000) NAMES.set(key, name)
  return name
}

function after(bytes: Buffer, mark: string, from: number): number {
  const found = bytes.indexOf(mark, from + 2)
  return found < 0 ? -1 : found + mark.length
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

const PATTERNS = new Map<string, { plain: string; any: RegExp }>()

/** The value of an attribute, by its name without prefix, or null. */
export function attribute(tag: string, name: string): string | null {
  let pattern = PATTERNS.get(name)
  if (pattern === undefined) {
    const any = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    PATTERNS.set(name, (pattern = { plain: ` ${name}="`, any }))
  }
  // Three lookups per cell add up: the form that all programs write is found without the expression.
  const start = tag.includes("'") ? -1 : tag.indexOf(pattern.plain)
  if (start >= 0) {
    const from = start + pattern.plain.length
    return decodeXmlText(tag.slice(from, tag.indexOf('"', from)))
  }
  const found = pattern.any.exec(tag)
  return found === null ? null : decodeXmlText(found[1] ?? found[2] ?? '')
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Replaces the five named and all numeric character references, once. An unknown one stays as it is written. */
function decodeXmlText(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (_, hex, decimal, named) => {
    if (typeof named === 'string') return NAMED[named.toLowerCase()] ?? ''
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : '\uFFFD'
  })
}

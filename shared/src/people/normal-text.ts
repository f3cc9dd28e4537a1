import { simplifiedUnit } from './traditional.ts'

/**
 * Text folded for reading: compatibility forms (NFKC), simplified script, one kind of dash, line ends as `\n`,
 * emoji as blanks, circled and keycap numbers as `(12)`. `origin[i]` is the offset in the source text of
 * unit `i`; `origin[text.length]` is the source's length, so that any range can be shown in the original.
 */
export type NormalText = { readonly text: string; readonly origin: readonly number[] }

const DASHES = new Set('‐‑‒–—―−﹘﹣－─━ー⸺⸻﹉﹊')
const SYMBOLS: Readonly<Record<string, string>> = {
  '∶': ':',
  '﹕': ':',
  '︰': ':',
  '〜': '~',
  '∼': '~',
  丨: '|',
  '│': '|',
  '┃': '|',
  '○': '〇',
  '◯': '〇',
  '➕': '+',
  '﹢': '+',
  '•': '·',
  '‧': '·',
  '・': '·',
  '●': ' ',
  '【': '[',
  '】': ']',
  '〖': '[',
  '〗': ']',
  '→': '→',
  '〔': '[',
  '〕': ']',
  '『': '「',
  '』': '」',
  '《': '[',
  '》': ']',
}
/** After one of these a circled number is part of an address, not an index: ②栋. */
const ADDRESS_UNIT = /^[号栋幢座单楼层室巷弄组队區区号]/

function circledValue(code: number): number | null {
  if (code >= 0x2460 && code <= 0x2473) return code - 0x2460 + 1
  if (code >= 0x3251 && code <= 0x325f) return code - 0x3251 + 21
  if (code >= 0x32b1 && code <= 0x32bf) return code - 0x32b1 + 36
  if (code >= 0x2776 && code <= 0x277f) return code - 0x2776 + 1
  if (code >= 0x2780 && code <= 0x2789) return code - 0x2780 + 1
  if (code >= 0x278a && code <= 0x2793) return code - 0x278a + 1
  if (code >= 0x24eb && code <= 0x24f4) return code - 0x24eb + 11
  if (code >= 0x24f5 && code <= 0x24fe) return code - 0x24f5 + 1
  return null
}

/** Length of a keycap digit (digit, optional selector, enclosing square) at `at`, or 0. */
function keycapLength(source: string, at: number): number {
  const digit = source.charCodeAt(at)
  if (digit < 48 || digit > 57) return 0
  if (source.charCodeAt(at + 1) === 0x20e3) return 2
  return source.charCodeAt(at + 1) === 0xfe0f && source.charCodeAt(at + 2) === 0x20e3 ? 3 : 0
}

function isInvisible(code: number): boolean {
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff ||
    code === 0xfe0f ||
    code === 0xfe0e ||
    code === 0x20e3 ||
    code === 0x00ad
  )
}

const foldedUnits = new Map<number, string>()

/** One unit of the basic plane that is neither ASCII nor needs its neighbours. */
function foldUnit(code: number, character: string): string {
  const known = foldedUnits.get(code)
  if (known !== undefined) return known
  const simple = simplifiedUnit(code)
  let folded = simple ?? SYMBOLS[character] ?? character
  if (DASHES.has(character)) folded = '-'
  else if (simple === undefined && SYMBOLS[character] === undefined && !(code >= 0x4e00 && code <= 0x9fff)) {
    folded = ''
    for (const part of character.normalize('NFKC'))
      folded += simplifiedUnit(part.charCodeAt(0)) ?? SYMBOLS[part] ?? (DASHES.has(part) ? '-' : part)
    if ((code >= 0x2190 && code <= 0x23ff) || (code >= 0x2580 && code <= 0x2bff)) folded = ' '
    else if (/^\s$/.test(folded)) folded = ' '
  }
  foldedUnits.set(code, folded)
  return folded
}

/** Folds a text for reading; never throws, also not on broken surrogates. Linear in the text's length. */
export function normalText(source: string): NormalText {
  const pieces: string[] = []
  const origin: number[] = []
  const put = (piece: string, at: number): void => {
    pieces.push(piece)
    for (let k = 0; k < piece.length; k += 1) origin.push(at)
  }
  for (let i = 0; i < source.length; i += 1) {
    const code = source.charCodeAt(i)
    const cap = code < 58 ? keycapLength(source, i) : 0
    if (cap > 0) {
      let digits = ''
      let end = i
      for (let step = cap; step > 0; step = keycapLength(source, end)) {
        digits += source[end] as string
        end += step
      }
      put(ADDRESS_UNIT.test(source.slice(end, end + 1)) ? digits : `(${digits})`, i)
      i = end - 1
    } else if (code === 13) {
      put('\n', i)
      if (source.charCodeAt(i + 1) === 10) i += 1
    } else if (code === 9 || code === 10 || (code >= 32 && code < 127)) {
      put(source[i] as string, i)
    } else if (code === 11 || code === 12 || code === 0x2028 || code === 0x2029 || code === 0x85) {
      put('\n', i)
    } else if (isInvisible(code) || code < 32) {
      continue
    } else if (code >= 0xd800 && code <= 0xdbff) {
      const point = source.codePointAt(i) as number
      if (point === 0x1f51f) put('(10)', i)
      else if (point >= 0x20000 && point <= 0x3ffff) put(source.slice(i, i + 2), i)
      else if (point >= 0x1d400 && point <= 0x1d7ff) put(source.slice(i, i + 2).normalize('NFKC'), i)
      else put(' ', i)
      if (point > 0xffff) i += 1
    } else if (code >= 0xdc00 && code <= 0xdfff) {
      put(' ', i)
    } else {
      const circled = circledValue(code)
      if (circled === null) put(foldUnit(code, source[i] as string), i)
      else put(ADDRESS_UNIT.test(source.slice(i + 1, i + 2)) ? String(circled) : `(${circled})`, i)
    }
  }
  origin.push(source.length)
  return { text: pieces.join(''), origin }
}

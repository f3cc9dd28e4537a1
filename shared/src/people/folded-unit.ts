import { simplifiedUnit } from './traditional.ts'

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

/** The number in a circle or brackets that a character is (③), or null. */
export function circledValue(code: number): number | null {
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

/** Marks that are not seen: joiners, direction marks, variation selectors. */
export function isInvisible(code: number): boolean {
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
export function foldUnit(code: number, character: string): string {
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

/** A character beyond the basic plane, or half of one: rare ideographs and letter forms stay readable, emoji do not. */
export function foldPoint(point: number, written: string): string {
  if (point === 0x1f51f) return '(10)'
  if (point >= 0x20000 && point <= 0x3ffff) return written
  return point >= 0x1d400 && point <= 0x1d7ff ? written.normalize('NFKC') : ' '
}

import { circledValue, foldPoint, foldUnit, isInvisible } from './folded-unit.ts'

/**
 * Text folded for reading: compatibility forms (NFKC), simplified script, one kind of dash, line ends as `\n`,
 * emoji as blanks, circled and keycap numbers as `(12)`. `origin[i]` is the offset in the source text of
 * unit `i`; `origin[text.length]` is the source's length, so that any range can be shown in the original.
 */
export type NormalText = { readonly text: string; readonly origin: Int32Array }

/** After one of these a circled number is part of an address, not an index: ②栋. */
const ADDRESS_UNIT = /^[号栋幢座单楼层室巷弄组队區区号]/

/** Length of a keycap digit (digit, optional selector, enclosing square) at `at`, or 0. */
function keycapLength(source: string, at: number): number {
  const digit = source.charCodeAt(at)
  if (digit < 48 || digit > 57) return 0
  if (source.charCodeAt(at + 1) === 0x20e3) return 2
  return source.charCodeAt(at + 1) === 0xfe0f && source.charCodeAt(at + 2) === 0x20e3 ? 3 : 0
}

/** Units that folding leaves as they are, wherever they stand: 1 for those that have been met. */
const unchanged = new Uint8Array(0x10000)
for (let code = 32; code < 127; code += 1) if (code < 48 || code > 57) unchanged[code] = 1
unchanged[9] = 1
unchanged[10] = 1

/** The folded text while it grows. */
class Folding {
  private text = ''
  private origin: Int32Array
  private length = 0

  constructor(private readonly source: string) {
    this.origin = new Int32Array(source.length + 64)
  }

  /** Takes the source from `start` to `end` as it is. */
  keep(start: number, end: number): void {
    if (start >= end) return
    this.reserve(end - start)
    this.text += this.source.slice(start, end)
    for (let at = start; at < end; at += 1) this.origin[this.length++] = at
  }

  /** Puts `piece` for what stands at `at`. */
  put(piece: string, at: number): void {
    this.reserve(piece.length)
    this.text += piece
    for (let k = 0; k < piece.length; k += 1) this.origin[this.length++] = at
  }

  done(): NormalText {
    this.reserve(1)
    this.origin[this.length] = this.source.length
    return { text: this.text, origin: this.origin.subarray(0, this.length + 1) }
  }

  private reserve(units: number): void {
    if (this.length + units <= this.origin.length) return
    const larger = new Int32Array(2 * (this.length + units))
    larger.set(this.origin)
    this.origin = larger
  }
}

/** Folds a text for reading; never throws, also not on broken surrogates. Linear in the text's length. */
export function normalText(source: string): NormalText {
  const folding = new Folding(source)
  let kept = 0
  for (let i = 0; i < source.length; i += 1) {
    const code = source.charCodeAt(i)
    if (unchanged[code] === 1 || (code >= 48 && code <= 57 && keycapLength(source, i) === 0)) continue
    folding.keep(kept, i)
    i = foldAt(source, i, code, folding)
    kept = i + 1
  }
  folding.keep(kept, source.length)
  return folding.done()
}

/** Folds what stands at `i`; returns its last unit. */
function foldAt(source: string, i: number, code: number, folding: Folding): number {
  if (code < 58 && keycapLength(source, i) > 0) return foldKeycaps(source, i, folding)
  if (code === 13) {
    folding.put('\n', i)
    return source.charCodeAt(i + 1) === 10 ? i + 1 : i
  }
  if (code === 11 || code === 12 || code === 0x2028 || code === 0x2029 || code === 0x85) folding.put('\n', i)
  else if (isInvisible(code) || code < 32) return i
  else if (code >= 0xd800 && code <= 0xdbff) {
    const point = source.codePointAt(i) as number
    folding.put(foldPoint(point, source.slice(i, i + 2)), i)
    return point > 0xffff ? i + 1 : i
  } else if (code >= 0xdc00 && code <= 0xdfff) folding.put(' ', i)
  else {
    const circled = circledValue(code)
    if (circled === null) {
      const character = source[i] as string
      const folded = foldUnit(code, character)
      if (folded === character) unchanged[code] = 1
      folding.put(folded, i)
    } else folding.put(ADDRESS_UNIT.test(source.slice(i + 1, i + 2)) ? String(circled) : `(${circled})`, i)
  }
  return i
}

/** Keycap digits in a row are one number. Returns the last unit of the last. */
function foldKeycaps(source: string, i: number, folding: Folding): number {
  let digits = ''
  let end = i
  for (let step = keycapLength(source, end); step > 0; step = keycapLength(source, end)) {
    digits += source[end] as string
    end += step
  }
  folding.put(ADDRESS_UNIT.test(source.slice(end, end + 1)) ? digits : `(${digits})`, i)
  return end - 1
}

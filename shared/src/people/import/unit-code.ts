/** Why a code is none. `number`: a spreadsheet turned it into a number and its tail is lost. */
export type UnitCodeProblem = 'number' | 'length' | 'structure' | 'ditto'

export type UnitCodeReading =
  | { ok: true; parcelCode: string; unitCode: string | null }
  | { ok: false; problem: UnitCodeProblem; sentence: string; suggestion: string | null }

/** County (6 digits), cadastral district and sub-district (3 and 3), two letters, serial number (5). */
const PARCEL = /^\d{12}[GJZ][ABCDEFGHLNSWXY]\d{5}$/
/** Parcel, F (a building) or W (no building), building number (4) and household number (4). */
const UNIT = /^(\d{12}[GJZ][ABCDEFGHLNSWXY]\d{5})[FW]\d{8}$/
const PARCEL_LENGTH = 19
const UNIT_LENGTH = 28

/**
 * Reads a real estate unit code (28 characters) or a land parcel code (19) by the structure that GB/T 37346 lays
 * down. Blanks, full-width and lower-case letters are folded, since the standard itself prints the code in groups.
 * There is no check digit, so a wrong digit cannot be seen. When exchanging characters that scanners mix up
 * (B and 8, O and 0, I and 1 …) gives a proper code, that code is suggested; it is never used in place of the written one.
 */
export function readUnitCode(text: string): UnitCodeReading {
  const written = text.normalize('NFKC').trim()
  if (/^[\d.]+E\+?\d+$/i.test(written) || /^\d{13,15}0{4,}$/.test(written)) {
    return refuse(
      'number',
      '单元号被 Excel 变成了科学计数的数字，后面几位已经丢失；请把这一列设为“文本”，按原件重新填写',
    )
  }
  const code = written.replace(/[\s\u200b-\u200f\ufeff'’‘`]+/g, '').toUpperCase()
  if (UNIT.test(code)) return { ok: true, parcelCode: code.slice(0, PARCEL_LENGTH), unitCode: code }
  if (PARCEL.test(code)) return { ok: true, parcelCode: code, unitCode: null }
  if (code.length !== UNIT_LENGTH && code.length !== PARCEL_LENGTH) {
    return refuse('length', `单元号应为 28 位（宗地代码 19 位），这里是 ${code.length} 位；请按原件核对`)
  }
  return badStructure(code)
}

function badStructure(code: string): UnitCodeReading {
  const at = firstMisfit(code)
  const suggestion = suggest(code)
  const expected = EXPECTED[classOf(at)]
  const where = `单元号第 ${at + 1} 位是“${code[at] ?? ''}”，${expected}`
  if (suggestion === null) return refuse('structure', `${where}；请按原件核对`)
  return { ...refuse('structure', `${where}，可能看错了字；请核对，对的话改成 ${suggestion}`), suggestion }
}

function refuse(problem: UnitCodeProblem, sentence: string): Extract<UnitCodeReading, { ok: false }> {
  return { ok: false, problem, sentence, suggestion: null }
}

type Place = 'digit' | 'owner' | 'right' | 'fixture'

const EXPECTED: Record<Place, string> = {
  digit: '应当是数字',
  owner: '应当是字母 G、J 或 Z',
  right: '应当是字母（如宅基地 C、建设用地 B）',
  fixture: '应当是字母 F 或 W',
}
const FITS: Record<Place, RegExp> = {
  digit: /\d/,
  owner: /[GJZ]/,
  right: /[ABCDEFGHLNSWXY]/,
  fixture: /[FW]/,
}
/** What a character that does not fit its place may have been before somebody or a scanner misread it. */
const MIXED_UP: Record<Place, Readonly<Record<string, string>>> = {
  digit: { O: '0', Q: '0', D: '0', I: '1', L: '1', B: '8', S: '5', Z: '2', G: '6' },
  owner: { '6': 'G', '2': 'Z', I: 'J', '1': 'J' },
  right: { '8': 'B', '5': 'S', '6': 'G', '0': 'D' },
  fixture: { E: 'F', P: 'F' },
}

function classOf(at: number): Place {
  if (at === 12) return 'owner'
  if (at === 13) return 'right'
  return at === PARCEL_LENGTH ? 'fixture' : 'digit'
}

function firstMisfit(code: string): number {
  for (let at = 0; at < code.length; at += 1) if (!FITS[classOf(at)].test(code[at] ?? '')) return at
  return code.length - 1
}

function suggest(code: string): string | null {
  let mended = ''
  for (let at = 0; at < code.length; at += 1) {
    const place = classOf(at)
    const character = code[at] ?? ''
    mended += FITS[place].test(character) ? character : (MIXED_UP[place][character] ?? character)
  }
  return UNIT.test(mended) || PARCEL.test(mended) ? mended : null
}

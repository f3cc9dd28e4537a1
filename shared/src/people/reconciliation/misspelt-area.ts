/** Characters that tell one area from another rather than being a slip: another of them is another place. */
const TELLING = /^[东西南北中上下左右前后内外新旧老大小高低头尾甲乙丙丁戊一二三四五六七八九十A-Z\d]$/
const KIND_OF_PLACE = /^[区村组队厝埕路街巷弄里片园苑城庄寨堡湾坑坂坪岭山边桥溪港洋塘澳屿墩]$/

/**
 * Whether `written` is a slip of `known` (both folded, see `foldArea`): one character wrong, missing, added or two
 * swapped (two in a name of four and more), all numbers the same, and not merely another direction or number.
 */
export function isMisspeltArea(written: string, known: string): boolean {
  if (written === known || known.length < 2) return false
  const numbers = (text: string): string => text.replace(/\D+/g, ',').replace(/^,|,$/g, '')
  if (numbers(written) !== numbers(known) || Math.abs(written.length - known.length) > 2) return false
  if (written.length >= 2 && (known.startsWith(written) || known.endsWith(written)) && !/\d/.test(known)) return true
  const letters = known.replace(/\d+/g, '').length
  const allowed = letters >= 4 ? 2 : 1
  const steps = edits(written, known)
  return steps !== null && steps.count <= allowed && !steps.telling
}

/** Edit steps between two short texts, and whether a telling character was put for another telling one. */
function edits(written: string, known: string): { count: number; telling: boolean } | null {
  if (written.length > 24 || known.length > 24) return null
  const rows = written.length + 1
  const columns = known.length + 1
  const table: number[][] = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  const cell = (i: number, j: number): number => (table[i] as number[])[j] as number
  for (let i = 1; i < rows; i += 1) {
    for (let j = 1; j < columns; j += 1) {
      const same = written[i - 1] === known[j - 1]
      let best = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (same ? 0 : 1))
      if (i > 1 && j > 1 && written[i - 1] === known[j - 2] && written[i - 2] === known[j - 1])
        best = Math.min(best, cell(i - 2, j - 2) + 1)
      ;(table[i] as number[])[j] = best
    }
  }
  return { count: cell(rows - 1, columns - 1), telling: tellingDifference(written, known) }
}

function tellingDifference(written: string, known: string): boolean {
  if (written.length !== known.length) return shorterIsTold(written, known)
  for (let k = 0; k < written.length; k += 1) {
    const [left, right] = [written[k] as string, known[k] as string]
    if (left !== right && KIND_OF_PLACE.test(left) && KIND_OF_PLACE.test(right) && written[k + 1] !== right) return true
    if (left !== right && TELLING.test(left) && written[k + 1] !== right) return true
  }
  return false
}

/** A direction or number too many (`东新村` for `新村`) names another place. */
function shorterIsTold(written: string, known: string): boolean {
  const [short, long] = written.length < known.length ? [written, known] : [known, written]
  let at = 0
  for (const character of long) {
    if (character === short[at]) at += 1
    else if (TELLING.test(character) && !short.includes(character)) return true
  }
  return false
}

const MASK = '·'
const LOOK_AHEAD = 60

/**
 * The server masks phone digits in place. To reword a line one needs its own words: they are found again in the
 * pasted text, from the line on which the entry starts, where every character that is not masked agrees.
 * Gives the masked words when the text does not hold them.
 */
export function rawWords(pasted: string, line: number | null, masked: string): string {
  if (line === null || !masked.includes(MASK)) return masked
  const start = lineStart(pasted, line)
  if (start < 0) return masked
  for (let offset = start; offset <= start + LOOK_AHEAD; offset += 1) {
    const words = pasted.slice(offset, offset + masked.length)
    if (words.length < masked.length) break
    if (agrees(words, masked)) return words
  }
  return masked
}

function agrees(words: string, masked: string): boolean {
  for (let index = 0; index < masked.length; index += 1) {
    if (masked[index] !== words[index] && masked[index] !== MASK) return false
  }
  return true
}

function lineStart(text: string, line: number): number {
  let start = 0
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf('\n', start)
    if (end < 0) return -1
    start = end + 1
  }
  return start
}

const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]/u

/** How many columns of a terminal a text takes: Chinese characters, full-width signs and emoji take two. */
export function displayWidth(text: string): number {
  let width = 0
  for (const sign of text) width += ZERO_WIDTH.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1
  return width
}

/** Text of strangers on a terminal: no line breaks, and no control or direction signs that could repaint it. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
}

export function shorten(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let width = 0
  let kept = ''
  for (const sign of text) {
    width += displayWidth(sign)
    if (width > columns - 1) break
    kept += sign
  }
  return `${kept}…`
}

export interface Column {
  title: string
  align?: 'left' | 'right'
  /** Longer texts are cut. */
  max?: number
}

/** Rows under their titles, aligned in a terminal. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) =>
    columns.map((column, i) => {
      const text = printable(row[i] ?? '')
      return column.max === undefined ? text : shorten(text, column.max)
    }),
  )
  const lines = [columns.map((column) => column.title), ...cells]
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => displayWidth(line[i] ?? ''))))
  return lines
    .map((line) =>
      columns
        .map((column, i) => {
          const text = line[i] ?? ''
          const air = ' '.repeat((widths[i] ?? 0) - displayWidth(text))
          return column.align === 'right' ? air + text : text + air
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

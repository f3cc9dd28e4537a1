import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { encode } from 'uqr'

/*
 * What slips and labels are drawn with. Fonts are cut down to the letters that occur, so that a village's file stays
 * small. One file is drawn at a time.
 */

export type Page = PDFKit.PDFDocument

const fontFile = (path: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${path}`)
// Named by their paths everywhere: under a name of ours the same file would be read again for every line.
export const REGULAR = fontFile('400Regular/NotoSansSC_400Regular.ttf')
export const BOLD = fontFile('700Bold/NotoSansSC_700Bold.ttf')

export const INK = '#000000'
export const QUIET = '#444444'

/** Of A4, in points. */
export const [WIDE, HIGH] = [595.28, 841.89]

/** Dark squares in one row are drawn as one bar: a third of the strokes. */
export function drawQr(page: Page, text: string, x: number, y: number, side: number): void {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const unit = side / size
  for (const [row, modules] of data.entries())
    for (let from = 0; from < size; from += 1) {
      if (modules[from] !== true) continue
      let to = from
      while (modules[to] === true) to += 1
      page.rect(x + from * unit, y + row * unit, (to - from) * unit, unit)
      from = to
    }
  page.fill(INK)
}

export interface Line {
  font?: string
  size: number
  width: number
  colour?: string
}

/** One line, smaller when it would not fit. */
export function drawLine(page: Page, text: string, x: number, y: number, line: Line): void {
  page.font(line.font ?? REGULAR).fontSize(line.size)
  const width = page.widthOfString(text)
  if (width > line.width) page.fontSize((line.size * line.width) / width)
  page.fillColor(line.colour ?? INK).text(text, x, y, { lineBreak: false })
}

/** Lines to cut an A4 sheet along, so many columns and rows inside its margin. */
export function drawCuts(page: Page, margin: number, columns: number, rows: number): void {
  const [width, height] = [(WIDE - 2 * margin) / columns, (HIGH - 2 * margin) / rows]
  page.lineWidth(0.5).dash(3, { space: 3 }).strokeColor('#777777')
  for (let column = 0; column <= columns; column += 1)
    page.moveTo(margin + column * width, margin).lineTo(margin + column * width, HIGH - margin)
  for (let row = 0; row <= rows; row += 1)
    page.moveTo(margin, margin + row * height).lineTo(WIDE - margin, margin + row * height)
  page.stroke().undash()
}

async function drawn(draw: (page: Page) => Promise<void>): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, font: REGULAR })
  const parts: Buffer[] = []
  document.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<void>((resolve, reject) => {
    document.once('end', resolve)
    document.once('error', reject)
  })
  await draw(document)
  document.end()
  await ended
  return Buffer.concat(parts)
}

let drawing: Promise<unknown> = Promise.resolve()

/** A PDF; `draw` adds its pages, and gives way after each. */
export function paper(draw: (page: Page) => Promise<void>): Promise<Buffer> {
  const mine = drawing.then(() => drawn(draw))
  drawing = mine.catch(() => undefined)
  return mine
}

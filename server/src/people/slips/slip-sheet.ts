import { createRequire } from 'node:module'
import { setImmediate } from 'node:timers/promises'
import { civilDay } from '@gezhong/shared/civil-day'
import { groupedSlipCode, slipAddress, type SlipPlace } from '@gezhong/shared/people/slips/code'
import PDFDocument from 'pdfkit'
import { encode } from 'uqr'

/*
 * Slips on A4, eight a page, with lines to cut along, in the order they are given. The fonts are cut down to the letters
 * that occur, so that a village's file stays small. One file is drawn at a time, and other requests get their turn
 * after every page.
 */

export interface PrintedSlip {
  village: string
  place: string
  door: string
  code: string
  expiresAt: Date
  /** The name of whom to ask; null where nobody is named. */
  worker: string | null
}

const [WIDE, HIGH] = [595.28, 841.89]
const MARGIN = 24
const [COLUMNS, ROWS] = [2, 4]
const SLIPS_A_PAGE = COLUMNS * ROWS
const CELL = { width: (WIDE - 2 * MARGIN) / COLUMNS, height: (HIGH - 2 * MARGIN) / ROWS }
const PAD = 14
const QR = 104

const fontFile = (path: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${path}`)
// Named by their paths everywhere: under a name of ours the same file would be read again for every line.
const REGULAR = fontFile('400Regular/NotoSansSC_400Regular.ttf')
const BOLD = fontFile('700Bold/NotoSansSC_700Bold.ttf')

const INK = '#000000'
const QUIET = '#444444'

/** Dark squares in one row are drawn as one bar: a third of the strokes. */
function drawQr(page: PDFKit.PDFDocument, text: string, x: number, y: number): void {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const unit = QR / size
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

interface Line {
  font?: string
  size: number
  width: number
  colour?: string
}

/** One line, smaller when it would not fit. */
function drawLine(page: PDFKit.PDFDocument, text: string, x: number, y: number, line: Line): void {
  page.font(line.font ?? REGULAR).fontSize(line.size)
  const width = page.widthOfString(text)
  if (width > line.width) page.fontSize((line.size * line.width) / width)
  page.fillColor(line.colour ?? INK).text(text, x, y, { lineBreak: false })
}

function drawCuts(page: PDFKit.PDFDocument): void {
  page.lineWidth(0.5).dash(3, { space: 3 }).strokeColor('#777777')
  for (let column = 0; column <= COLUMNS; column += 1)
    page.moveTo(MARGIN + column * CELL.width, MARGIN).lineTo(MARGIN + column * CELL.width, HIGH - MARGIN)
  for (let row = 0; row <= ROWS; row += 1)
    page.moveTo(MARGIN, MARGIN + row * CELL.height).lineTo(WIDE - MARGIN, MARGIN + row * CELL.height)
  page.stroke().undash()
}

function dayWords(day: Date): string {
  const [, month, date] = civilDay(day).split('-').map(Number)
  return `${month}月${date}日`
}

function drawSlip(page: PDFKit.PDFDocument, slip: PrintedSlip, place: SlipPlace, left: number, top: number): void {
  const inside = CELL.width - 2 * PAD
  const [x, y] = [left + PAD, top + PAD]
  drawLine(page, `${slip.village}　${slip.place}`, x, y - 3, { size: 9, width: inside, colour: QUIET })
  drawLine(page, slip.door, x, y + 9, { font: BOLD, size: 19, width: inside })
  const body = y + 42
  drawQr(page, slipAddress(place, slip.code), x, body)
  const beside = { x: x + QR + 12, width: inside - QR - 12 }
  drawLine(page, '纸条上的8个字母', beside.x, body - 2, { size: 9, width: beside.width, colour: QUIET })
  drawLine(page, groupedSlipCode(slip.code), beside.x, body + 9, { font: BOLD, size: 19, width: beside.width })
  const ask = slip.worker === null ? '网格员' : `网格员${slip.worker}`
  page
    .font(REGULAR)
    .fontSize(10)
    .fillColor(INK)
    .text(`您好，用手机扫左边的码，点“进入”，就能替家里上报；不会用，请问${ask}。`, beside.x, body + 40, {
      width: beside.width,
      height: 62,
      lineGap: -1,
      ellipsis: true,
    })
  const shown = place.pages.replace(/^https?:\/\//, '').replace(/\/+$/, '')
  drawLine(page, `${dayWords(slip.expiresAt)}前有效，请收好　${shown}`, x, body + QR + 5, {
    size: 8,
    width: inside,
    colour: QUIET,
  })
}

async function draw(slips: readonly PrintedSlip[], where: SlipPlace): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, font: REGULAR })
  const parts: Buffer[] = []
  document.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<void>((resolve, reject) => {
    document.once('end', resolve)
    document.once('error', reject)
  })
  for (const [index, slip] of slips.entries()) {
    const place = index % SLIPS_A_PAGE
    if (place === 0) {
      await setImmediate()
      document.addPage()
      drawCuts(document)
    }
    const left = MARGIN + (place % COLUMNS) * CELL.width
    drawSlip(document, slip, where, left, MARGIN + Math.floor(place / COLUMNS) * CELL.height)
  }
  document.end()
  await ended
  return Buffer.concat(parts)
}

let drawing: Promise<unknown> = Promise.resolve()

/** The sheets as a PDF; their QR codes lead to this place. */
export function slipSheets(slips: readonly PrintedSlip[], where: SlipPlace): Promise<Buffer> {
  const mine = drawing.then(() => draw(slips, where))
  drawing = mine.catch(() => undefined)
  return mine
}

import { setImmediate } from 'node:timers/promises'
import { sayFen } from '@gezhong/shared/money'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import { printableMm } from '@gezhong/shared/supplies/packing/label-paper'
import { sayShortCode } from '@gezhong/shared/supplies/vouchers/short-code'
import {
  BOLD,
  drawCuts,
  drawLine,
  drawQr,
  HIGH,
  INK,
  paper,
  QUIET,
  REGULAR,
  WIDE,
  type Page,
} from '../../paper/drawing.ts'

/*
 * Labels for bags: eight on an A4 sheet, or one a page for the roll of a small printer, as long as its goods need. They say
 * where the bag goes and what is in it, and never who lives there.
 */

export interface Label {
  title: string
  gridCode: string
  door: string
  /** The whole content of the QR code. */
  digits: string
  shortCode: string
  goods: readonly { name: string; unit: string; givenMilli: number }[]
  amountFen: number
}

const goodsOf = ({ goods }: Label): string =>
  goods.length === 0
    ? '（没有菜）'
    : goods.map(({ name, unit, givenMilli }) => `${name} ${sayQuantity(givenMilli, unit)}`).join('　')

const owed = ({ amountFen }: Label): string => `应收 ${sayFen(amountFen)}`

const MARGIN = 24
const [COLUMNS, ROWS] = [2, 4]
const CELL = { width: (WIDE - 2 * MARGIN) / COLUMNS, height: (HIGH - 2 * MARGIN) / ROWS }
const PAD = 14
const QR = 108

function drawOnSheet(page: Page, label: Label, left: number, top: number): void {
  const [x, y, inside] = [left + PAD, top + PAD - 4, CELL.width - 2 * PAD]
  const beside = { x: x + QR + 12, width: inside - QR - 12 }
  drawLine(page, label.gridCode, x, y, { font: BOLD, size: 30, width: QR })
  drawLine(page, label.title, beside.x, y + 2, { size: 8, width: beside.width, colour: QUIET })
  drawLine(page, label.door, beside.x, y + 14, { font: BOLD, size: 18, width: beside.width })
  const body = y + 46
  drawQr(page, label.digits, x, body, QR)
  drawLine(page, sayShortCode(label.shortCode), x, body + QR + 3, { font: BOLD, size: 15, width: QR })
  page.font(REGULAR).fontSize(10).fillColor(INK)
  page.text(goodsOf(label), beside.x, body - 2, { width: beside.width, height: QR, lineGap: 0, ellipsis: true })
  drawLine(page, owed(label), beside.x, body + QR + 3, { font: BOLD, size: 15, width: beside.width })
}

/** Sheets of A4 as a PDF, in the order in which the labels are given. */
export const labelSheets = (labels: readonly Label[]): Promise<Buffer> =>
  paper(async (page) => {
    for (const [index, label] of labels.entries()) {
      const place = index % (COLUMNS * ROWS)
      if (place === 0) {
        await setImmediate()
        page.addPage()
        drawCuts(page, MARGIN, COLUMNS, ROWS)
      }
      const left = MARGIN + (place % COLUMNS) * CELL.width
      drawOnSheet(page, label, left, MARGIN + Math.floor(place / COLUMNS) * CELL.height)
    }
  })

/** Points of a millimetre. */
const MM = 72 / 25.4

/** As large as it is read easily, and no larger: a roll is paid by its length. */
const MOST_CODE_MM = 38

function drawOnRoll(page: Page, label: Label, widthMm: number): void {
  const width = printableMm(widthMm) * MM
  const left = ((widthMm - printableMm(widthMm)) / 2) * MM
  const side = Math.min(MOST_CODE_MM, printableMm(widthMm)) * MM
  // White around the code, four of its squares on each side, is part of what it needs.
  const [code, white] = [(side * 37) / 45, (side * 4) / 45]
  const goods = goodsOf(label)
  page.font(REGULAR).fontSize(10)
  const goodsHigh = page.heightOfString(goods, { width })
  const top = 2 * MM
  page.addPage({ size: [widthMm * MM, top + 62 + side + 22 + goodsHigh + 28], margin: 0 })
  drawLine(page, label.gridCode, left, top - 4, { font: BOLD, size: 28, width })
  drawLine(page, label.door, left, top + 34, { font: BOLD, size: 17, width })
  const at = top + 58 + white
  drawQr(page, label.digits, left + (width - code) / 2, at, code)
  const below = at + code + white
  drawLine(page, sayShortCode(label.shortCode), left, below - 2, { font: BOLD, size: 16, width })
  page
    .font(REGULAR)
    .fontSize(10)
    .fillColor(INK)
    .text(goods, left, below + 22, { width })
  drawLine(page, owed(label), left, below + 24 + goodsHigh, { font: BOLD, size: 15, width })
}

/** One label a page, on a roll that is so wide. */
export const labelRoll = (labels: readonly Label[], widthMm: number): Promise<Buffer> =>
  paper(async (page) => {
    for (const label of labels) {
      await setImmediate()
      drawOnRoll(page, label, widthMm)
    }
  })

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
  paidFen: number
}

const goodsOf = ({ goods }: Label): string =>
  goods.length === 0
    ? '（没有菜）'
    : goods.map(({ name, unit, givenMilli }) => `${name} ${sayQuantity(givenMilli, unit)}`).join('　')

/** What is still to be taken at the door: of what was paid already nobody is asked again. */
export function owed({ amountFen, paidFen }: Pick<Label, 'amountFen' | 'paidFen'>): { main: string; aside: string } {
  const left = amountFen - paidFen
  const aside = paidFen > 0 && left > 0 ? `已付 ${sayFen(paidFen)}` : ''
  if (left === 0) return { main: paidFen === 0 ? '不用收钱' : '已付清', aside }
  if (left < 0) return { main: `要退 ${sayFen(-left)}`, aside }
  return { main: `${aside === '' ? '应收' : '还收'} ${sayFen(left)}`, aside }
}

function drawOwed(page: Page, label: Label, x: number, y: number, width: number): void {
  const { main, aside } = owed(label)
  drawLine(page, main, x, y, { font: BOLD, size: 15, width })
  if (aside === '') return
  const from = page.widthOfString(main) + 6
  drawLine(page, aside, x + from, y + 7, { size: 9, width: width - from })
}

/** Read at arm's length: rather two lines than small ones. */
const LEAST_DOOR = 13

function drawDoor(
  page: Page,
  door: string,
  x: number,
  y: number,
  { size, width }: { size: number; width: number },
): void {
  page.font(BOLD).fontSize(size)
  if ((size * width) / page.widthOfString(door) >= LEAST_DOOR) {
    drawLine(page, door, x, y, { font: BOLD, size, width })
    return
  }
  // Between words where there are some: `3 号楼 12 单元`.
  const half = page.widthOfString(door) / 2
  const cuts = Array.from(door, (_, at) => at).filter((at) => at > 0 && (!door.includes(' ') || door[at - 1] === ' '))
  const from = (at: number) => Math.abs(page.widthOfString(door.slice(0, at)) - half)
  const cut = cuts.toSorted((one, other) => from(one) - from(other))[0] ?? 0
  drawLine(page, door.slice(0, cut).trim(), x, y - 2, { font: BOLD, size: LEAST_DOOR, width })
  drawLine(page, door.slice(cut), x, y + 13, { font: BOLD, size: LEAST_DOOR, width })
}

const [GOODS, LEAST_GOODS] = [10, 6]

/** All of them, in smaller letters where they are many; where even those have no room, it is said that there are more. */
function drawGoods(
  page: Page,
  label: Label,
  x: number,
  y: number,
  { width, height }: { width: number; height: number },
): void {
  const goods = goodsOf(label)
  page.font(REGULAR).fillColor(INK)
  let size = GOODS
  while (size > LEAST_GOODS && page.fontSize(size).heightOfString(goods, { width }) > height) size -= 0.5
  page.fontSize(size).text(goods, x, y, { width, height, ellipsis: `…共 ${label.goods.length} 样` })
}

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
  drawDoor(page, label.door, beside.x, y + 14, { size: 18, width: beside.width })
  const body = y + 46
  drawQr(page, label.digits, x, body, QR)
  drawLine(page, sayShortCode(label.shortCode), x, body + QR + 3, { font: BOLD, size: 15, width: QR })
  drawGoods(page, label, beside.x, body - 2, { width: beside.width, height: QR + 4 })
  drawOwed(page, label, beside.x, body + QR + 3, beside.width)
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
  drawDoor(page, label.door, left, top + 34, { size: 17, width })
  const at = top + 58 + white
  drawQr(page, label.digits, left + (width - code) / 2, at, code)
  const below = at + code + white
  drawLine(page, sayShortCode(label.shortCode), left, below - 2, { font: BOLD, size: 16, width })
  page
    .font(REGULAR)
    .fontSize(10)
    .fillColor(INK)
    .text(goods, left, below + 22, { width })
  drawOwed(page, label, left, below + 24 + goodsHigh, width)
}

/** One label a page, on a roll that is so wide. */
export const labelRoll = (labels: readonly Label[], widthMm: number): Promise<Buffer> =>
  paper(async (page) => {
    for (const label of labels) {
      await setImmediate()
      drawOnRoll(page, label, widthMm)
    }
  })

import { setImmediate } from 'node:timers/promises'
import { civilDay } from '@gezhong/shared/civil-day'
import { groupedSlipCode, slipAddress, type SlipPlace } from '@gezhong/shared/people/slips/code'
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
 * Slips on A4, eight a page, with lines to cut along, in the order they are given. Other requests get their turn after
 * every page.
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

const MARGIN = 24
const [COLUMNS, ROWS] = [2, 4]
const SLIPS_A_PAGE = COLUMNS * ROWS
const CELL = { width: (WIDE - 2 * MARGIN) / COLUMNS, height: (HIGH - 2 * MARGIN) / ROWS }
const PAD = 14
const QR = 104

function dayWords(day: Date): string {
  const [, month, date] = civilDay(day).split('-').map(Number)
  return `${month}月${date}日`
}

function drawSlip(page: Page, slip: PrintedSlip, place: SlipPlace, left: number, top: number): void {
  const inside = CELL.width - 2 * PAD
  const [x, y] = [left + PAD, top + PAD]
  drawLine(page, `${slip.village}　${slip.place}`, x, y - 3, { size: 9, width: inside, colour: QUIET })
  drawLine(page, slip.door, x, y + 9, { font: BOLD, size: 19, width: inside })
  const body = y + 42
  drawQr(page, slipAddress(place, slip.code), x, body, QR)
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

/** The sheets as a PDF; their QR codes lead to this place. */
export const slipSheets = (slips: readonly PrintedSlip[], where: SlipPlace): Promise<Buffer> =>
  paper(async (page) => {
    for (const [index, slip] of slips.entries()) {
      const place = index % SLIPS_A_PAGE
      if (place === 0) {
        await setImmediate()
        page.addPage()
        drawCuts(page, MARGIN, COLUMNS, ROWS)
      }
      const left = MARGIN + (place % COLUMNS) * CELL.width
      drawSlip(page, slip, where, left, MARGIN + Math.floor(place / COLUMNS) * CELL.height)
    }
  })

import { createRequire } from 'node:module'
import { setImmediate } from 'node:timers/promises'
import { CARRYING_POST_WORDS, type ShownCredential } from '@gezhong/shared/grid/credentials/contract'
import PDFDocument from 'pdfkit'
import { encode } from 'uqr'

/*
 * Credentials the size of a bank card, eight on a sheet of A4, to be cut out and carried. A card shows one code, which opens
 * one grid: whoever serves several carries one for each. Only the letters that occur go into the file.
 */

export interface PrintedCard extends Omit<ShownCredential, 'codes'> {
  gridCode: string
  digits: string
  /** How many cards this credential has. */
  of: number
}

const MM = 72 / 25.4
const [WIDE, HIGH] = [210 * MM, 297 * MM]
const CARD = { width: 85.6 * MM, height: 54 * MM }
const [COLUMNS, ROWS] = [2, 4]
const CARDS_A_PAGE = COLUMNS * ROWS
const LEFT = (WIDE - COLUMNS * CARD.width) / 2
const TOP = (HIGH - ROWS * CARD.height) / 2
const PAD = 4 * MM
/** 37 squares of just under a millimetre: read from an arm's length. */
const QR = 35 * MM

const fontFile = (path: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${path}`)
const REGULAR = fontFile('400Regular/NotoSansSC_400Regular.ttf')
const BOLD = fontFile('700Bold/NotoSansSC_700Bold.ttf')
const INK = '#000000'

function drawQr(page: PDFKit.PDFDocument, digits: string, x: number, y: number): void {
  const { data, size } = encode(digits, { ecc: 'M', border: 0 })
  const unit = QR / size
  for (const [row, modules] of data.entries())
    for (const [column, dark] of modules.entries()) if (dark) page.rect(x + column * unit, y + row * unit, unit, unit)
  page.fill(INK)
}

/** One line, smaller when it would not fit; gives where the next begins. */
function drawLine(
  page: PDFKit.PDFDocument,
  text: string,
  at: { x: number; y: number; width: number },
  size: number,
  font = REGULAR,
): number {
  page.font(font).fontSize(size)
  const width = page.widthOfString(text)
  if (width > at.width) page.fontSize((size * at.width) / width)
  page.fillColor(INK).text(text, at.x, at.y, { lineBreak: false })
  return at.y + size * 1.45
}

function drawCard(page: PDFKit.PDFDocument, card: PrintedCard, left: number, top: number): void {
  page.lineWidth(0.5).strokeColor('#777777').rect(left, top, CARD.width, CARD.height).stroke()
  const inside = { x: left + PAD, width: CARD.width - 2 * PAD }
  let y = drawLine(page, card.village, { ...inside, y: top + PAD - 2 }, 9)
  y = drawLine(page, `${CARRYING_POST_WORDS[card.post]}证　${card.serial}`, { ...inside, y }, 13, BOLD)
  const beside = { x: left + PAD, width: CARD.width - 2 * PAD - QR - 2 * MM }
  y = drawLine(page, card.displayName, { ...beside, y: y + 2 }, 17, BOLD)
  y = drawLine(page, `${card.gridCode} 网格`, { ...beside, y }, 15, BOLD)
  y = drawLine(page, '只在这个网格内有效', { ...beside, y }, 8)
  y = drawLine(page, `${card.validFrom} 起`, { ...beside, y: y + 3 }, 8)
  y = drawLine(page, `${card.validUntil} 止`, { ...beside, y }, 8)
  drawLine(page, card.of > 1 ? `共 ${card.of} 张，各管一个网格` : '一人一证，不得转借', { ...beside, y }, 8)
  drawQr(page, card.digits, left + CARD.width - PAD - QR, top + CARD.height - PAD - QR + 1.5 * MM)
}

/** The sheets as a PDF. */
export async function cardSheets(cards: readonly PrintedCard[]): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, font: REGULAR })
  const parts: Buffer[] = []
  document.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<void>((resolve, reject) => {
    document.once('end', resolve)
    document.once('error', reject)
  })
  for (const [index, card] of cards.entries()) {
    const place = index % CARDS_A_PAGE
    if (place === 0) {
      // Others get their turn after every page.
      await setImmediate()
      document.addPage()
    }
    drawCard(document, card, LEFT + (place % COLUMNS) * CARD.width, TOP + Math.floor(place / COLUMNS) * CARD.height)
  }
  document.end()
  await ended
  return Buffer.concat(parts)
}

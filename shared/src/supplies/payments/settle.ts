/*
 * The money of a stall added up, to the fen. What is owed stands in the orders, what was given in payments that nobody
 * changes; everything else follows: owed = paid + open - overpaid, of each order and so of every sum of orders, and of
 * each collector cash = handed in + missing + still held.
 */

export const WAYS = ['cash', 'transfer', 'prepaid'] as const
export type Way = (typeof WAYS)[number]

/** Money that changed hands once; a taking back mirrors the payment that it names. */
export interface MoneyRow {
  id: string
  orderId: string
  way: Way
  takenFen: number
  /** Given back. */
  changeFen: number
  takesBack: string | null
  collectorId: string
}

export interface MoneyOrder {
  id: string
  /** What was ordered came to. */
  orderedFen: number
  /** What is owed now. */
  dueFen: number
}

export interface HandInRow {
  collectorId: string
  expectedFen: number
  countedFen: number
}

/** How an order stands. `paidFen` is below zero when more was given back than taken. */
export interface Stand {
  dueFen: number
  paidFen: number
  openFen: number
  overpaidFen: number
}

/** What a payment adds to what was paid; below zero for a refund. */
export const netOf = ({ takenFen, changeFen }: Pick<MoneyRow, 'takenFen' | 'changeFen'>): number => takenFen - changeFen

const sum = (amounts: readonly number[]): number => amounts.reduce((total, fen) => total + fen, 0)

export const paidOf = (rows: readonly Pick<MoneyRow, 'takenFen' | 'changeFen'>[]): number => sum(rows.map(netOf))

export const standOf = (dueFen: number, paidFen: number): Stand => ({
  dueFen,
  paidFen,
  openFen: Math.max(0, dueFen - paidFen),
  overpaidFen: Math.max(0, paidFen - dueFen),
})

/** Whether so much can be taken and given back at once: change is less than what was taken, or it is a refund. */
export const canBeGiven = ({ takenFen, changeFen }: Pick<MoneyRow, 'takenFen' | 'changeFen'>): boolean =>
  takenFen === 0 ? changeFen > 0 : changeFen < takenFen

/** Payments that count: neither taken back nor a taking back. */
export function standingRows<Row extends Pick<MoneyRow, 'id' | 'takesBack'>>(rows: readonly Row[]): Row[] {
  const gone = new Set(rows.flatMap(({ takesBack }) => takesBack ?? []))
  return rows.filter(({ id, takesBack }) => takesBack === null && !gone.has(id))
}

export type ByWay = Record<Way, number>

const byWay = (rows: readonly MoneyRow[]): ByWay => ({
  cash: paidOf(rows.filter(({ way }) => way === 'cash')),
  transfer: paidOf(rows.filter(({ way }) => way === 'transfer')),
  prepaid: paidOf(rows.filter(({ way }) => way === 'prepaid')),
})

export interface CollectorSums extends ByWay {
  collectorId: string
  payments: number
  /** Cash that was counted when handed in. */
  handedFen: number
  /** What was missing then, below zero when there was too much. */
  missingFen: number
  /** Cash not handed in yet; below zero when the collector is owed some. */
  heldFen: number
}

/** Of everybody who took money or handed some in, in order of their ids. */
export function collectorsOf(rows: readonly MoneyRow[], handIns: readonly HandInRow[]): CollectorSums[] {
  const ids = new Set([...rows, ...handIns].map(({ collectorId }) => collectorId))
  return [...ids].toSorted().map((collectorId) => {
    const own = rows.filter((row) => row.collectorId === collectorId)
    const ways = byWay(own)
    const handed = handIns.filter((row) => row.collectorId === collectorId)
    const expectedFen = sum(handed.map((row) => row.expectedFen))
    const handedFen = sum(handed.map((row) => row.countedFen))
    const { length: payments } = standingRows(own)
    const heldFen = ways.cash - expectedFen
    return { collectorId, payments, ...ways, handedFen, missingFen: expectedFen - handedFen, heldFen }
  })
}

export interface StallSums extends Stand {
  orders: number
  orderedFen: number
  /** Given back by rows of their own, in what counts. */
  refundedFen: number
  ways: ByWay
  collectors: CollectorSums[]
  /** Of each order, by its id. */
  stands: ReadonlyMap<string, Stand>
}

/** Adds up the orders and payments of a stall. Of a payment whose order is not among them nothing is counted. */
export function settle(
  orders: readonly MoneyOrder[],
  rows: readonly MoneyRow[],
  handIns: readonly HandInRow[],
): StallSums {
  const rowsOf = new Map<string, MoneyRow[]>(orders.map(({ id }) => [id, []]))
  for (const row of rows) rowsOf.get(row.orderId)?.push(row)
  const counted = rows.filter(({ orderId }) => rowsOf.has(orderId))
  const stands = new Map(orders.map(({ id, dueFen }) => [id, standOf(dueFen, paidOf(rowsOf.get(id)!))]))
  const all = [...stands.values()]
  return {
    orders: orders.length,
    orderedFen: sum(orders.map(({ orderedFen }) => orderedFen)),
    dueFen: sum(all.map(({ dueFen }) => dueFen)),
    paidFen: sum(all.map(({ paidFen }) => paidFen)),
    openFen: sum(all.map(({ openFen }) => openFen)),
    overpaidFen: sum(all.map(({ overpaidFen }) => overpaidFen)),
    refundedFen: sum(
      standingRows(counted)
        .filter(({ takenFen }) => takenFen === 0)
        .map(({ changeFen }) => changeFen),
    ),
    ways: byWay(counted),
    collectors: collectorsOf(counted, handIns),
    stands,
  }
}

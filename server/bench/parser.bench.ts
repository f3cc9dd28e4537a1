// server/node_modules/.bin/tsx server/bench/parser.bench.ts
//
// Reading chains against the ledger of one grid, on one core: the texts of the demo village's groups strung together to
// 300 and 3,000 entries, against the demo ledger of that grid and of the whole village. Prints entries per second by the
// clock and by processor time (aim: at least 20,000), which is what counts on a machine that others use too.
import { parseChain } from '@gezhong/shared/people/chain/parse'
import { buildLedgerIndex } from '@gezhong/shared/people/ledger-index'
import { reconcile } from '@gezhong/shared/people/reconciliation/reconcile'
import { demoChain } from '../src/demo/chain-texts.ts'
import { demoVillage } from '../src/demo/village.ts'

const SECONDS = 2
const ROUNDS = 5
const TOPS = ['1', '2', '3', '4', '5', '6', '7']

const village = demoVillage()
const households = village.households.map((one) => ({ ...one, grid: one.gridCode }))
const chains = new Map(TOPS.map((top) => [top, demoChain(top)]))

/** One grid's text again and again: entries, and everything that a chat puts between them. */
function textOf(top: string, entries: number, read: (text: string) => number): string {
  const text = chains.get(top)!
  const each = read(text)
  return Array.from({ length: Math.ceil(entries / each) }, () => text).join('\n')
}

interface Rate {
  clock: number
  processor: number
}

/** `work` over and over for a while; what it returns is counted. */
function rate(work: () => number): Rate {
  const start = performance.now()
  const before = process.cpuUsage()
  let done = 0
  while (performance.now() - start < (SECONDS * 1000) / ROUNDS) done += work()
  const { user, system } = process.cpuUsage(before)
  return { clock: (done / (performance.now() - start)) * 1000, processor: (done / (user + system)) * 1e6 }
}

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

function print(what: string, rates: readonly Rate[]): void {
  const [clock, processor] = [middle(rates.map((one) => one.clock)), middle(rates.map((one) => one.processor))]
  console.log(
    `${what.padEnd(58)} ${clock.toFixed(0).padStart(8)}/s  ${processor.toFixed(0).padStart(8)}/s of processor time`,
  )
}

for (const size of [300, 3000])
  for (const whole of [false, true]) {
    const rates: Record<'read' | 'held', Rate[]> = { read: [], held: [] }
    const cases = TOPS.map((top) => {
      const own = whole ? households : households.filter((one) => one.grid === top || one.grid.startsWith(`${top}-`))
      const context = { placeNames: ['花厅口', '花厅口村'], areaCode: '0595', grid: top, ledger: buildLedgerIndex(own) }
      const text = textOf(top, size, (one) => parseChain(one, context).entries.length)
      return { context, text, entries: parseChain(text, context).entries }
    })
    for (let round = 0; round < ROUNDS; round++) {
      let turn = 0
      const next = () => cases[turn++ % cases.length]!
      rates.read.push(
        rate(() => {
          const { text, context } = next()
          return parseChain(text, context).entries.length
        }),
      )
      rates.held.push(
        rate(() => {
          const { entries, context } = next()
          return reconcile(entries, context.ledger, { grid: context.grid }).length
        }),
      )
    }
    const ledger = whole ? `ledger of the village (${households.length})` : 'ledger of the grid'
    print(`chains of ${size} entries, ${ledger}: read`, rates.read)
    print(`chains of ${size} entries, ${ledger}: reconciled`, rates.held)
  }

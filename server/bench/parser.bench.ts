// server/node_modules/.bin/tsx server/bench/parser.bench.ts
//
// Reading chains against the ledger of one grid, on one core: the households of the demo village in the spellings of
// their groups, 300 and 3,000 lines of which hardly two are the same, against the ledger of that grid and of the whole
// village; and the project's fixture chains as they are. Prints entries per second by the clock and by processor time
// (aim: at least 20,000), which is what counts on a machine that others use too.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseChain } from '@gezhong/shared/people/chain/parse'
import type { ChainContext, ChainEntry } from '@gezhong/shared/people/chain/types'
import { buildLedgerIndex, type LedgerIndex } from '@gezhong/shared/people/ledger-index'
import { reconcile } from '@gezhong/shared/people/reconciliation/reconcile'
import { HABITS } from '../src/demo/chain-spelling.ts'
import { chanceOf, type Chance } from '../src/demo/chance.ts'
import { demoVillage } from '../src/demo/village.ts'

const SECONDS = 2
const WARM_UP = 3
const ROUNDS = 5
const TOPS = ['1', '2', '3', '4', '5', '6', '7']
const FIXTURES = join(import.meta.dirname, '../../shared/fixtures/chain')

const households = demoVillage().households.map((one) => ({ ...one, grid: one.gridCode }))
const householdsOf = (top: string) => households.filter(({ grid }) => grid === top || grid.startsWith(`${top}-`))

interface Case {
  text: string
  context: ChainContext & { ledger: LedgerIndex }
  entries: readonly ChainEntry[]
}

const caseOf = (text: string, context: Case['context']): Case => ({
  text,
  context,
  entries: parseChain(text, context).entries,
})

const somePhone = (chance: Chance) => `1${3 + chance.below(7)}${String(chance.below(1e9)).padStart(9, '0')}`
const NUMBERS: Readonly<Record<string, (n: number) => string>> = {
  3: (n) => `${n}、`,
  4: (n) => `${n}）`,
  5: (n) => `用户${n} ${8 + Math.floor(n / 240)}:${String(Math.floor(n / 4) % 60).padStart(2, '0')}\n`,
}

/** A grid's chain: households again and again, but with other people, phones and spellings, and some talk between. */
function textOf(top: string, entries: number): string {
  const chance = chanceOf(`parser ${top} ${entries}`)
  const { plain, others } = HABITS[top]!
  const number = NUMBERS[top] ?? ((n: number) => `${n}. `)
  const own = householdsOf(top)
  const lines = Array.from({ length: entries }, (_, i) => {
    const { door, headcount, phones } = chance.pick(own)
    const people = chance.happens(0.7) && headcount !== null ? headcount : 1 + chance.below(8)
    const phone = chance.happens(0.7) && phones[0] !== undefined ? phones[0] : somePhone(chance)
    const spelling = chance.happens(0.3) ? chance.pick(others) : plain
    const talk = i % 60 === 59 ? '\n收到，请没报的邻居尽快\n' : ''
    return `${number(i + 1)}${spelling({ door, people, phone }, chance)}${talk}`
  })
  return ['#接龙', '人数登记', '例 门牌号+人数+联系方式', '', ...lines].join('\n')
}

/** The fixture chains, each with the ledger and the names of its village. */
function fixtureCases(): Case[] {
  const villages = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'village.json')))
  return villages.flatMap((name) => {
    const folder = join(FIXTURES, name)
    const rows = readFileSync(join(folder, 'ledger.csv'), 'utf8').trim().split(/\r?\n/).slice(1)
    const ledger = buildLedgerIndex(
      rows.map((row, k) => {
        const [grid = '', door = '', headcount = '', phone = ''] = row.split(',')
        const phones = phone === '' ? [] : [phone]
        return { id: String(k), grid, door, headcount: headcount === '' ? null : Number(headcount), phones }
      }),
    )
    const village = JSON.parse(readFileSync(join(folder, 'village.json'), 'utf8')) as ChainContext
    return readdirSync(folder)
      .filter((file) => file.endsWith('.txt'))
      .map((file) => {
        const grid = /^g([\d-]+?)-/.exec(file)?.[1]
        return caseOf(readFileSync(join(folder, file), 'utf8'), { ...village, grid, ledger })
      })
  })
}

interface Rate {
  clock: number
  processor: number
}

/** `work` over and over for a while; what it returns is counted. */
function rate(work: () => number, seconds = SECONDS / ROUNDS): Rate {
  const start = performance.now()
  const before = process.cpuUsage()
  let done = 0
  while (performance.now() - start < seconds * 1000) done += work()
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

function measure(what: string, cases: readonly Case[]): void {
  const rates: Record<'read' | 'held', Rate[]> = { read: [], held: [] }
  const read = ({ text, context }: Case) => parseChain(text, context).entries.length
  const held = ({ entries, context }: Case) =>
    reconcile(entries, context.ledger, context.grid === undefined ? {} : { grid: context.grid }).length
  // A server that reads chains all day has its code compiled.
  rate(() => cases.reduce((sum, one) => sum + read(one) + held(one), 0), WARM_UP)
  for (let round = 0; round < ROUNDS; round++) {
    // All chains, each time: they are not equally hard.
    rates.read.push(rate(() => cases.reduce((sum, one) => sum + read(one), 0)))
    rates.held.push(rate(() => cases.reduce((sum, one) => sum + held(one), 0)))
  }
  print(`${what}: read`, rates.read)
  print(`${what}: reconciled`, rates.held)
}

for (const size of [300, 3000])
  for (const whole of [false, true]) {
    const cases = TOPS.map((top) => {
      const ledger = buildLedgerIndex(whole ? households : householdsOf(top))
      return caseOf(textOf(top, size), { placeNames: ['花厅口', '花厅口村'], areaCode: '0595', grid: top, ledger })
    })
    measure(`chains of ${size} entries, ledger of the ${whole ? `village (${households.length})` : 'grid'}`, cases)
  }
const fixtures = fixtureCases()
measure(`the ${fixtures.length} fixture chains`, fixtures)

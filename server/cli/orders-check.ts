import { judgeOrders, type JudgedOrder } from '@gezhong/shared/supplies/orders/judge'
import { parseOrders } from '@gezhong/shared/supplies/orders/parse'
import { ORDER_REASONS, type OrderReason } from '@gezhong/shared/supplies/orders/reasons'
import { readStall, type Stall } from '@gezhong/shared/supplies/orders/stall'
import type { OrderEntry } from '@gezhong/shared/supplies/orders/types'
import { ORDER_VERDICT_WORDS } from '@gezhong/shared/supplies/orders/verdict'
import type { LedgerIndex } from '@gezhong/shared/people/ledger-index'
import { readChainArguments } from './chain-arguments.ts'
import { readChainInput, summaryOf } from './chain-input.ts'
import { CommandRefusal, UsageRefusal, messageOf, type Command, type Context } from './command.ts'
import { readText } from './text-file.ts'
import { textTable } from './text-table.ts'

const help = `Usage: npm run -s gezhong -- orders check --stall FILE.json --ledger FILE.csv --grid N --place NAME… [--area-code 0595] [--json] CHAIN.txt

Reads one pasted chain of orders, holds it against a stall and a ledger in memory and says what became of every line,
and how much of each item is to be bought. Needs no database and writes nothing.

  --stall FILE      what is sold: a JSON list of {"item", "aliases", "unit", "priceFen", "step"}; aliases and step may be
                    left out
  --ledger FILE     the surveyed households, csv with the columns grid,door,headcount,phone (UTF-8 or GB18030)
  --grid N          the grid in whose group the text was pasted, as in the ledger; 2 also means 2-1, 2-2 and so on.
                    Left out: the number in a file name such as g2-evening.txt, or the only grid of the ledger
  --place NAME…     the community's own names, which people write in front of a door; several, or the option again
  --area-code 0595  completes landline numbers written without their code
  --json            one object per entry and line: line, index, door, household, phones, items, remark, intent, verdict,
                    confidence, reasons, doorCandidates, candidates, invalidPhones
  CHAIN.txt         the pasted text; "-" reads it from standard input

Exit code: 0 read (whatever the lines say), 1 a file cannot be used, 2 wrong usage.
`

interface Line {
  entry: OrderEntry
  outcome: JudgedOrder
  reasons: OrderReason[]
}

async function readStallFile(context: Context, file: string): Promise<Stall> {
  const text = await readText(context, file)
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw new CommandRefusal(`${file} is no JSON (${messageOf(error)}).`)
  }
  const { stall, problems } = readStall(value)
  if (stall === null) throw new CommandRefusal(problems.map((problem) => `${file}: ${problem}`).join('\n'))
  return stall
}

function toJson({ entry, outcome, reasons }: Line, ledger: LedgerIndex): string {
  return JSON.stringify({
    line: entry.line,
    index: entry.index,
    door: entry.door,
    household: outcome.household?.door ?? null,
    phones: entry.phones,
    items: entry.items,
    remark: entry.remark,
    intent: entry.intent,
    verdict: outcome.verdict,
    confidence: entry.confidence,
    reasons,
    doorCandidates: entry.doorCandidates,
    candidates: outcome.candidates.map((id) => ledger.byId.get(id)?.door ?? id),
    invalidPhones: entry.invalidPhones,
  })
}

function linesTable(lines: readonly Line[], units: ReadonlyMap<string, string>): string {
  return textTable(
    [
      { title: '行', align: 'right' },
      { title: '门牌', max: 26 },
      { title: '订的', max: 46 },
      { title: '电话', max: 26 },
      { title: '结果' },
      { title: '台账户', max: 26 },
      { title: '说明', max: 60 },
      { title: '备注', max: 30 },
    ],
    lines.map(({ entry, outcome, reasons }) => [
      String(entry.line),
      entry.door ?? '—',
      entry.intent === 'withdraw'
        ? '退'
        : entry.items.map(({ item, quantity }) => `${item} ${quantity} ${units.get(item) ?? ''}`).join('，') || '—',
      [...entry.phones, ...entry.invalidPhones.map((phone) => `${phone}?`)].join(' ') || '—',
      ORDER_VERDICT_WORDS[outcome.verdict],
      outcome.household === null ? '—' : outcome.household.door === entry.door ? '同门牌' : outcome.household.door,
      reasons.map((reason) => ORDER_REASONS[reason]).join('；'),
      entry.remark,
    ]),
  )
}

/** How much of each item the lines that count come to. */
function totalsTable(lines: readonly Line[], stall: Stall): string {
  const totals = new Map<string, { quantity: number; households: Set<string> }>()
  for (const { entry, outcome } of lines) {
    if (outcome.verdict !== 'ok') continue
    for (const { item, quantity } of entry.items) {
      const total = totals.get(item) ?? { quantity: 0, households: new Set() }
      total.quantity = Math.round((total.quantity + quantity) * 1000) / 1000
      total.households.add(outcome.household?.id ?? '')
      totals.set(item, total)
    }
  }
  const rows = stall.flatMap(({ item, unit }) => {
    const total = totals.get(item)
    return total === undefined ? [] : [[item, String(total.quantity), unit, String(total.households.size)]]
  })
  if (rows.length === 0) return '没有订上的。'
  return textTable(
    [{ title: '要买的' }, { title: '数量', align: 'right' }, { title: '单位' }, { title: '户数', align: 'right' }],
    rows,
  )
}

async function check(parameters: readonly string[], context: Context): Promise<void> {
  const options = readChainArguments(parameters, context, { command: 'orders check', more: ['--stall'] })
  const file = options.more.get('--stall')
  if (file === undefined)
    throw new UsageRefusal('--stall FILE.json is missing: what is sold (item, aliases, unit, priceFen).')
  const stall = await readStallFile(context, file)
  const { ledger, grid, text, areaCode } = await readChainInput(options, context)
  const { entries } = parseOrders(text, { placeNames: options.placeNames, areaCode, grid, ledger, stall })
  const outcomes = judgeOrders(entries, ledger, { grid })
  const lines = entries.flatMap((entry, i) => {
    const outcome = outcomes[i]
    return outcome === undefined
      ? []
      : [{ entry, outcome, reasons: [...new Set([...entry.reasons, ...outcome.reasons])] }]
  })
  if (entries.length === 0) context.remark(`${options.chain} holds no entry of a chain.\n`)
  if (options.json) for (const line of lines) context.print(`${toJson(line, ledger)}\n`)
  else {
    const units = new Map(stall.map(({ item, unit }): [string, string] => [item, unit]))
    const counts = summaryOf(lines.map(({ outcome }) => ORDER_VERDICT_WORDS[outcome.verdict]))
    context.print(`${linesTable(lines, units)}\n\n${counts}\n\n${totalsTable(lines, stall)}\n`)
  }
}

const command: Command = {
  help,
  async run(parameters, context) {
    await check(parameters, context)
    return 0
  },
}

export default command

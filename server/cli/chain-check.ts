import { parseChain } from '@gezhong/shared/people/chain/parse'
import { REASONS, type Reason } from '@gezhong/shared/people/chain/reasons'
import type { ChainEntry } from '@gezhong/shared/people/chain/types'
import { isInGrid, type LedgerIndex } from '@gezhong/shared/people/ledger-index'
import { notReported } from '@gezhong/shared/people/reconciliation/not-reported'
import { reconcile, type Reconciled } from '@gezhong/shared/people/reconciliation/reconcile'
import { VERDICT_WORDS } from '@gezhong/shared/people/reconciliation/verdict'
import { readChainArguments, type ChainArguments } from './chain-arguments.ts'
import { readChainInput, summaryOf } from './chain-input.ts'
import type { Command, Context } from './command.ts'
import { textTable } from './text-table.ts'

const help = `Usage: npm run -s gezhong -- chain check --ledger FILE.csv --grid N --place NAME… [--area-code 0595] [--json] CHAIN.txt

Reads one pasted chain, holds it against a ledger in memory and says what became of every line, and which households of
the grid have not reported. Needs no database and writes nothing.

  --ledger FILE     the surveyed households, csv with the columns grid,door,headcount,phone (UTF-8 or GB18030)
  --grid N          the grid in whose group the text was pasted, as in the ledger; 2 also means 2-1, 2-2 and so on.
                    Left out: the number in a file name such as g2-morning.txt, or the only grid of the ledger
  --place NAME…     the community's own names, which people write in front of a door; several, or the option again
  --area-code 0595  completes landline numbers written without their code
  --json            one object per entry and line: line, index, door, headcount, phones, intent, household, verdict,
                    confidence, reasons, remark, doorCandidates, candidates, invalidPhones
  CHAIN.txt         the pasted text; "-" reads it from standard input

Exit code: 0 read (whatever the lines say), 1 a file cannot be used, 2 wrong usage.
`

interface Line {
  entry: ChainEntry
  outcome: Reconciled
  reasons: Reason[]
}

function toJson({ entry, outcome, reasons }: Line, ledger: LedgerIndex): string {
  return JSON.stringify({
    line: entry.line,
    index: entry.index,
    door: entry.door,
    headcount: entry.headcount,
    phones: entry.phones,
    intent: entry.intent,
    household: outcome.household?.door ?? null,
    verdict: outcome.verdict,
    confidence: entry.confidence,
    reasons,
    remark: entry.remark,
    doorCandidates: entry.doorCandidates,
    candidates: outcome.candidates.map((id) => ledger.byId.get(id)?.door ?? id),
    invalidPhones: entry.invalidPhones,
  })
}

function linesTable(lines: readonly Line[]): string {
  const intents = { report: '', withdraw: '取消', vacant: '空房' }
  return textTable(
    [
      { title: '行', align: 'right' },
      { title: '门牌', max: 26 },
      { title: '人数', align: 'right' },
      { title: '电话', max: 26 },
      { title: '结果' },
      { title: '台账户', max: 26 },
      { title: '说明', max: 60 },
      { title: '备注', max: 24 },
    ],
    lines.map(({ entry, outcome, reasons }) => [
      String(entry.line),
      entry.door ?? '—',
      entry.headcount === null ? '—' : String(entry.headcount),
      [...entry.phones, ...entry.invalidPhones.map((phone) => `${phone}?`)].join(' ') || '—',
      VERDICT_WORDS[outcome.verdict],
      outcome.household === null ? '—' : outcome.household.door === entry.door ? '同门牌' : outcome.household.door,
      reasons.map((reason) => REASONS[reason]).join('；'),
      entry.remark.includes(intents[entry.intent]) ? entry.remark : `${intents[entry.intent]} ${entry.remark}`.trim(),
    ]),
  )
}

function missingTable(outcomes: readonly Reconciled[], ledger: LedgerIndex, grid: string): string {
  const missing = notReported(outcomes, ledger, grid)
  const expected = ledger.households.filter((household) => isInGrid(household.grid, grid)).length
  const title = `${grid} 网格台账 ${expected} 户，已报 ${expected - missing.length} 户，未报 ${missing.length} 户`
  if (missing.length === 0) return `${title}。\n`
  const table = textTable(
    [{ title: '未报的户' }, { title: '人数', align: 'right' }, { title: '电话' }],
    missing.map(({ door, headcount, phones }) => [door, headcount === null ? '' : String(headcount), phones.join(' ')]),
  )
  return `${title}：\n\n${table}\n`
}

async function check(options: ChainArguments, context: Context): Promise<void> {
  const { ledger, grid, text, areaCode } = await readChainInput(options, context)
  const { entries } = parseChain(text, { placeNames: options.placeNames, areaCode, grid, ledger })
  const outcomes = reconcile(entries, ledger, { grid })
  const lines = entries.flatMap((entry, i) => {
    const outcome = outcomes[i]
    return outcome === undefined
      ? []
      : [{ entry, outcome, reasons: [...new Set([...entry.reasons, ...outcome.reasons])] }]
  })
  if (entries.length === 0) context.remark(`${options.chain} holds no entry of a chain.\n`)
  if (options.json) for (const line of lines) context.print(`${toJson(line, ledger)}\n`)
  else
    context.print(
      `${linesTable(lines)}\n\n${summaryOf(lines.map(({ outcome }) => VERDICT_WORDS[outcome.verdict]))}\n${missingTable(outcomes, ledger, grid)}`,
    )
}

const command: Command = {
  help,
  async run(parameters, context) {
    await check(readChainArguments(parameters, context), context)
    return 0
  },
}

export default command

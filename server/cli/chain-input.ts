import { buildLedgerIndex, isInGrid, type LedgerIndex } from '@gezhong/shared/people/ledger-index'
import type { ChainArguments } from './chain-arguments.ts'
import { CommandRefusal, type Context } from './command.ts'
import { readLedgerFile } from './ledger-file.ts'
import { readStandardInput, readText } from './text-file.ts'

/** A pasted chain with what it is held against. */
export interface ChainInput {
  ledger: LedgerIndex
  grid: string
  text: string
  areaCode: string | undefined
}

function chooseGrid(wanted: string | null, ledger: LedgerIndex, file: string): string {
  const grids = [...new Set(ledger.households.map((household) => household.grid))]
  const [only] = grids
  if (wanted === null) {
    if (grids.length === 1 && only !== undefined) return only
    throw new CommandRefusal(
      `Say in which grid the text was pasted: --grid N. ${file} has the grids ${grids.join(', ')}.`,
      2,
    )
  }
  if (!grids.some((grid) => isInGrid(grid, wanted))) {
    throw new CommandRefusal(`${file} has no grid ${wanted}; it has ${grids.join(', ')}.`, 2)
  }
  return wanted
}

/** Reads the ledger and the chain that a command was given; rows of the ledger that cannot be used are remarked on. */
export async function readChainInput(options: ChainArguments, context: Context): Promise<ChainInput> {
  const areaCode = options.areaCode ?? undefined
  const { households, skippedRows } = await readLedgerFile(context, options.ledger, {
    placeNames: options.placeNames,
    areaCode,
  })
  const ledger = buildLedgerIndex(households)
  const grid = chooseGrid(options.grid, ledger, options.ledger)
  const text = options.chain === '-' ? await readStandardInput() : await readText(context, options.chain)
  if (skippedRows.length > 0) {
    context.remark(
      `${options.ledger}: ${skippedRows.length} rows without a door were left out (the first: row ${skippedRows[0]}).\n`,
    )
  }
  return { ledger, grid, text, areaCode }
}

/** `共 12 条：对上了 8，重复 4`: how many lines came out how, the most frequent first. */
export function summaryOf(verdicts: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of verdicts) counts.set(word, (counts.get(word) ?? 0) + 1)
  const told = [...counts].sort((a, b) => b[1] - a[1]).map(([word, count]) => `${word} ${count}`)
  return `共 ${verdicts.length} 条${told.length > 0 ? `：${told.join('，')}` : ''}`
}

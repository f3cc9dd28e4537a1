import { buildLedgerIndex } from '../ledger-index.ts'
import type { LedgerHousehold, LedgerIndex } from '../ledger-index.ts'
import { reconcile } from '../reconciliation/reconcile.ts'
import { parseChain } from './parse.ts'

/** How fast chains are read and reconciled, in entries per second of the clock that was given. */
export type ParserSpeed = {
  readonly households: number
  readonly entries: number
  readonly parsedPerSecond: number
  readonly reconciledPerSecond: number
  /** Entries that the ledger confirmed; anything but all of them makes the speed meaningless. */
  readonly matched: number
}

const WAYS: readonly ((household: LedgerHousehold) => string)[] = [
  ({ door, phones }) => `${door} 3人 ${phones[0]}`,
  ({ door, phones }) => `${door}+3+${phones[0]}`,
  ({ door, phones }) => `${phones[0]}，大人2小孩1，${door} 有孕妇`,
  ({ door, phones }) => `花厅口${door}3人 电话：${phones[0]?.replace(/^(...)(....)/, '$1 $2 ')}`,
]

function village(households: number, estate: boolean): LedgerHousehold[] {
  return Array.from({ length: households }, (_, k) => ({
    id: String(k),
    grid: '2',
    door: estate
      ? `海丝花园${Math.floor(k / 60) + 1}栋${(Math.floor(k / 30) % 2) + 1}单元${(k % 30) + 101}室`
      : `中区${k + 1}号`,
    headcount: 3,
    phones: [String(13_800_000_000 + k * 37)],
  }))
}

/**
 * Measures parser and reconciliation on a made-up grid. `now` gives milliseconds, of processor time where there is such
 * a clock; the best of `rounds` counts. Half of the chains are of plates, half of an estate.
 */
export function measureParser(
  options: { readonly households: number; readonly entries: number; readonly rounds: number },
  now: () => number,
): ParserSpeed {
  let parsed = Infinity
  let reconciled = Infinity
  let matched = 0
  const sides = [false, true].map((estate) => {
    const households = village(options.households, estate)
    const lines = Array.from({ length: Math.ceil(options.entries / 2) }, (_, k) => {
      const household = households[k % households.length] as LedgerHousehold
      return `${k + 1}. ${(WAYS[k % WAYS.length] as (one: LedgerHousehold) => string)(household)}`
    })
    return { ledger: buildLedgerIndex(households), text: `#接龙\n${lines.join('\n')}` }
  })
  for (let round = 0; round < options.rounds; round += 1) {
    const start = now()
    const chains = sides.map(({ text, ledger }: { text: string; ledger: LedgerIndex }) =>
      parseChain(text, { placeNames: ['花厅口'], areaCode: '0595', grid: '2', ledger }),
    )
    const between = now()
    const results = chains.flatMap((chain, k) =>
      reconcile(chain.entries, (sides[k] as { ledger: LedgerIndex }).ledger, { grid: '2' }),
    )
    const end = now()
    parsed = Math.min(parsed, between - start)
    reconciled = Math.min(reconciled, end - between)
    matched = results.filter((result) => result.verdict === 'matched' || result.verdict === 'duplicate').length
  }
  const entries = sides.length * Math.ceil(options.entries / 2)
  return {
    households: options.households,
    entries,
    parsedPerSecond: Math.round((entries * 1000) / Math.max(parsed, 0.001)),
    reconciledPerSecond: Math.round((entries * 1000) / Math.max(reconciled, 0.001)),
    matched,
  }
}

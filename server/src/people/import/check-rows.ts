import { cadastreVerdicts, type CadastreContext } from '@gezhong/shared/people/import/cadastre-rows'
import { ledgerVerdicts, type LedgerContext } from '@gezhong/shared/people/import/ledger-rows'
import { resultVerdicts, type ResultContext } from '@gezhong/shared/people/import/result-rows'
import { findPersonRows, type RowsOfPersons } from '@gezhong/shared/people/import/person-rows'
import type {
  CadastreVerdict,
  LedgerVerdict,
  ResultVerdict,
  RowVerdict,
} from '@gezhong/shared/people/import/row-verdict'
import type { MappedSheet } from '@gezhong/shared/people/import/sheet-rows'
import { Turns } from '../../turns.ts'

export interface CheckProgress {
  /** Rows of the sheets that were passed, totals and notes among them, of `total`. */
  passed: number
  total: number
  good: number
  rejected: number
  /** Good rows with a warning. */
  warned: number
}

export interface CheckOptions {
  onProgress?: (progress: CheckProgress) => void
  signal?: AbortSignal
}

/** A slice is never longer than this, so that it can be written by one statement. */
const SLICE = 500

/** Judges a cadastral list in slices; every data row is in exactly one slice, in the order of the file. */
export function checkCadastreRows(
  sheets: readonly MappedSheet[],
  context: CadastreContext,
  options: CheckOptions = {},
): AsyncGenerator<CadastreVerdict[]> {
  return inSlices(sheets, cadastreVerdicts(sheets, context), options)
}

/** Judges a household ledger in slices; every data row is in exactly one slice, in the order of the file. */
export async function* checkLedgerRows(
  sheets: readonly MappedSheet[],
  context: LedgerContext,
  options: CheckOptions = {},
): AsyncGenerator<LedgerVerdict[]> {
  const persons = new Map<MappedSheet, RowsOfPersons>()
  const turns = new Turns()
  for (const sheet of sheets) {
    const finding = findPersonRows(sheet)
    let step = finding.next()
    for (; step.done !== true; step = finding.next()) {
      options.signal?.throwIfAborted()
      if (turns.due) await turns.share()
    }
    persons.set(sheet, step.value)
  }
  yield* inSlices(sheets, ledgerVerdicts(sheets, { ...context, persons }), options)
}

/** Judges a result file in slices; every data row is in exactly one slice, in the order of the file. */
export function checkResultRows(
  sheets: readonly MappedSheet[],
  context: ResultContext,
  options: CheckOptions = {},
): AsyncGenerator<ResultVerdict[]> {
  return inSlices(sheets, resultVerdicts(sheets, context), options)
}

async function* inSlices<Verdict extends RowVerdict<unknown>>(
  sheets: readonly MappedSheet[],
  verdicts: Iterable<Verdict>,
  options: CheckOptions,
): AsyncGenerator<Verdict[]> {
  const total = sheets.reduce((sum, { table }) => sum + table.rows.length, 0)
  const progress: CheckProgress = { passed: 0, total, good: 0, rejected: 0, warned: 0 }
  const passedBefore = placesBefore(sheets)
  const turns = new Turns()
  let slice: Verdict[] = []
  for (const verdict of verdicts) {
    slice.push(verdict)
    progress[verdict.verdict] += 1
    if (verdict.verdict === 'good' && verdict.warnings.length > 0) progress.warned += 1
    if (slice.length < SLICE && !turns.due) continue
    progress.passed = passedBefore(verdict)
    options.signal?.throwIfAborted()
    options.onProgress?.({ ...progress })
    yield slice
    slice = []
    await turns.share()
  }
  options.onProgress?.({ ...progress, passed: total })
  if (slice.length > 0) yield slice
}

/** How many rows of the file stand before and at a verdict; asked in the order of the file. */
function placesBefore(sheets: readonly MappedSheet[]): (at: { sheet: string; row: number }) => number {
  let sheet = 0
  let index = 0
  let before = 0
  return (at) => {
    while (sheet < sheets.length && sheets[sheet]?.table.name !== at.sheet) {
      before += sheets[sheet]?.table.rows.length ?? 0
      sheet += 1
      index = 0
    }
    const rows = sheets[sheet]?.table.rows ?? []
    while (index < rows.length && (rows[index]?.row ?? 0) <= at.row) index += 1
    return before + index
  }
}

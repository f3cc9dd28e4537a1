import type { CadastreContext } from '@gezhong/shared/people/import/cadastre-rows'
import type { ImportKind } from '@gezhong/shared/people/import/contract'
import type { ImportField, Mapping } from '@gezhong/shared/people/import/fields'
import { guessMapping } from '@gezhong/shared/people/import/guess-mapping'
import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'
import type { LedgerContext } from '@gezhong/shared/people/import/ledger-rows'
import type { CadastreVerdict, LedgerVerdict } from '@gezhong/shared/people/import/row-verdict'
import { LOOKS_LIKE_CADASTRE, looksLikeCadastre } from '@gezhong/shared/people/import/looks-like-cadastre'
import type { MappedSheet } from '@gezhong/shared/people/import/sheet-rows'
import type { SheetTable } from '@gezhong/shared/people/import/sheet-table'
import { checkCadastreRows, checkLedgerRows, type CheckOptions } from './check-rows.ts'
import { readTable, type ReadOptions } from './read-table.ts'

/** Corrections of the guess by sheet: a column number, or null for a field that no column holds. */
export type MappingChoice = Readonly<Record<string, Mapping>>

/** A file as read, with the columns that were guessed or chosen: what a preview shows before rows are judged. */
export interface PreparedFile {
  sheets: MappedSheet[]
  /** Sheets on which there is nothing to import, with the reason in Chinese. */
  skipped: { name: string; problem: string }[]
}

export type FileOptions<Context> = Partial<Context> &
  Pick<ReadOptions, 'limits' | 'signal'> &
  Pick<CheckOptions, 'onProgress'> & { mapping?: MappingChoice }

/** Guesses the columns of every sheet and lays the corrections over the guess. */
export function mapSheets(tables: readonly SheetTable[], kind: ImportKind, choice: MappingChoice = {}): PreparedFile {
  const sheets: MappedSheet[] = []
  const skipped: PreparedFile['skipped'] = []
  for (const table of tables) {
    if (table.problem !== null) skipped.push({ name: table.name, problem: table.problem })
    else if (kind === 'ledger' && choice[table.name] === undefined && looksLikeCadastre(table))
      skipped.push({ name: table.name, problem: LOOKS_LIKE_CADASTRE })
    else sheets.push({ table, mapping: chosenMapping(table, kind, choice[table.name]) })
  }
  return { sheets, skipped }
}

function chosenMapping(table: SheetTable, kind: ImportKind, choice: Mapping | undefined): Mapping<ImportField> {
  const guess = guessMapping(table, kind)
  const columns = new Set(table.columns.map((column) => column.index))
  for (const [field, column] of Object.entries(choice ?? {})) {
    // A dropped column cannot be chosen either: what it held is not there any more.
    if (!(field in guess) || (typeof column === 'number' && !columns.has(column))) {
      throw new ImportRefusal('wrong-mapping', `工作表“${table.name}”里没有选中的那一列；请重新选择`)
    }
    guess[field as ImportField] = column ?? null
  }
  return guess
}

/** Reads and judges a cadastral list in memory; all verdicts in the order of the file. */
export async function cadastreCheck(
  bytes: Uint8Array,
  fileName: string,
  options: FileOptions<CadastreContext> = {},
): Promise<PreparedFile & { rows: CadastreVerdict[] }> {
  const prepared = mapSheets(
    await readTable(bytes, fileName, { ...options, kind: 'cadastre', onProgress: undefined }),
    'cadastre',
    options.mapping,
  )
  const rows: CadastreVerdict[] = []
  const context = { ...options, placeNames: options.placeNames ?? [] }
  for await (const slice of checkCadastreRows(prepared.sheets, context, options)) rows.push(...slice)
  return { ...prepared, rows }
}

/** Reads and judges a household ledger in memory; all verdicts in the order of the file. */
export async function ledgerCheck(
  bytes: Uint8Array,
  fileName: string,
  options: FileOptions<LedgerContext> = {},
): Promise<PreparedFile & { rows: LedgerVerdict[] }> {
  const prepared = mapSheets(
    await readTable(bytes, fileName, { ...options, kind: 'ledger', onProgress: undefined }),
    'ledger',
    options.mapping,
  )
  const rows: LedgerVerdict[] = []
  const context = { ...options, placeNames: options.placeNames ?? [] }
  for await (const slice of checkLedgerRows(prepared.sheets, context, options)) rows.push(...slice)
  return { ...prepared, rows }
}

/** One verdict as the command line prints it: what was decided, then what would be stored. */
export function flatVerdict(verdict: CadastreVerdict | LedgerVerdict): Record<string, unknown> {
  const { sheet, row, door, reason, suggestion, reasons, warnings, stored } = verdict
  const sentences = [...reasons, ...warnings].map((finding) => finding.sentence)
  return {
    sheet,
    row,
    door,
    verdict: verdict.verdict,
    reason,
    ...(sentences.length > 0 ? { sentence: sentences.join('；') } : {}),
    ...(warnings.length > 0 ? { warnings: warnings.map((warning) => warning.code) } : {}),
    ...(suggestion === null ? {} : { suggestion }),
    ...(stored === null ? {} : { ...withoutBlankFootprint(stored), door }),
  }
}

/** Only GeoJSON has footprints; in other lists the word would stand behind every row for nothing. */
function withoutBlankFootprint(stored: object): object {
  if (!('footprint' in stored) || stored.footprint !== null) return stored
  const { footprint: _, ...rest } = stored
  return rest
}

import { isDitto } from './ditto.ts'
import type { ImportField, Mapping } from './fields.ts'
import { RowSorter } from './row-kind.ts'
import type { SheetTable, TableRow } from './sheet-table.ts'

/** One sheet of a file with the columns that were chosen for it. */
export interface MappedSheet {
  table: SheetTable
  mapping: Mapping
}

/** A data row, its cells by field. */
export interface FieldRow {
  sheet: string
  row: number
  source: TableRow
  get(field: ImportField): string
  /** Whether a column is chosen for the field at all. */
  has(field: ImportField): boolean
}

/**
 * The data rows of a sheet in order, `同上` and `〃` replaced by what stands above, totals, notes and repeated headers
 * left out.
 */
export function* fieldRows({ table, mapping }: MappedSheet): Generator<FieldRow> {
  const sorter = new RowSorter(table, mapping)
  const above: Partial<Record<ImportField, string>> = {}
  for (const source of table.rows) {
    if (source.footprint === undefined && sorter.kindOf(source) !== 'data') continue
    const row = new MappedRow(table.name, source, mapping, above)
    row.rememberRepeatable()
    yield row
  }
}

/** Fields of which `同上` is understood; what stands there is kept for the rows below. */
const REPEATABLE: readonly ImportField[] = [
  'grid',
  'area',
  'unit',
  'structure',
  'floors',
  'landArea',
  'footprintArea',
  'floorArea',
  'occupancy',
  'priority',
]

class MappedRow implements FieldRow {
  readonly sheet: string
  readonly row: number
  readonly source: TableRow
  readonly #mapping: Mapping
  readonly #above: Partial<Record<ImportField, string>>

  constructor(sheet: string, source: TableRow, mapping: Mapping, above: Partial<Record<ImportField, string>>) {
    this.sheet = sheet
    this.row = source.row
    this.source = source
    this.#mapping = mapping
    this.#above = above
  }

  rememberRepeatable(): void {
    for (const field of REPEATABLE) {
      const cell = this.#cell(field)
      if (cell !== null && !isDitto(cell)) this.#above[field] = cell
    }
  }

  get(field: ImportField): string {
    const cell = this.#cell(field) ?? ''
    // Only repeatable fields are remembered, and a row is read before the next one is asked for.
    return isDitto(cell) ? (this.#above[field] ?? cell) : cell
  }

  has(field: ImportField): boolean {
    return typeof this.#mapping[field] === 'number'
  }

  #cell(field: ImportField): string | null {
    const column = this.#mapping[field]
    return typeof column === 'number' ? (this.source.cells[column] ?? '') : null
  }
}

import type { FootprintReading } from './footprint.ts'

export interface TableColumn {
  /** Column number in the file, 0-based; dropped columns leave gaps. */
  index: number
  /** The heading as it stands in the file; lines of a two-line heading are joined by a blank. */
  name: string
  /** The same, line by line, upper line first. */
  lines: readonly string[]
}

export interface TableRow {
  /** Row number in the file, 1-based; for GeoJSON the feature's number. */
  row: number
  /** Texts by column number; blank where nothing stands and where a column was dropped. */
  cells: readonly string[]
  /** How many cells of dropped columns were filled: such a row is no blank one. */
  personal: number
  footprint?: FootprintReading
}

/** One sheet with its header found and its personal columns dropped. */
export interface SheetTable {
  name: string
  /** Row number of the last header line; 0 when the columns have no names; null when no table was found. */
  headerRow: number | null
  columns: TableColumn[]
  /** Names of the columns that were never kept, as they stand in the file. */
  dropped: string[]
  /** Texts above the header: titles, units. */
  titles: string[]
  rows: TableRow[]
  /** Why there is nothing to import on this sheet, in Chinese; null when there is. */
  problem: string | null
}

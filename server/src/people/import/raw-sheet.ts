import type { FootprintReading } from '@gezhong/shared/people/import/footprint'

/** A rectangle of merged cells: columns 0-based, rows 1-based as in the file, both ends included. */
export interface Merge {
  left: number
  top: number
  right: number
  bottom: number
}

export interface RawRow {
  /** Row number in the file, 1-based. */
  row: number
  /** Texts by column, 0-based; a blank cell is an empty text; the row ends at its last cell that is not blank. */
  cells: string[]
  footprint?: FootprintReading
}

/** A sheet as read, before anybody knows where its header is. */
export interface RawSheet {
  name: string
  rows: RawRow[]
  merges: Merge[]
  /** The first row holds the columns' names for certain, as in GeoJSON. */
  isNamed?: true
  cellCount: number
}

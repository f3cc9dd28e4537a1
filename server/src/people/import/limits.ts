import { IMPORT_MAX_BYTES } from '@gezhong/shared/people/import/contract'

/**
 * What a file may cost. Blank rows and rows of formatted empty cells do not count: offices hand out sheets with a million
 * of them. `unpackedBytes` holds against a small file that unpacks to gigabytes; it is counted while unpacking, as
 * the sizes a zip declares can lie.
 */
export interface ImportLimits {
  bytes: number
  unpackedBytes: number
  /** Of a part that has to be held in memory whole: the texts that cells share. */
  textBytes: number
  sheets: number
  rows: number
  columns: number
  /** Counted up to the last filled cell of each row. */
  cells: number
  /** Characters in one cell; Excel itself allows 32,767. */
  cellLength: number
}

export const IMPORT_LIMITS: ImportLimits = {
  bytes: IMPORT_MAX_BYTES,
  unpackedBytes: 512 * 1024 * 1024,
  textBytes: 96 * 1024 * 1024,
  sheets: 60,
  rows: 200_000,
  columns: 256,
  cells: 4_000_000,
  cellLength: 32_767,
}

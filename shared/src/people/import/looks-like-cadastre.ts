import { guessMapping } from './guess-mapping.ts'
import type { SheetTable } from './sheet-table.ts'

/** What is said to a cadastral list that was given as a household ledger. */
export const LOOKS_LIKE_CADASTRE = '这张像地籍表：有不动产单元或宗地代码，没有人数和电话；请选“地籍表”再上传'

const OF_HOUSEHOLDS = ['grid', 'headcount', 'adults', 'children', 'phone', 'names', 'occupancy'] as const

/** A list of buildings by the land survey's codes, with nothing that is asked about households. */
export function looksLikeCadastre(table: SheetTable): boolean {
  const surveyed = guessMapping(table, 'cadastre')
  if ((surveyed.unitCode ?? surveyed.parcelCode ?? null) === null) return false
  const asked = guessMapping(table, 'ledger')
  return OF_HOUSEHOLDS.every((field) => (asked[field] ?? null) === null)
}

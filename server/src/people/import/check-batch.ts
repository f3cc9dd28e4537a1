import type { ImportKind } from '@gezhong/shared/people/import/contract'
import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'
import { findPhones } from '@gezhong/shared/people/phone'
import type { MappedSheet } from '@gezhong/shared/people/import/sheet-rows'
import type { SheetTable } from '@gezhong/shared/people/import/sheet-table'
import type { Work } from '../../database/transact.ts'
import { readCommunity, readGrids } from '../../grid/communities/queries.ts'
import { addSlice, readTablesSealed, removeSlices, type BatchRow } from './batch-queries.ts'
import { mapSheets } from './check-file.ts'
import { checkCadastreRows, checkLedgerRows, checkResultRows } from './check-rows.ts'
import { unpackTables } from './kept-tables.ts'
import { readKnownBuildings, readKnownHouseholds } from './known-queries.ts'
import { Placer } from './placer.ts'
import { planCadastreRow } from './plan-cadastre.ts'
import { planLedgerRow } from './plan-ledger.ts'
import { planResultRow } from './plan-result.ts'
import { changesLedger, rowOf, type PlannedRow } from './planned-row.ts'

export interface Counts {
  done: number
  total: number
  good: number
  rejected: number
  warned: number
  /** Phone numbers in rejected rows. */
  numbers: number
}

export type Tell = (counts: Counts) => Promise<void>

/** Cells by sheet and row, of a file as it was read; rows stand in the order of the file. */
function cellFinder(tables: readonly SheetTable[]) {
  const bySheet = new Map(tables.map((table) => [table.name, table.rows]))
  return (sheet: string, row: number): readonly string[] => {
    const rows = bySheet.get(sheet) ?? []
    let [low, high] = [0, rows.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (rows[middle]!.row < row) low = middle + 1
      else high = middle
    }
    return rows[low]?.row === row ? rows[low]!.cells : []
  }
}

const numbersIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + findPhones(cell).filter(({ phone }) => phone !== null).length, 0)

type CellsOf = ReturnType<typeof cellFinder>
type PlanOne = (row: PlannedRow, cells: readonly string[]) => PlannedRow

async function plannerFor(work: Work, kind: BatchRow['kind']): Promise<PlanOne> {
  if (kind === 'results') return planResultRow
  const grids = await readGrids(work.db, work.communityId)
  const buildings = await readKnownBuildings(work.db, work.communityId)
  const placer = new Placer(
    grids,
    buildings.map(({ id, grid_id: gridId, door }) => ({ id, gridId, door })),
  )
  if (kind === 'cadastre') {
    const byDoor = new Map(buildings.map((building) => [building.door, building]))
    const byParcel = new Map(
      buildings.flatMap((one) => (one.parcel_code === null ? [] : [[one.parcel_code, one] as const])),
    )
    const brought = new Set<string>()
    return (row, cells) => planCadastreRow(row, cells, { placer, byDoor, byParcel, brought })
  }
  const households = await readKnownHouseholds(work.db, work.communityId)
  const places = { placer, households, unplaced: new Map<string, PlannedRow>() }
  return (row, cells) => planLedgerRow(work, row, cells, places)
}

async function* verdicts(work: Work, kind: ImportKind, sheets: readonly MappedSheet[], cellsOf: CellsOf) {
  const community = await readCommunity(work.db, work.communityId)
  const placeNames = community?.placeNames ?? []
  const grids = await readGrids(work.db, work.communityId)
  const areaCode = community?.areaCode
  const context = { placeNames, ...(areaCode == null ? {} : { areaCode }) }
  const slices =
    kind === 'cadastre'
      ? checkCadastreRows(sheets, { placeNames })
      : kind === 'results'
        ? checkResultRows(sheets, context)
        : checkLedgerRows(sheets, { ...context, grids })
  for await (const slice of slices) yield slice.map((verdict) => rowOf(verdict, cellsOf))
}

/** Judges every row of a file and finds its place in the ledger; the verdicts are kept in slices. */
export async function checkBatch(work: Work, batch: BatchRow, tell: Tell): Promise<Counts & Pick<BatchRow, 'sheets'>> {
  const tables = await unpackTables(work, await readTablesSealed(work.db, work.communityId, batch.id))
  const cellsOf = cellFinder(tables)
  const choice = Object.fromEntries(batch.sheets.map((sheet) => [sheet.name, sheet.mapping]))
  const { sheets: mapped, skipped } = mapSheets(tables, batch.kind, choice)
  const planOne = await plannerFor(work, batch.kind)
  await removeSlices(work.db, work.communityId, batch.id)
  const total = tables.reduce((sum, table) => sum + (table.problem === null ? table.rows.length : 0), 0)
  const counts: Counts = { done: 0, total, good: 0, rejected: 0, warned: 0, numbers: 0 }
  const changing = new Map<string, number>()
  let sliceNo = 0
  for await (const slice of verdicts(work, batch.kind, mapped, cellsOf)) {
    const rows = slice.map((row) => (row.verdict === 'good' ? planOne(row, cellsOf(row.sheet, row.row)) : row))
    const good = rows.filter((row) => row.verdict === 'good').length
    counts.done += rows.length
    counts.good += good
    counts.rejected += rows.length - good
    counts.warned += rows.filter((row) => row.warned).length
    counts.numbers += rows.reduce((sum, { cells }) => sum + numbersIn(cells ?? []), 0)
    for (const { sheet } of rows.filter(changesLedger)) changing.set(sheet, (changing.get(sheet) ?? 0) + 1)
    await addSlice(work.db, {
      communityId: work.communityId,
      batchId: batch.id,
      sliceNo: sliceNo++,
      good,
      rejected: rows.length - good,
      rowsSealed: work.vault.packForCommunity(work.communityId, JSON.stringify(rows)),
    })
    await tell(counts)
  }
  if (counts.done === 0)
    throw new ImportRefusal('empty', skipped[0]?.problem ?? '这个文件里没有可以导入的行；请检查列对应得对不对')
  const sheets = batch.sheets.map((sheet) => ({ ...sheet, changing: changing.get(sheet.name) ?? 0 }))
  return { ...counts, total: counts.done, sheets }
}

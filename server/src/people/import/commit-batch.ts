import { sql } from 'drizzle-orm'
import type { CadastreStored, LedgerStored, ResultStored } from '@gezhong/shared/people/import/row-verdict'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { changeBuildings } from '../ledger/building-changes.ts'
import { inChunks } from '../../database/in-chunks.ts'
import { createBuildings, createHouseholds } from '../ledger/creation-service.ts'
import { buildingDoor } from '../ledger/door-order.ts'
import { changeHouseholds } from '../ledger/household-changes.ts'
import { takeIn } from '../results/take-in.ts'
import { readSlice, readSliceCounts, type BatchRow } from './batch-queries.ts'
import type { Counts, Tell } from './check-batch.ts'
import { buildingFields } from './plan-cadastre.ts'
import { patchOf } from './plan-ledger.ts'
import { changesLedger, type PlannedRow } from './planned-row.ts'

/** After so many new rows the planner's statistics are worth refreshing. */
const MANY = 1000

/** Rows that are written together: slices are cut for the checking, and smaller ones cost more than their rows. */
const TOGETHER = 2000

export const openSlice = (work: Work, sealed: Buffer): PlannedRow[] =>
  JSON.parse(work.vault.unpackForCommunity(work.communityId, sealed)) as PlannedRow[]

interface Origin {
  reason: string
  importId: string
}

/** Buildings that this import has made, by door: the second household of a house finds it there. */
type Made = Map<string, string>

async function writeLedgerRows(work: Work, rows: readonly PlannedRow[], made: Made, origin: Origin): Promise<void> {
  const fresh = rows.filter((row) => row.effect === 'create')
  const houses = new Map<string, { id: string; gridId: string; door: string }>()
  for (const row of fresh) {
    const door = buildingDoor(row.door!)
    if (row.buildingId === null && !made.has(door)) {
      const id = uuidv7()
      made.set(door, id)
      houses.set(door, { id, gridId: row.gridId!, door })
    }
  }
  await createBuildings(work, [...houses.values()], origin)
  await createHouseholds(
    work,
    fresh.map((row) => {
      const stored = row.stored as LedgerStored
      const { phones = [], headcount = null, ...rest } = patchOf(stored)
      const buildingId = row.buildingId ?? made.get(buildingDoor(stored.door))!
      return { gridId: row.gridId!, buildingId, door: stored.door, headcount, phones, ...rest }
    }),
    origin,
  )
  for (const part of inChunks(rows.filter((row) => row.effect === 'update')))
    await changeHouseholds(
      work,
      part.map((row) => ({ id: row.targetId!, patch: patchOf(row.stored as LedgerStored) })),
      origin,
    )
}

async function writeCadastreRows(work: Work, rows: readonly PlannedRow[], origin: Origin): Promise<void> {
  for (const part of inChunks(rows.filter((row) => row.effect === 'create')))
    await createBuildings(
      work,
      part.map((row) => ({ gridId: row.gridId!, door: row.door!, ...buildingFields(row.stored as CadastreStored) })),
      origin,
    )
  for (const part of inChunks(rows.filter((row) => row.effect === 'update')))
    await changeBuildings(
      work,
      part.map((row) => ({ id: row.targetId!, patch: buildingFields(row.stored as CadastreStored) })),
      origin,
    )
}

/** All at once: whom a row is about is looked up among the people of the community, which are read once. */
async function commitResults(work: Work, batch: BatchRow, tell: Tell): Promise<Counts> {
  const { good, rejected, warned, numbers } = batch
  const counts: Counts = { done: 0, total: good, good, rejected, warned, numbers }
  const rows: PlannedRow[] = []
  for (const { sliceNo } of await readSliceCounts(work.db, work.communityId, batch.id)) {
    const all = openSlice(work, await readSlice(work.db, work.communityId, batch.id, sliceNo))
    for (const row of all) if (row.verdict === 'good') rows.push({ ...row, cells: null })
  }
  const files = rows.map(({ sheet, row, stored }) => ({ sheet, row, stored: stored as ResultStored }))
  await takeIn(work, batch.id, files, (done) => tell({ ...counts, done }))
  if (good > MANY) await work.db.execute(sql`SELECT refresh_statistics()`)
  return { ...counts, done: good }
}

/** Writes the good rows into the ledger, each with its history, in the caller's one transaction. */
export async function commitBatch(work: Work, batch: BatchRow, tell: Tell): Promise<Counts> {
  if (batch.kind === 'results') return commitResults(work, batch, tell)
  const origin = { reason: `导入 ${batch.fileName}`, importId: batch.id }
  const { good, rejected, warned, numbers } = batch
  const counts: Counts = { done: 0, total: good, good, rejected, warned, numbers }
  const made: Made = new Map()
  let waiting: PlannedRow[] = []
  const write = async () => {
    if (batch.kind === 'ledger') await writeLedgerRows(work, waiting, made, origin)
    else await writeCadastreRows(work, waiting, origin)
    waiting = []
    await tell(counts)
  }
  for (const { sliceNo } of await readSliceCounts(work.db, work.communityId, batch.id)) {
    const all = openSlice(work, await readSlice(work.db, work.communityId, batch.id, sliceNo))
    const rows = all.filter((row) => row.verdict === 'good')
    counts.done += rows.length
    waiting.push(...rows.filter(changesLedger))
    if (waiting.length >= TOGETHER) await write()
  }
  await write()
  if (good > MANY) await work.db.execute(sql`SELECT refresh_statistics()`)
  return counts
}

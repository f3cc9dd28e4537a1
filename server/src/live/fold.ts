import { sql } from 'drizzle-orm'
import type { LiveEvent } from '@gezhong/shared/live/contract'
import { inChunks } from '../database/in-chunks.ts'
import type { Db } from '../database/pool.ts'
import { eachInTurn } from '../database/communities.ts'
import { transactAsSystem, type Kernel, type Work } from '../database/transact.ts'
import { CHANNEL, type Notice } from './hub.ts'

/*
 * Folds "something changed in this grid" into the roll's numbers. Writers only insert a row here and lock nothing that
 * others need; this loop takes the rows, counts the touched grids again from the raw rows and notifies once per batch.
 * Counting again instead of adding deltas means that a number can lag, by less than a second, but never drift.
 */

const BATCH = 5000
const GRIDS_PER_NOTICE = 150

interface DirtyRow extends Record<string, unknown> {
  grid_id: string
  roll_id: string | null
  topic: 'roll' | 'ledger' | 'differences' | 'orders'
}

/** What the folding asks of the capabilities that own the numbers. */
export interface Folding {
  /** The ledger of these grids changed: hold what was said there against it again. */
  followLedger(work: Work, gridIds: readonly string[]): Promise<void>
  /** People were sampled in these grids, or what the ledger knows of them changed; `null`: in every round. */
  followSamples(work: Work, rollId: string | null, gridIds: readonly string[]): Promise<void>
  /** Counts grids of these rolls again. */
  recount: Recount
  /** What is missing in these grids changed: whoever is missing is asked after. */
  followMissing(work: Work, gridIds: readonly string[]): Promise<void>
}

export type Recount = (
  db: Db,
  communityId: string,
  rollIds: readonly string[] | 'open',
  gridIds: readonly string[],
) => Promise<Counted[]>

export interface Counted {
  rollId: string
  revision: number
  /** Where it was counted, and is told to be. */
  gridIds: readonly string[]
}

const unique = (values: readonly string[]): string[] => [...new Set(values)]

async function countAgain(work: Work, rows: readonly DirtyRow[], recount: Recount): Promise<LiveEvent[]> {
  const { db, communityId } = work
  const events: LiveEvent[] = []
  const gridsOf = (wanted: (row: DirtyRow) => boolean) => unique(rows.filter(wanted).map((row) => row.grid_id))
  const ledgerGrids = gridsOf((row) => row.topic === 'ledger')
  const revisions: Counted[] = []
  if (ledgerGrids.length > 0) {
    for (const part of inChunks(ledgerGrids, GRIDS_PER_NOTICE)) events.push({ topic: 'ledger', gridIds: part })
    revisions.push(...(await recount(db, communityId, 'open', ledgerGrids)))
  }
  // Nothing is counted: what is ordered is summed by whoever asks.
  for (const part of inChunks(
    gridsOf((row) => row.topic === 'orders'),
    GRIDS_PER_NOTICE,
  ))
    events.push({ topic: 'orders', gridIds: part })
  for (const rollId of unique(rows.flatMap((row) => row.roll_id ?? []))) {
    const gridIds = gridsOf((row) => row.roll_id === rollId)
    revisions.push(...(await recount(db, communityId, [rollId], gridIds)))
    for (const part of inChunks(
      gridsOf((row) => row.roll_id === rollId && row.topic === 'differences'),
      GRIDS_PER_NOTICE,
    ))
      events.push({ topic: 'differences', rollId, gridIds: part })
  }
  for (const { rollId, revision, gridIds } of revisions)
    for (const part of inChunks(gridIds, GRIDS_PER_NOTICE))
      events.push({ topic: 'roll', rollId, revision, gridIds: part })
  return events
}

async function takeDirty(db: Db, communityId: string): Promise<DirtyRow[]> {
  const { rows } = await db.execute<DirtyRow>(sql`
    DELETE FROM live_dirty WHERE id IN (
      SELECT id FROM live_dirty WHERE community_id = ${communityId} ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING grid_id, roll_id, topic`)
  return rows
}

async function foldCommunity(
  work: Work,
  { followLedger, followSamples, recount, followMissing }: Folding,
): Promise<number> {
  const rows = await takeDirty(work.db, work.communityId)
  const ledgerGrids = unique(rows.filter((row) => row.topic === 'ledger').map((row) => row.grid_id))
  if (ledgerGrids.length > 0) {
    await followLedger(work, ledgerGrids)
    await followSamples(work, null, ledgerGrids)
  }
  const counted = rows.filter((row) => row.topic === 'roll')
  for (const rollId of unique(counted.flatMap((row) => row.roll_id ?? [])).sort())
    await followSamples(work, rollId, unique(counted.filter((row) => row.roll_id === rollId).map((row) => row.grid_id)))
  const events = await countAgain(work, rows, recount)
  const missing = rows.filter((row) => row.topic !== 'orders')
  if (missing.length > 0) await followMissing(work, unique(missing.map((row) => row.grid_id)))
  for (const event of events) await announce(work.db, { communityId: work.communityId, event })
  return rows.length
}

/** One turn of the loop; returns how many marks it folded. */
export async function foldOnce(kernel: Kernel, folding: Folding): Promise<number> {
  const { rows } = await kernel.pool.query<{ community_id: string }>('SELECT DISTINCT community_id FROM live_dirty')
  return eachInTurn(
    rows.map((row) => row.community_id),
    (communityId) => transactAsSystem(kernel, communityId, (work) => foldCommunity(work, folding)),
  )
}

/** Delivered when the transaction commits. */
export async function announce(db: Db, notice: Notice): Promise<void> {
  await db.execute(sql`SELECT pg_notify(${CHANNEL}, ${JSON.stringify(notice)})`)
}

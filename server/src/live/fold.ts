import { sql } from 'drizzle-orm'
import type { LiveEvent } from '@gezhong/shared/live/contract'
import type { Db } from '../database/pool.ts'
import { dbOver } from '../database/pool.ts'
import { SYSTEM_ACCOUNT, type Kernel } from '../database/transact.ts'
import { setScope, WHOLE_COMMUNITY } from '../database/scope.ts'
import { CHANNEL, type Notice } from './hub.ts'

/*
 * Folds "something changed in this grid" into the roll's numbers. Writers only insert a row here and lock nothing that
 * others need; this loop takes the rows, counts the touched grids again from the raw rows and notifies once per batch.
 * Counting again instead of adding deltas means that a number can lag, by less than a second, but never drift.
 */

const BATCH = 5000
const GRIDS_PER_NOTICE = 150

interface DirtyRow extends Record<string, unknown> {
  community_id: string
  grid_id: string
  roll_id: string | null
  topic: 'roll' | 'ledger' | 'differences'
}

/** Counts grids of a roll again; given by the rolls capability, which owns the numbers. */
export type Recount = (
  db: Db,
  communityId: string,
  rollIds: readonly string[] | 'open',
  gridIds: readonly string[],
) => Promise<{ rollId: string; revision: number }[]>

function chunks<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = []
  for (let start = 0; start < items.length; start += size) result.push(items.slice(start, start + size))
  return result
}

const unique = (values: readonly string[]): string[] => [...new Set(values)]

async function foldCommunity(db: Db, communityId: string, rows: readonly DirtyRow[], recount: Recount) {
  const events: LiveEvent[] = []
  const gridsOf = (wanted: (row: DirtyRow) => boolean) => unique(rows.filter(wanted).map((row) => row.grid_id))
  const ledgerGrids = gridsOf((row) => row.topic === 'ledger')
  const revisions: { rollId: string; revision: number; gridIds: string[] }[] = []
  if (ledgerGrids.length > 0) {
    for (const part of chunks(ledgerGrids, GRIDS_PER_NOTICE)) events.push({ topic: 'ledger', gridIds: part })
    const counted = await recount(db, communityId, 'open', ledgerGrids)
    revisions.push(...counted.map((roll) => ({ ...roll, gridIds: ledgerGrids })))
  }
  for (const rollId of unique(rows.flatMap((row) => row.roll_id ?? []))) {
    const gridIds = gridsOf((row) => row.roll_id === rollId)
    const counted = await recount(db, communityId, [rollId], gridIds)
    revisions.push(...counted.map((roll) => ({ ...roll, gridIds })))
    for (const part of chunks(gridsOf((row) => row.roll_id === rollId && row.topic === 'differences'), GRIDS_PER_NOTICE))
      events.push({ topic: 'differences', rollId, gridIds: part })
  }
  for (const { rollId, revision, gridIds } of revisions)
    for (const part of chunks(gridIds, GRIDS_PER_NOTICE)) events.push({ topic: 'roll', rollId, revision, gridIds: part })
  return events
}

/** One turn of the loop; returns how many rows it folded. */
export async function foldOnce(kernel: Kernel, recount: Recount): Promise<number> {
  const client = await kernel.pool.connect()
  const db = dbOver(client)
  try {
    await client.query('BEGIN')
    const { rows } = await db.execute<DirtyRow>(sql`
      DELETE FROM live_dirty WHERE id IN (
        SELECT id FROM live_dirty ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING community_id, grid_id, roll_id, topic`)
    for (const communityId of unique(rows.map((row) => row.community_id))) {
      await setScope(client, communityId, SYSTEM_ACCOUNT, WHOLE_COMMUNITY)
      const mine = rows.filter((row) => row.community_id === communityId)
      for (const event of await foldCommunity(db, communityId, mine, recount))
        await announce(db, { communityId, event })
    }
    await client.query('COMMIT')
    return rows.length
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/** Delivered when the transaction commits. */
export async function announce(db: Db, notice: Notice): Promise<void> {
  await db.execute(sql`SELECT pg_notify(${CHANNEL}, ${JSON.stringify(notice)})`)
}

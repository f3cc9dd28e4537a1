import { sql } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { countStanding } from './count-queries.ts'
import { lowestGridsOf, readInhabitedGrids, readOpenRolls, readProgress, type RollRow } from './queries.ts'

/*
 * Holds the kept numbers of the open rolls against the raw rows, at one moment. A number that has not been folded yet is
 * no fault; its grid is named as pending.
 */

const NUMBERS = [
  'households',
  'reported',
  'differs',
  'missing',
  'excused',
  'expected_people',
  'reported_people',
  'excused_people',
  'missing_people',
] as const

export interface CountFault {
  rollId: string
  roll: string
  gridId: string
  grid: string
  number: (typeof NUMBERS)[number]
  kept: number
  counted: number
}

export interface CountCheck {
  rolls: number
  /** Grids held against their rows, each once a roll. */
  grids: number
  expectedPeople: number
  /** Grids that changed a moment ago and are about to be counted. */
  pending: number
  faults: CountFault[]
}

async function readPending(work: Work): Promise<(gridId: string, rollId: string) => boolean> {
  const { rows } = await work.db.execute<{ grid_id: string; roll_id: string | null }>(sql`
    SELECT DISTINCT grid_id, roll_id FROM live_dirty WHERE community_id = ${work.communityId}`)
  const marks = new Set(rows.map((row) => `${row.grid_id} ${row.roll_id ?? ''}`))
  return (gridId, rollId) => marks.has(`${gridId} `) || marks.has(`${gridId} ${rollId}`)
}

interface Village {
  inhabited: readonly string[]
  codes: ReadonlyMap<string, string>
  isPending: (gridId: string, rollId: string) => boolean
}

async function checkRoll(work: Work, roll: RollRow, village: Village, check: CountCheck): Promise<void> {
  const { inhabited, codes, isPending } = village
  const asked = await lowestGridsOf(work.db, work.communityId, roll.gridId, inhabited)
  const counted = new Map(
    (await countStanding(work.db, work.communityId, roll, asked)).map((row) => [row.grid_id, row]),
  )
  const kept = new Map((await readProgress(work.db, work.communityId, roll.id)).map((row) => [row.grid_id, row]))
  for (const gridId of new Set([...counted.keys(), ...kept.keys()])) {
    check.grids++
    check.expectedPeople += counted.get(gridId)?.expected_people ?? 0
    if (isPending(gridId, roll.id)) {
      check.pending++
      continue
    }
    for (const number of NUMBERS) {
      const one = { kept: kept.get(gridId)?.[number] ?? 0, counted: counted.get(gridId)?.[number] ?? 0 }
      if (one.kept !== one.counted)
        check.faults.push({ rollId: roll.id, roll: roll.title, gridId, grid: codes.get(gridId) ?? '', number, ...one })
    }
  }
}

/** To be the first in its transaction: everything is read as of one moment. */
export async function checkCounts(work: Work): Promise<CountCheck> {
  await work.db.execute(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`)
  const check: CountCheck = { rolls: 0, grids: 0, expectedPeople: 0, pending: 0, faults: [] }
  const village = {
    inhabited: await readInhabitedGrids(work.db, work.communityId),
    codes: await readGridCodes(work.db, work.communityId),
    isPending: await readPending(work),
  }
  for (const roll of await readOpenRolls(work.db, work.communityId)) {
    check.rolls++
    await checkRoll(work, roll, village, check)
  }
  return check
}

import { uuidv7 } from 'uuidv7'
import { inChunks } from '../../database/in-chunks.ts'
import type { Work } from '../../database/transact.ts'
import { followTubesToRetest } from './retest.ts'
import type { ResultRow } from './row-queries.ts'
import {
  addResults,
  placeResults,
  readFallingOnPersons,
  readFallingOnTubes,
  removeResults,
  type Falling,
} from './spread-queries.ts'

/*
 * Writes what matched rows say beside the samples they speak of, so that a household reads its own and nobody else's. Runs
 * over the whole community: a tube holds samples of several households.
 */

const AT_ONCE = 2000

async function write(work: Work, falling: readonly Falling[]): Promise<void> {
  await addResults(
    work.db,
    falling.map((row) => ({
      communityId: work.communityId,
      id: uuidv7(),
      rowId: row.row_id,
      roundId: row.round_id,
      tubeId: row.tube_id,
      sampleId: row.sample_id,
      gridId: row.grid_id,
      buildingId: row.building_id,
      householdId: row.household_id,
      residentId: row.resident_id,
      people: row.people,
      outcome: row.outcome,
      testedAt: new Date(row.tested_at),
    })),
  )
}

/** Brings what is written of these tubes up to date, and the re-tests that follow from it. */
export async function followTubes(work: Work, tubeIds: readonly string[]): Promise<void> {
  for (const part of inChunks([...new Set(tubeIds)], AT_ONCE)) {
    await placeResults(work.db, work.communityId, part)
    await write(work, await readFallingOnTubes(work.db, work.communityId, part))
    await followTubesToRetest(work, part)
  }
}

/** Writes what these rows say. */
export async function spread(
  work: Work,
  rows: readonly Pick<ResultRow, 'id' | 'tubeId' | 'householdId'>[],
): Promise<void> {
  const tubeIds = rows.flatMap(({ tubeId }) => tubeId ?? [])
  for (const part of inChunks(
    rows.filter(({ householdId }) => householdId !== null),
    AT_ONCE,
  )) {
    const falling = await readFallingOnPersons(
      work.db,
      work.communityId,
      part.map(({ id }) => id),
    )
    await write(work, falling)
    tubeIds.push(...falling.flatMap((row) => row.tube_id ?? []))
  }
  await followTubes(work, tubeIds)
}

/** Takes away what these rows say, and lets other rows about the same tubes speak. */
export async function takeAway(work: Work, rows: readonly Pick<ResultRow, 'id' | 'tubeId'>[]): Promise<void> {
  const tubeIds = rows.flatMap(({ tubeId }) => tubeId ?? [])
  for (const part of inChunks(rows, AT_ONCE))
    tubeIds.push(
      ...(await removeResults(
        work.db,
        work.communityId,
        part.map(({ id }) => id),
      )),
    )
  await followTubes(work, tubeIds)
}

import { civilDay } from '@gezhong/shared/civil-day'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { findRetest, readListedTubes, replaceTubeDue, type DueRow } from '../rounds/due-queries.ts'
import { addRound } from '../rounds/queries.ts'
import { begin } from '../rolls/service.ts'
import { readInTubes, readTubesToRetest, type InTube } from './retest-queries.ts'

/*
 * A positive tube of several people says of nobody who it is, so all of them come again, each in a tube of their own; so do
 * those of a tube whose result is unclear. They are listed in a round that says no more than 复检 and the day, and that only
 * they and those who must know of see. Once the result is taken back, or a later one says otherwise, they are off the list
 * again.
 */

const RETEST_DAYS = 3

const DAY = 86_400_000

async function openRetest(work: Work): Promise<string> {
  const id = uuidv7()
  const [, month, day] = civilDay(work.now).split('-').map(Number)
  await begin(work, {
    id,
    title: `复检 ${month}月${day}日`,
    question: 'who-was-tested',
    gridId: null,
    due: 'listed',
  })
  const window = { startsAt: work.now, endsAt: new Date(work.now.getTime() + RETEST_DAYS * DAY) }
  await addRound(work.db, {
    communityId: work.communityId,
    id,
    gridId: null,
    method: 'pcr',
    tubeSize: 1,
    retest: true,
    ...window,
  })
  return id
}

const dueRow = (work: Work, roundId: string, at: InTube): DueRow => ({
  communityId: work.communityId,
  id: uuidv7(),
  roundId,
  gridId: at.grid_id,
  buildingId: at.building_id,
  householdId: at.household_id,
  residentId: at.resident_id,
  people: at.people,
  tubeId: at.tube_id,
})

/** Holds the re-tests against what is now known of these tubes. */
export async function followTubesToRetest(work: Work, tubeIds: readonly string[]): Promise<void> {
  const { db, communityId } = work
  const open = await readTubesToRetest(db, communityId, tubeIds)
  const listed = await readListedTubes(db, communityId, tubeIds)
  if (open.size === 0 && listed.size === 0) return
  // Two files at once would open two rounds for the same day.
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`retest ${communityId}`}, 0))`)
  const people = await readInTubes(db, communityId, [...open])
  const fresh = people.some(({ tube_id: id }) => !listed.has(id))
  const target = fresh ? ((await findRetest(db, communityId)) ?? (await openRetest(work))) : null
  const wanted = people.flatMap((one) => {
    const roundId = listed.get(one.tube_id) ?? target
    return roundId === null ? [] : [dueRow(work, roundId, one)]
  })
  const { added, removed } = await replaceTubeDue(db, communityId, [...new Set([...open, ...listed.keys()])], wanted)
  for (const { gridId, roundId } of [...added, ...removed]) work.touch({ gridId, rollId: roundId, topic: 'roll' })
  const countOf = (rows: readonly DueRow[]) => rows.reduce((sum, row) => sum + (row.people ?? 0), 0)
  if (added.length > 0) work.record({ action: 'result.retest-listed', detail: `${countOf(added)} 人要复检` })
  if (removed.length > 0) work.record({ action: 'result.retest-lifted', detail: `${countOf(removed)} 人不用复检了` })
}

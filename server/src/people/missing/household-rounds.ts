import { Refusal } from '@gezhong/shared/errors'
import type { HouseholdRound } from '@gezhong/shared/people/missing/contract'
import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { maskText } from '../../security/mask-text.ts'
import { findHousehold } from '../ledger/household-queries.ts'
import { coverage } from '../rolls/coverage.ts'
import { readRolls, type RollRow } from '../rolls/queries.ts'

const ROUNDS_SHOWN = 6

interface SampleRow extends Record<string, unknown> {
  id: string
  round_id: string
  name_sealed: Buffer | null
  people: number
  code: string
  taken_by_name: string
  taken_at: Date
  undone: boolean
}

async function readSamples({ db, communityId }: Work, householdId: string, roundIds: readonly string[]) {
  const { rows } = await db.execute<SampleRow>(sql`
    SELECT sample.id, sample.round_id, resident.name_sealed, sample.people, tube.code,
      account.display_name AS taken_by_name, sample.taken_at, sample.undone_at IS NOT NULL AS undone
    FROM sample
    JOIN tube ON tube.community_id = sample.community_id AND tube.id = sample.tube_id
    JOIN account ON account.id = sample.taken_by
    LEFT JOIN resident ON resident.community_id = sample.community_id AND resident.id = sample.resident_id
    WHERE sample.community_id = ${communityId} AND sample.household_id = ${householdId}
      AND sample.round_id = ANY (${idList(roundIds)})
    ORDER BY sample.received_at, sample.id`)
  return rows
}

interface CoverRow extends Record<string, unknown> {
  due: number
  done: number
  excused: number
  missing: number
}

/** Nothing when the round is for listed people and nobody of the household is on its list. */
async function readCover({ db, communityId }: Work, roll: RollRow, householdId: string): Promise<CoverRow | undefined> {
  const { rows } = await db.execute<CoverRow>(sql`
    SELECT cover.due, cover.done, cover.excused, cover.missing FROM household ${coverage(communityId, roll)}
    WHERE household.community_id = ${communityId} AND household.id = ${householdId}`)
  return rows[0]
}

interface Asking {
  roll: RollRow
  cover: CoverRow
}

/** The last rounds that ask the household, newest first. */
async function roundsAsking(work: Work, gridId: string, householdId: string): Promise<Asking[]> {
  const asking: Asking[] = []
  for (const roll of await readRolls(work.db, work.communityId)) {
    if (roll.question !== 'who-was-tested') continue
    const asked = roll.gridId === null ? null : await readSubtree(work.db, work.communityId, roll.gridId)
    if (asked !== null && !asked.includes(gridId)) continue
    const cover = await readCover(work, roll, householdId)
    if (cover !== undefined) asking.push({ roll, cover })
    if (asking.length === ROUNDS_SHOWN) break
  }
  return asking
}

export async function roundsOf(work: Work, householdId: string): Promise<{ rounds: HouseholdRound[] }> {
  const home = await findHousehold(work.db, work.communityId, householdId)
  if (home === undefined) throw new Refusal('not-found')
  const asking = await roundsAsking(work, home.grid_id, householdId)
  const samples = await readSamples(
    work,
    householdId,
    asking.map(({ roll }) => roll.id),
  )
  const rounds = asking.map(({ roll, cover: { due, done, excused, missing } }): HouseholdRound => {
    const own = samples.filter((row) => row.round_id === roll.id)
    return {
      rollId: roll.id,
      title: maskText(roll.title),
      openedAt: roll.openedAt.toISOString(),
      due,
      done,
      excused,
      missing,
      samples: own.map((row) => ({
        id: row.id,
        name: row.name_sealed === null ? null : maskText(work.vault.open(work.communityId, row.name_sealed)),
        people: row.people,
        tubeCode: row.code,
        takenByName: row.taken_by_name,
        takenAt: new Date(row.taken_at).toISOString(),
        undone: row.undone,
      })),
    }
  })
  return { rounds }
}

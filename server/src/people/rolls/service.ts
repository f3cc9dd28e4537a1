import { liesWithin } from '@gezhong/shared/actor'
import { canRunRoll } from '@gezhong/shared/people/policy'
import { ROLL_NEXT, type GridProgress, type Roll, type RollState } from '@gezhong/shared/people/rolls/contract'
import { Refusal } from '@gezhong/shared/errors'
import { and, eq } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { findGrid, readGrids, readGridCodes } from '../../grid/communities/queries.ts'
import { maskText, refuseNumbers } from '../../security/mask-text.ts'
import { countStanding, type CountRow } from './count-queries.ts'
import {
  countOpenDifferences,
  findRoll,
  lowestGridsOf,
  readInhabitedGrids,
  readListedGrids,
  readMatrix,
  readProgress,
  readRolls,
  type RollRow,
} from './queries.ts'
import { roll } from './tables.ts'

const MATRIX_ROLLS = 8

export const present = (row: RollRow): Roll => ({
  id: row.id,
  title: maskText(row.title),
  question: row.question,
  gridId: row.gridId,
  state: row.state,
  openedAt: row.openedAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
})

export async function requireRoll(work: Work, id: string): Promise<RollRow> {
  const row = await findRoll(work.db, work.communityId, id)
  if (row === undefined) throw new Refusal('not-found')
  return row
}

/** Refuses what is said for a grid, or in the group of one, that the roll does not ask. */
export async function requireAsked(work: Work, roll: RollRow, gridCode: string): Promise<void> {
  if (roll.gridId === null) return
  const asked = await findGrid(work.db, work.communityId, roll.gridId)
  if (asked === undefined || !liesWithin(gridCode, asked.code)) throw new Refusal('not-asked')
}

export async function list(work: Work, state?: RollState): Promise<Roll[]> {
  return (await readRolls(work.db, work.communityId, state)).map(present)
}

export async function requireRight(work: Work, gridId: string | null): Promise<void> {
  const grid = gridId === null ? null : await findGrid(work.db, work.communityId, gridId)
  if (grid === undefined) throw new Refusal('not-found')
  if (!canRunRoll(work.actor, grid?.code ?? null)) throw new Refusal('not-allowed')
}

async function askedGrids(work: Work, { id, gridId, due }: Pick<RollRow, 'id' | 'gridId' | 'due'>): Promise<string[]> {
  const touched =
    due === 'listed'
      ? await readListedGrids(work.db, work.communityId, id)
      : await readInhabitedGrids(work.db, work.communityId)
  return lowestGridsOf(work.db, work.communityId, gridId, touched)
}

/** Counts the roll again wherever it asks. */
export async function touchAsked(work: Work, roll: Pick<RollRow, 'id' | 'gridId' | 'due'>): Promise<void> {
  for (const gridId of await askedGrids(work, roll)) work.touch({ gridId, rollId: roll.id, topic: 'roll' })
}

type Opening = Pick<Roll, 'id' | 'title' | 'question' | 'gridId'> & Partial<Pick<RollRow, 'due'>>

/** One for listed people is counted once its list is written. */
export async function open(work: Work, input: Opening): Promise<Roll> {
  await requireRight(work, input.gridId)
  return begin(work, input)
}

/** Opens a roll for whoever has the right to, by a plan, or for a re-test. */
export async function begin(work: Work, input: Opening): Promise<Roll> {
  refuseNumbers('title', input.title)
  const [row] = await work.db
    .insert(roll)
    .values({
      ...input,
      communityId: work.communityId,
      state: 'open',
      openedAt: work.now,
      openedBy: work.actor.accountId,
    })
    .returning()
  await touchAsked(work, row!)
  work.record({ action: 'roll.opened', subjectId: input.id, detail: input.title })
  return present(row!)
}

export async function change(work: Work, id: string, state: RollState): Promise<Roll> {
  const before = await requireRoll(work, id)
  await requireRight(work, before.gridId)
  return setState(work, before, state)
}

export async function setState(work: Work, before: RollRow, state: RollState): Promise<Roll> {
  const { id } = before
  if (before.state === state) return present(before)
  if (!ROLL_NEXT[before.state].includes(state)) throw new Refusal('changed-meanwhile')
  const [row] = await work.db
    .update(roll)
    .set({ state, closedAt: state === 'closed' ? work.now : null })
    .where(and(eq(roll.communityId, work.communityId), eq(roll.id, id), eq(roll.state, before.state)))
    .returning()
  if (row === undefined) throw new Refusal('changed-meanwhile')
  // Nobody is missing in a closed roll any more. One that goes on is held against what the ledger became meanwhile.
  if (state === 'open') for (const gridId of await askedGrids(work, row)) work.touch({ gridId, topic: 'ledger' })
  else await touchAsked(work, row)
  work.record({
    action: 'roll.changed',
    subjectId: id,
    detail: `${before.title}：${state === 'open' ? '继续' : '结束'}`,
  })
  return present(row)
}

const presentCount = (count: CountRow & { grid_code: string }): GridProgress => ({
  gridId: count.grid_id,
  gridCode: count.grid_code,
  households: count.households,
  reported: count.reported,
  differs: count.differs,
  missing: count.missing,
  excused: count.excused,
  expectedPeople: count.expected_people,
  reportedPeople: count.reported_people,
  excusedPeople: count.excused_people,
  missingPeople: count.missing_people,
})

/** Whoever answers for some buildings only has numbers small enough to be counted each time. */
async function countedNow(work: Work, row: RollRow): Promise<GridProgress[]> {
  const codes = await readGridCodes(work.db, work.communityId)
  const counts = await countStanding(work.db, work.communityId, row, null)
  return counts.map((count) => presentCount({ ...count, grid_code: codes.get(count.grid_id) ?? '' }))
}

export async function progress(work: Work, id: string) {
  const row = await requireRoll(work, id)
  const openDifferences = await countOpenDifferences(work.db, work.communityId, id)
  if (work.scope.grids === '') return { rollId: id, revision: 0, openDifferences, grids: await countedNow(work, row) }
  const counts = await readProgress(work.db, work.communityId, id)
  return {
    rollId: id,
    revision: Math.max(0, ...counts.map((count) => Number(count.revision))),
    openDifferences,
    grids: counts.map(presentCount),
  }
}

export async function matrix(work: Work) {
  const rolls = (await readRolls(work.db, work.communityId)).slice(0, MATRIX_ROLLS)
  const tops = (await readGrids(work.db, work.communityId)).filter((grid) => grid.level === 'grid')
  const cells = await readMatrix(
    work.db,
    work.communityId,
    rolls.map((row) => row.id),
  )
  return {
    rolls: rolls.map((row) => ({
      rollId: row.id,
      title: maskText(row.title),
      cells: cells
        .filter((cell) => cell.roll_id === row.id)
        .flatMap((cell) => {
          const top = tops.find((grid) => grid.code === cell.top_code)
          return top === undefined ? [] : [{ gridId: top.id, gridCode: top.code, missing: cell.missing }]
        }),
    })),
  }
}

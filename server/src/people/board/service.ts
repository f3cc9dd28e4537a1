import {
  MATRIX_ROUNDS,
  PACE_STEPS,
  type BoardLevel,
  type BoardRound,
  type PeopleNumbers,
  type RoundHousehold,
  type roundPeople,
} from '@gezhong/shared/people/board/contract'
import { maskName } from '@gezhong/shared/people/masked-name'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { presentResident } from '../ledger/present.ts'
import { readResidentsOf } from '../ledger/resident-queries.ts'
import { list, requireRound } from '../rounds/service.ts'
import { readSheetMarks } from '../sampling/sheet-queries.ts'
import {
  pieceOf,
  presentPeople,
  readAsides,
  readCells,
  readDue,
  readPeopleHouseholds,
  readSteps,
  readSums,
  STEP_SECONDS,
} from './queries.ts'
import { readAsideByGrid, readSamplers } from './sample-queries.ts'

const NOBODY: PeopleNumbers = { expectedPeople: 0, reportedPeople: 0, excusedPeople: 0, missingPeople: 0 }

export async function board(work: Work): Promise<BoardRound[]> {
  const rounds = await list(work)
  const ids = rounds.map(({ id }) => id)
  const sums = new Map((await readSums(work.db, work.communityId, ids)).map((row) => [row.roll_id, row]))
  const asides = new Map((await readAsides(work.db, work.communityId, ids)).map((row) => [row.round_id, row]))
  return rounds.map((round) => {
    const sum = sums.get(round.id)
    const aside = asides.get(round.id)
    return {
      ...round,
      ...(sum === undefined ? NOBODY : presentPeople(sum)),
      missing: sum?.missing ?? 0,
      outsiders: aside?.outsiders ?? 0,
      unplaced: aside?.unplaced ?? 0,
    }
  })
}

const byCode = (one: string, other: string): number => one.localeCompare(other, 'zh', { numeric: true })

export async function matrix(work: Work, level: BoardLevel) {
  const rounds = (await list(work)).slice(0, MATRIX_ROUNDS).toReversed()
  const ids = rounds.map(({ id }) => id)
  const cells = await readCells(work.db, work.communityId, ids, level)
  const rows = new Map<string, (PeopleNumbers | null)[]>()
  for (const cell of cells) {
    const row = rows.get(cell.code) ?? ids.map(() => null)
    row[ids.indexOf(cell.roll_id)] = presentPeople(cell)
    rows.set(cell.code, row)
  }
  return {
    rounds,
    rows: [...rows]
      .map(([gridCode, cells]) => ({ gridCode, cells }))
      .toSorted((one, other) => byCode(one.gridCode, other.gridCode)),
  }
}

/** How many half hours make a step, of a day at most, so that `last` lies within the steps there are; else in the last. */
function halfHoursPerStep(last: number): number {
  return [1, 2, 6, 12, 24, 48].find((many) => Math.floor(last / many) < PACE_STEPS) ?? 48
}

export async function pace(work: Work, roundId: string, level: BoardLevel) {
  const { roll, round } = await requireRound(work, roundId)
  const due = await readDue(work.db, work.communityId, roll)
  const steps = await readSteps(work.db, work.communityId, roll, round.startsAt)
  const last = Math.max(0, ...steps.map(({ step }) => step))
  const many = halfHoursPerStep(last)
  const columns = Math.min(PACE_STEPS, Math.floor(last / many) + 1)
  const rows = new Map<string, { expectedPeople: number; excusedPeople: number; tested: number[] }>()
  for (const { code, due: expected, excused } of due) {
    const piece = pieceOf(code, level)
    const row = rows.get(piece) ?? { expectedPeople: 0, excusedPeople: 0, tested: Array<number>(columns).fill(0) }
    row.expectedPeople += expected
    row.excusedPeople += excused
    rows.set(piece, row)
  }
  for (const { code, step, tested } of steps) {
    const row = rows.get(pieceOf(code, level))!
    for (let at = Math.min(columns - 1, Math.floor(step / many)); at < columns; at += 1) row.tested[at]! += tested
  }
  return {
    from: round.startsAt.toISOString(),
    minutes: (many * STEP_SECONDS) / 60,
    rows: [...rows]
      .map(([gridCode, row]) => ({ gridCode, ...row }))
      .toSorted((one, other) => byCode(one.gridCode, other.gridCode)),
  }
}

export async function samplers(work: Work, roundId: string) {
  await requireRound(work, roundId)
  const rows = await readSamplers(work.db, work.communityId, roundId)
  return {
    samplers: rows.map((row) => ({
      accountId: row.account_id,
      name: row.name,
      people: row.people,
      tubes: row.tubes,
      perHour: Math.round(row.people / (row.quarters / 4)),
      firstAt: new Date(row.first_at).toISOString(),
      lastAt: new Date(row.last_at).toISOString(),
      receivedAt: new Date(row.received_at).toISOString(),
    })),
  }
}

export async function aside(work: Work, roundId: string) {
  await requireRound(work, roundId)
  const rows = await readAsideByGrid(work.db, work.communityId, roundId)
  return {
    grids: rows.map((row) => ({
      gridId: row.grid_id,
      gridCode: row.grid_code,
      outsiders: row.outsiders,
      unplaced: row.unplaced,
      late: row.late,
    })),
  }
}

export async function people(work: Work, roundId: string, query: z.output<(typeof roundPeople)['query']>) {
  const { roll } = await requireRound(work, roundId)
  const { db, communityId } = work
  const gridIds = query.grid === undefined ? null : await readSubtree(db, communityId, query.grid)
  const found = await readPeopleHouseholds(db, communityId, roll, { ...query, gridIds })
  const shown = new Set(found.rows.map((row) => row.household_id))
  const near = [...new Set(found.rows.map((row) => row.grid_id))]
  const marks = await readSheetMarks(db, communityId, roll, near)
  const named = new Map<string, RoundHousehold['people']>()
  for (const resident of await readResidentsOf(db, communityId, near)) {
    if (!shown.has(resident.householdId)) continue
    const mark = marks.get(resident.id)
    const { name } = presentResident(work, resident)
    named.set(resident.householdId, [
      ...(named.get(resident.householdId) ?? []),
      { nameMasked: name === null ? '小孩' : maskName(name), tested: mark === 'tested', excused: mark === 'excused' },
    ])
  }
  return {
    total: found.total,
    sum: found.sum,
    rows: found.rows.map((row) => ({
      householdId: row.household_id,
      gridCode: row.grid_code,
      door: row.door,
      ...presentPeople(row),
      people: named.get(row.household_id) ?? [],
    })),
  }
}

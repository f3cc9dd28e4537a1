import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import type { RollRow } from '../rolls/queries.ts'
import { standingsOf, type HouseholdStanding, type Judgement } from './judge.ts'
import {
  addDifferences,
  changeDifference,
  changeReport,
  putStandings,
  readDifferencesOfReports,
  readStandings,
  removeStandings,
  type DifferenceRow,
} from './store-queries.ts'

/** Hours until an open difference is overdue. */
export const DIFFERENCE_HOURS = 2

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, i) => id === b[i])

/** Writes verdicts that changed, and only those: re-reading an unchanged chain writes nothing. */
async function storeVerdicts(work: Work, judgements: readonly Judgement[]): Promise<void> {
  for (const { row, verdict, household, candidateIds, reasons } of judgements) {
    const gridId = household?.gridId ?? row.chainGridId ?? row.gridId
    const householdId = household?.id ?? null
    const unchanged =
      row.verdict === verdict &&
      row.householdId === householdId &&
      row.gridId === gridId &&
      same(row.candidateIds, candidateIds) &&
      same(row.verdictReasons, reasons)
    if (unchanged) continue
    const place = { householdId, buildingId: household?.buildingId ?? null, gridId }
    const change = { ...place, verdict, candidateIds, verdictReasons: reasons }
    await changeReport(work.db, work.communityId, row.id, change)
  }
}

async function storeStandings(
  work: Work,
  roll: RollRow,
  households: readonly { id: string; gridId: string }[],
  standings: ReadonlyMap<string, HouseholdStanding>,
): Promise<void> {
  const before = await readStandings(
    work.db,
    work.communityId,
    roll.id,
    households.map((household) => household.id),
  )
  const known = new Map(before.map((row) => [row.householdId, row]))
  const gone = before.filter((row) => !standings.has(row.householdId))
  const changed = [...standings.values()].filter(({ household, state, reported, row }) => {
    const old = known.get(household.id)
    return (
      old === undefined ||
      old.state !== state ||
      old.reported !== reported ||
      old.reportId !== row.id ||
      old.gridId !== household.gridId
    )
  })
  await removeStandings(
    work.db,
    work.communityId,
    roll.id,
    gone.map((row) => row.householdId),
  )
  await putStandings(
    work.db,
    changed.map(({ household, state, reported, row }) => ({
      communityId: work.communityId,
      rollId: roll.id,
      householdId: household.id,
      buildingId: household.buildingId,
      gridId: household.gridId,
      state,
      reported,
      reportId: row.id,
      reportedAt: row.saidAt,
    })),
  )
  for (const gridId of [...gone.map((row) => row.gridId), ...changed.map(({ household }) => household.gridId)])
    work.touch({ gridId, rollId: roll.id, topic: 'roll' })
}

function newDifference(work: Work, roll: RollRow, judgement: Judgement, kind: DifferenceRow['kind']) {
  const { row, household } = judgement
  return {
    communityId: work.communityId,
    id: uuidv7(),
    rollId: roll.id,
    gridId: household?.gridId ?? row.chainGridId ?? row.gridId,
    buildingId: household?.buildingId ?? null,
    householdId: household?.id ?? null,
    reportId: row.id,
    kind,
    state: 'open' as const,
    openedAt: work.now,
    dueAt: new Date(work.now.getTime() + DIFFERENCE_HOURS * 3_600_000),
  }
}

/**
 * One difference per statement: opened when its verdict needs a person, lapsed when the reason went away by itself,
 * open again when it comes back. A settled one stays settled while its decision still holds.
 */
async function storeDifferences(
  work: Work,
  roll: RollRow,
  judgements: readonly Judgement[],
  goneIds: readonly string[],
) {
  const ids = [...judgements.map(({ row }) => row.id), ...goneIds]
  const existing = await readDifferencesOfReports(work.db, work.communityId, ids)
  const byReport = new Map(existing.map((row) => [row.reportId, row]))
  const fresh: ReturnType<typeof newDifference>[] = []
  for (const judgement of judgements) {
    const old = byReport.get(judgement.row.id)
    const kind = judgement.difference
    if (kind !== null && old === undefined) fresh.push(newDifference(work, roll, judgement, kind))
    else if (old !== undefined) await follow(work, roll, judgement, old)
  }
  for (const id of goneIds) {
    const old = byReport.get(id)
    if (old?.state === 'open') await lapse(work, old)
  }
  await addDifferences(work.db, fresh)
  for (const row of fresh) work.touch({ gridId: row.gridId, rollId: roll.id, topic: 'differences' })
}

async function lapse(work: Work, old: DifferenceRow): Promise<void> {
  await changeDifference(work.db, work.communityId, old.id, { state: 'lapsed' })
  work.touch({ gridId: old.gridId, rollId: old.rollId, topic: 'differences' })
}

async function follow(work: Work, roll: RollRow, judgement: Judgement, old: DifferenceRow): Promise<void> {
  const kind = judgement.difference
  if (kind === null) {
    if (old.state === 'open') await lapse(work, old)
    return
  }
  if (old.state === 'open' && old.kind === kind && old.householdId === (judgement.household?.id ?? null)) return
  const { id: _, openedAt, dueAt, state, ...place } = newDifference(work, roll, judgement, kind)
  const again = old.state === 'open' ? {} : { state, openedAt, dueAt }
  const undecided = { decision: null, decidedBy: null, decidedAt: null, decisionSealed: null, changeIds: [] }
  await changeDifference(work.db, work.communityId, old.id, { ...place, ...again, ...undecided })
  work.touch({ gridId: place.gridId, rollId: roll.id, topic: 'differences' })
}

/** Stores everything that follows from judging these households' statements. `goneIds`: statements that count no more. */
export async function storeOutcomes(
  work: Work,
  roll: RollRow,
  households: readonly { id: string; gridId: string }[],
  judgements: readonly Judgement[],
  goneIds: readonly string[] = [],
): Promise<Map<string, HouseholdStanding>> {
  const standings = standingsOf(judgements)
  await storeVerdicts(work, judgements)
  await storeStandings(work, roll, households, standings)
  await storeDifferences(work, roll, judgements, goneIds)
  return standings
}

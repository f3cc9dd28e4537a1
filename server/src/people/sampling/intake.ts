import { canSample, canSampleFor } from '@gezhong/shared/people/policy'
import { Refusal } from '@gezhong/shared/errors'
import type { SampleBatch, SampleOutcome, SampleTaken, TubeOpened } from '@gezhong/shared/people/sampling/contract'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { followTubes } from '../results/spread.ts'
import { followCodes } from '../results/take-in.ts'
import { requireAsked } from '../rolls/service.ts'
import { readRounds, type Held } from '../rounds/queries.ts'
import { requireRound } from '../rounds/service.ts'
import { atOurClock } from './our-clock.ts'
import {
  keepSamples,
  keepTubes,
  readPlaces,
  readSamplesById,
  readTubesById,
  undoSamples,
  wasHeldHere,
  type Place,
  type SampleRow,
  type TubeRow,
} from './queries.ts'

/*
 * Takes in what a sampler's phone kept. A swab was taken whatever the network, the clock or the ledger say, so nothing of a
 * batch is lost: what comes twice is known by its id, what comes after the round was closed counts and is marked, and what
 * belongs to no household of the sampler's grid waits for a person. Only a batch that contradicts itself is refused.
 */

interface Intake {
  work: Work
  held: Held
  codes: ReadonlyMap<string, string>
  /** What the phone's clock said while sending. */
  sentAt: string
}

function tubeRow(intake: Intake, opened: TubeOpened): TubeRow {
  const { work, held } = intake
  return {
    communityId: work.communityId,
    id: opened.id,
    roundId: held.round.id,
    gridId: opened.gridId,
    code: opened.code,
    openedBy: work.actor.accountId,
    openedAt: atOurClock(work.now, intake.sentAt, opened.openedAt),
    receivedAt: work.now,
  }
}

/** The tubes of a batch by id, those handed in earlier too. */
async function takeTubes(intake: Intake, batch: SampleBatch): Promise<Map<string, TubeRow>> {
  const { work, held, codes } = intake
  for (const gridId of new Set(batch.tubes.map((opened) => opened.gridId))) {
    const code = codes.get(gridId)
    if (code === undefined || !canSample(work.actor, code)) throw new Refusal('not-allowed')
    await requireAsked(work, held.roll, code)
  }
  const wanted = batch.tubes.map((opened) => tubeRow(intake, opened))
  await keepTubes(work.db, wanted)
  const ids = [...new Set([...wanted.map(({ id }) => id), ...batch.samples.map(({ tubeId }) => tubeId)])]
  const kept = new Map((await readTubesById(work.db, work.communityId, ids)).map((row) => [row.id, row]))
  const isMine = (row: TubeRow | undefined) => row?.roundId === held.round.id && row.openedBy === work.actor.accountId
  for (const row of wanted) {
    const there = kept.get(row.id)
    if (!isMine(there) || there?.code !== row.code || there.gridId !== row.gridId) throw new Refusal('id-taken')
  }
  if (!ids.every((id) => isMine(kept.get(id)))) throw new Refusal('not-found')
  return kept
}

/** Where each sample of the batch belongs. Looked up over the whole community: a household may have moved meanwhile. */
async function placesOf(
  { work }: Intake,
  samples: readonly SampleTaken[],
): Promise<(taken: SampleTaken) => Place | null> {
  const households = samples.flatMap(({ householdId }) => householdId ?? [])
  const residents = samples.flatMap(({ residentId }) => residentId ?? [])
  const places = await readPlaces(work.db, work.communityId, households, residents)
  const byResident = new Map(
    places.flatMap((place) => (place.resident_id === null ? [] : [[place.resident_id, place]])),
  )
  const byHousehold = new Map(places.map((place) => [place.household_id, place]))
  return ({ residentId, householdId }) => {
    const place = (residentId === null ? undefined : byResident.get(residentId)) ?? byHousehold.get(householdId ?? '')
    return place ?? null
  }
}

/** Who somebody from elsewhere said they are. */
const contactOf = ({ outsider }: SampleTaken): string | null =>
  outsider === null ? null : JSON.stringify([outsider.name, outsider.phone, outsider.from])

function sampleRow(intake: Intake, taken: SampleTaken, tube: TubeRow, found: Place | null): SampleRow {
  const { work, held, codes } = intake
  const place = found !== null && canSampleFor(work.actor, codes.get(found.grid_id) ?? '') ? found : null
  const contact = contactOf(taken)
  return {
    communityId: work.communityId,
    id: taken.id,
    roundId: held.round.id,
    tubeId: tube.id,
    gridId: place?.grid_id ?? tube.gridId,
    buildingId: place?.building_id ?? null,
    householdId: place?.household_id ?? null,
    // Somebody who was taken out of the ledger meanwhile counts as one of the household.
    residentId: place !== null && place.resident_id === taken.residentId ? taken.residentId : null,
    claimedHouseholdId: taken.householdId,
    claimedResidentId: taken.residentId,
    outsider: taken.outsider !== null,
    contactSealed: contact === null ? null : work.vault.sealForCommunity(work.communityId, contact),
    people: taken.people,
    takenBy: work.actor.accountId,
    takenAt: atOurClock(work.now, intake.sentAt, taken.takenAt),
    receivedAt: work.now,
    late: held.roll.state === 'closed',
    undoneAt: null,
    undoneBy: null,
    decision: null,
    decidedBy: null,
    decidedAt: null,
    decisionReasonSealed: null,
    retestedBy: null,
    retestedAt: null,
  }
}

/** The same swab, as far as the phone said it; where it was placed is ours. */
function isSame(work: Work, row: SampleRow, taken: SampleTaken): boolean {
  const { contactSealed } = row
  const contact = contactSealed === null ? null : work.vault.openForCommunity(work.communityId, contactSealed)
  return (
    row.takenBy === work.actor.accountId &&
    row.tubeId === taken.tubeId &&
    row.claimedHouseholdId === taken.householdId &&
    row.claimedResidentId === taken.residentId &&
    row.people === taken.people &&
    contact === contactOf(taken)
  )
}

async function takeSamples(intake: Intake, batch: SampleBatch, tubes: ReadonlyMap<string, TubeRow>) {
  const { work } = intake
  const ids = batch.samples.map(({ id }) => id)
  const known = new Set((await readSamplesById(work.db, work.communityId, ids)).map(({ id }) => id))
  const fresh = batch.samples.filter(({ id }) => !known.has(id))
  const placeOf = await placesOf(intake, fresh)
  const rows = fresh.map((taken) => sampleRow(intake, taken, tubes.get(taken.tubeId)!, placeOf(taken)))
  await keepSamples(work.db, rows)
  const kept = new Map((await readSamplesById(work.db, work.communityId, ids)).map((row) => [row.id, row]))
  for (const taken of batch.samples) if (!isSame(work, kept.get(taken.id)!, taken)) throw new Refusal('id-taken')
  return { kept, fresh: rows }
}

/**
 * What one took oneself, or what was taken in one's grid. What is unknown never arrived and needs no undoing; what is
 * nothing of one's own is answered alike, so that nobody learns of it.
 */
async function takeBack({ work, held, codes }: Intake, ids: readonly string[]): Promise<SampleRow[]> {
  if (ids.length === 0) return []
  const mine = (await readSamplesById(work.db, work.communityId, ids)).filter(
    ({ takenBy, gridId }) => takenBy === work.actor.accountId || canSample(work.actor, codes.get(gridId) ?? ''),
  )
  if (mine.some(({ roundId }) => roundId !== held.round.id)) throw new Refusal('not-found')
  const undone = mine.filter(({ undoneAt }) => undoneAt === null)
  const by = { undoneAt: work.now, undoneBy: work.actor.accountId }
  await undoSamples(
    work.db,
    work.communityId,
    undone.map(({ id }) => id),
    by,
  )
  return undone
}

/** Results may be there before the samples: rows that name these tubes, and what was said of them, follow. */
async function followResults({ work }: Intake, tubes: readonly TubeRow[], changed: readonly SampleRow[]) {
  await followCodes(
    work,
    tubes.map(({ code }) => code),
  )
  await followTubes(
    work,
    changed.map(({ tubeId }) => tubeId),
  )
}

function outcomeOf({ undoneAt, householdId, outsider }: SampleRow): SampleOutcome {
  if (undoneAt !== null) return 'undone'
  return householdId === null && !outsider ? 'unplaced' : 'recorded'
}

const peopleIn = (rows: readonly SampleRow[]) => rows.reduce((sum, { people }) => sum + people, 0)

export interface TakenIn {
  samples: { id: string; outcome: SampleOutcome }[]
  tubeIds: string[]
  late: boolean
}

/**
 * A re-test disappears from whoever is asked no more once its result is taken back. What was swabbed until then is taken all
 * the same where it was held; elsewhere there is no such round.
 */
async function roundOf(work: Work, roundId: string): Promise<Held> {
  const [held] = await readRounds(work.db, work.communityId, roundId)
  if (held !== undefined) return held
  if (!(await wasHeldHere(work.db, work.communityId, roundId))) throw new Refusal('not-found')
  return work.elevated(() => requireRound(work, roundId))
}

export async function takeIn(work: Work, roundId: string, batch: SampleBatch): Promise<TakenIn> {
  const held = await roundOf(work, roundId)
  const codes = await readGridCodes(work.db, work.communityId)
  const intake: Intake = { work, held, codes, sentAt: batch.sentAt }
  const { kept, fresh, undone, tubes } = await work.elevated(async () => {
    const tubes = await takeTubes(intake, batch)
    const taken = await takeSamples(intake, batch, tubes)
    const undone = await takeBack(intake, batch.undone)
    await followResults(intake, [...tubes.values()], [...taken.fresh, ...undone])
    return { ...taken, tubes, undone }
  })
  for (const gridId of new Set([...fresh, ...undone].map((row) => row.gridId)))
    work.touch({ gridId, rollId: roundId, topic: 'roll' })
  const title = held.roll.title
  if (fresh.length > 0)
    work.record({ action: 'sample.taken', subjectId: roundId, detail: `${title}：${peopleIn(fresh)} 人` })
  if (undone.length > 0)
    work.record({ action: 'sample.undone', subjectId: roundId, detail: `${title}：${peopleIn(undone)} 人` })
  return {
    samples: batch.samples.map(({ id }) => {
      const row = kept.get(id)!
      return { id, outcome: outcomeOf(row) }
    }),
    tubeIds: [...tubes.keys()],
    late: held.roll.state === 'closed',
  }
}

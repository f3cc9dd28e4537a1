import { Refusal } from '@gezhong/shared/errors'
import type { KitBatch, KitOutcome, KitsHanded } from '@gezhong/shared/people/antigen/contract'
import { canCheckTests, canSampleFor } from '@gezhong/shared/people/policy'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { requireAsked } from '../rolls/service.ts'
import type { Held } from '../rounds/queries.ts'
import { atOurClock } from '../sampling/our-clock.ts'
import { readPlaces, type Place } from '../sampling/queries.ts'
import { keepKits, readKitsById, undoKits, type KitRow } from './kit-queries.ts'
import { requireAntigenRound } from './service.ts'

/*
 * Takes in which doors got kits, as a worker's phone kept it. The same rules as for samples: what comes twice is known by
 * its id, what comes after the round counts and is marked, and a household of another grid or none leaves it unplaced.
 */

interface Intake {
  work: Work
  held: Held
  batch: KitBatch
  codes: ReadonlyMap<string, string>
}

function kitRow({ work, held, batch, codes }: Intake, handed: KitsHanded, found: Place | undefined): KitRow {
  const place = found !== undefined && canSampleFor(work.actor, codes.get(found.grid_id) ?? '') ? found : null
  return {
    communityId: work.communityId,
    id: handed.id,
    roundId: held.round.id,
    gridId: place?.grid_id ?? batch.gridId,
    buildingId: place?.building_id ?? null,
    householdId: place?.household_id ?? null,
    claimedHouseholdId: handed.householdId,
    kits: handed.kits,
    handedBy: work.actor.accountId,
    handedAt: atOurClock(work.now, batch.sentAt, handed.handedAt),
    receivedAt: work.now,
    late: held.roll.state === 'closed',
    undoneAt: null,
    undoneBy: null,
  }
}

async function takeKits(intake: Intake): Promise<{ kept: Map<string, KitRow>; fresh: KitRow[] }> {
  const { work, held, batch } = intake
  const { db, communityId } = work
  const ids = batch.handed.map(({ id }) => id)
  const known = new Set((await readKitsById(db, communityId, ids)).map(({ id }) => id))
  const unknown = batch.handed.filter(({ id }) => !known.has(id))
  const households = unknown.map(({ householdId }) => householdId)
  const places = new Map((await readPlaces(db, communityId, households, [])).map((one) => [one.household_id, one]))
  const rows = unknown.map((handed) => kitRow(intake, handed, places.get(handed.householdId)))
  const fresh = await keepKits(db, rows)
  const kept = new Map((await readKitsById(db, communityId, ids)).map((row) => [row.id, row]))
  for (const { id, householdId, kits } of batch.handed) {
    const row = kept.get(id)!
    const isSame = row.handedBy === work.actor.accountId && row.roundId === held.round.id && row.kits === kits
    if (!isSame || row.claimedHouseholdId !== householdId) throw new Refusal('id-taken')
  }
  return { kept, fresh }
}

/** What one handed oneself, or what was handed in one's grid; of anything else nobody learns whether it arrived. */
async function takeBack({ work, held, batch, codes }: Intake): Promise<KitRow[]> {
  const isMine = ({ handedBy, gridId }: KitRow) =>
    handedBy === work.actor.accountId || canCheckTests(work.actor, codes.get(gridId) ?? '')
  const mine = (await readKitsById(work.db, work.communityId, batch.undone)).filter(isMine)
  if (mine.some(({ roundId }) => roundId !== held.round.id)) throw new Refusal('not-found')
  const undone = mine.filter(({ undoneAt }) => undoneAt === null)
  const by = { undoneAt: work.now, undoneBy: work.actor.accountId }
  await undoKits(
    work.db,
    work.communityId,
    undone.map(({ id }) => id),
    by,
  )
  return undone
}

function outcomeOf({ undoneAt, householdId }: KitRow): KitOutcome {
  if (undoneAt !== null) return 'undone'
  return householdId === null ? 'unplaced' : 'recorded'
}

const kitsIn = (rows: readonly KitRow[]) => rows.reduce((sum, { kits }) => sum + kits, 0)

export async function takeIn(work: Work, roundId: string, batch: KitBatch) {
  const held = await requireAntigenRound(work, roundId)
  const codes = await readGridCodes(work.db, work.communityId)
  const code = codes.get(batch.gridId)
  if (code === undefined || !canCheckTests(work.actor, code)) throw new Refusal('not-allowed')
  await requireAsked(work, held.roll, code)
  const intake: Intake = { work, held, batch, codes }
  const { kept, fresh, undone } = await work.elevated(async () => {
    const taken = await takeKits(intake)
    const undone = await takeBack(intake)
    for (const row of undone) {
      const shown = taken.kept.get(row.id)
      if (shown !== undefined) taken.kept.set(row.id, { ...shown, undoneAt: work.now })
    }
    return { ...taken, undone }
  })
  for (const gridId of new Set([...fresh, ...undone].map((row) => row.gridId)))
    work.touch({ gridId, rollId: roundId, topic: 'roll' })
  const { title } = held.roll
  if (fresh.length > 0)
    work.record({ action: 'kit.handed', subjectId: roundId, detail: `${title}：${kitsIn(fresh)} 份` })
  if (undone.length > 0)
    work.record({ action: 'kit.undone', subjectId: roundId, detail: `${title}：${kitsIn(undone)} 份` })
  return {
    handed: batch.handed.map(({ id }) => ({ id, outcome: outcomeOf(kept.get(id)!) })),
    late: held.roll.state === 'closed',
  }
}

import { livesIn, ownHouseholds } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import type { SelfTest, tellSelfTest, TestSource, TestVerdict } from '@gezhong/shared/people/antigen/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { canCheckTests, canTellTest } from '@gezhong/shared/people/policy'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { requireAgreement } from '../agreements/standing.ts'
import { findHousehold, type HouseholdView } from '../ledger/household-queries.ts'
import { readResidents } from '../ledger/resident-queries.ts'
import { requireAsked } from '../rolls/service.ts'
import type { Held } from '../rounds/queries.ts'
import { requireRound } from '../rounds/service.ts'
import { atOurClock } from '../sampling/our-clock.ts'
import { presentTest } from './present.ts'
import { changeTest, findTest, keepTest, lockTest, readTests, undoTest, type TestRow } from './queries.ts'

/** A round whose people test themselves; of another there are no kits and nothing to tell. */
export async function requireAntigenRound(work: Work, roundId: string): Promise<Held> {
  const held = await requireRound(work, roundId)
  if (held.round.method !== 'antigen') throw new Refusal('not-asked', '这一轮做核酸，请到采样点去做')
  return held
}

/** One telling as the asker may see it. */
export async function readTest(work: Work, roundId: string, id: string): Promise<SelfTest> {
  const { rows } = await readTests(work.db, work.communityId, roundId, { page: 1, size: 1, id })
  if (rows[0] === undefined) throw new Refusal('not-found')
  return presentTest(work, rows[0])
}

async function gridCodeOf(work: Work, gridId: string): Promise<string> {
  return (await readGridCodes(work.db, work.communityId)).get(gridId) ?? ''
}

/** A household of whose tests the asker may tell, with whether it is in their post. */
async function requireTold(work: Work, householdId: string): Promise<{ home: HouseholdView; inPost: boolean }> {
  const home = await findHousehold(work.db, work.communityId, householdId)
  if (home === undefined) throw new Refusal('not-found')
  if (!canTellTest(work.actor, { householdId, gridCode: home.grid_code })) throw new Refusal('not-allowed')
  return { home, inPost: canCheckTests(work.actor, home.grid_code) }
}

function sourceOf(work: Work, householdId: string): TestSource {
  if (livesIn(work.actor, householdId)) return 'self'
  return ownHouseholds(work.actor).includes(householdId) ? 'proxy' : 'worker'
}

type Told = z.output<(typeof tellSelfTest)['body']>

/** The same telling, as far as the phone said it; where it was placed is ours. */
const isSame = (work: Work, row: TestRow, roundId: string, told: Told): boolean =>
  row.toldBy === work.actor.accountId &&
  row.roundId === roundId &&
  row.householdId === told.householdId &&
  row.claimedResidentId === told.residentId &&
  row.people === told.people &&
  row.result === told.result &&
  row.noPhoto === told.noPhoto

/**
 * Keeps what was told. Sent again it is known by its id; after the round was closed it counts and is marked, since the test
 * itself was done. Somebody who was taken out of the ledger meanwhile counts as one of the household.
 */
export async function tell(work: Work, roundId: string, told: Told): Promise<SelfTest> {
  const { db, communityId, actor, now } = work
  const { roll } = await requireAntigenRound(work, roundId)
  const { home, inPost } = await requireTold(work, told.householdId)
  await requireAsked(work, roll, home.grid_code)
  const source = sourceOf(work, home.id)
  if (!inPost) await requireAgreement(work, 'who-was-tested')
  if (told.noPhoto !== null && source !== 'worker')
    throw new Refusal('not-valid', undefined, [{ path: 'noPhoto', message: '请拍一张试剂的照片' }])
  const people = told.residentId === null ? [] : await readResidents(db, communityId, home.id)
  const row: TestRow = {
    communityId,
    id: told.id,
    roundId,
    gridId: home.grid_id,
    buildingId: home.building_id,
    householdId: home.id,
    residentId: people.some(({ id }) => id === told.residentId) ? told.residentId : null,
    claimedResidentId: told.residentId,
    people: told.people,
    result: told.result,
    source,
    noPhoto: told.noPhoto,
    photoAt: null,
    toldBy: actor.accountId,
    takenAt: atOurClock(now, told.sentAt, told.takenAt),
    receivedAt: now,
    late: roll.state === 'closed',
    verdict: null,
    checkedBy: null,
    checkedAt: null,
    undoneAt: null,
    undoneBy: null,
  }
  const { kept, isNew } = await work.elevated(async () => {
    const isNew = await keepTest(db, row)
    return { kept: (await findTest(db, communityId, told.id))!, isNew }
  })
  if (!isSame(work, kept, roundId, told)) throw new Refusal('id-taken')
  if (isNew) {
    work.touch({ gridId: home.grid_id, rollId: roundId, topic: 'roll' })
    work.record({ action: 'self-test.told', subjectId: home.id, detail: `${displayDoor(home.door)} ${told.people} 人` })
  }
  return readTest(work, roundId, told.id)
}

/** A telling in the asker's sight, of a household of which they may tell; held. */
export async function requireTest(work: Work, id: string): Promise<{ test: TestRow; inPost: boolean }> {
  const test = await findTest(work.db, work.communityId, id)
  if (test === undefined) throw new Refusal('not-found')
  const gridCode = await gridCodeOf(work, test.gridId)
  if (!canTellTest(work.actor, { householdId: test.householdId, gridCode })) throw new Refusal('not-allowed')
  // Row security lets a household's own people read the row and not hold it.
  const held = await work.elevated(() => lockTest(work.db, work.communityId, id))
  return { test: held!, inPost: canCheckTests(work.actor, gridCode) }
}

export async function undo(work: Work, id: string): Promise<SelfTest> {
  const { test, inPost } = await requireTest(work, id)
  const { roll } = await requireRound(work, test.roundId)
  if (roll.state === 'closed' && !inPost) throw new Refusal('roll-closed', '这一轮已经结束，要改请找网格员')
  const by = { undoneAt: work.now, undoneBy: work.actor.accountId }
  if (await work.elevated(() => undoTest(work.db, work.communityId, id, by))) {
    work.touch({ gridId: test.gridId, rollId: test.roundId, topic: 'roll' })
    work.record({ action: 'self-test.undone', subjectId: test.householdId, detail: roll.title })
  }
  return readTest(work, test.roundId, id)
}

export async function check(work: Work, id: string, verdict: TestVerdict): Promise<SelfTest> {
  const { test, inPost } = await requireTest(work, id)
  if (!inPost) throw new Refusal('not-allowed')
  if (test.verdict !== verdict) {
    const by = { verdict, checkedBy: work.actor.accountId, checkedAt: work.now }
    await changeTest(work.db, work.communityId, id, by)
    work.touch({ gridId: test.gridId, rollId: test.roundId, topic: 'roll' })
    work.record({
      action: 'self-test.checked',
      subjectId: test.householdId,
      detail: verdict === 'right' ? '没错' : '要重做',
    })
  }
  return readTest(work, test.roundId, id)
}

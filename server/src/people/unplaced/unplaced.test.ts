import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { roundAside, roundBoard } from '@gezhong/shared/people/board/contract'
import { addResident } from '@gezhong/shared/people/ledger/contract'
import { rollProgress } from '@gezhong/shared/people/rolls/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { sendSamples, type SampleBatch, type SampleTaken } from '@gezhong/shared/people/sampling/contract'
import {
  decideSample,
  listOutsiders,
  listUnplaced,
  revealOutsider,
  undoSampleDecision,
} from '@gezhong/shared/people/unplaced/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

let app: TestApp
let cast: Cast
let roundId: string
let sent: SampleBatch

const WINDOW = { startsAt: '2022-04-03T06:00:00+08:00', endsAt: '2022-04-03T20:00:00+08:00' }
const AT = '2022-04-03T08:00:00+08:00'

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
  roundId = await aRound(null)
})

afterAll(() => app.close())

async function aRound(gridId: string | null): Promise<string> {
  const body = { id: uuidv7(), title: '第1轮核酸', gridId, method: 'pcr', tubeSize: 10, ...WINDOW } as const
  return (await cast.secretary.call(openRound, { body })).id
}

/** One swab in a tube of grid 2-1-1; by the worker of 2-1, to whom grid 1 is another grid. */
async function swab(over: Partial<SampleTaken>, { who = cast.gridWorker, id = roundId } = {}): Promise<string> {
  const tube = { id: uuidv7(), gridId: cast.grids['2-1-1']!, code: 'A1001', openedAt: AT }
  const one = { id: uuidv7(), tubeId: tube.id, householdId: null, residentId: null, outsider: null, people: 1 }
  const samples = [{ ...one, takenAt: AT, ...over }]
  sent = { sentAt: AT, tubes: [tube], samples, undone: [] }
  await who.call(sendSamples, { params: { id }, body: sent })
  return one.id
}

/** The phone sends the same once more. */
const sendAgain = async () =>
  (await cast.gridWorker.call(sendSamples, { params: { id: roundId }, body: sent })).samples.map(
    ({ outcome }) => outcome,
  )

const homeOf = (door: string) => cast.households[door]!.id
const decide = (who: Persona, id: string, body: Parameters<typeof decision>[0]) =>
  who.call(decideSample, { params: { id }, body: decision(body) })
const decision = (body: { door?: string; residentId?: string; reason?: string }) => {
  if (body.reason !== undefined) return { decision: 'dismissed' as const, reason: body.reason }
  if (body.door === undefined) return { decision: 'outsider' as const }
  return { decision: 'placed' as const, householdId: homeOf(body.door), residentId: body.residentId ?? null }
}
const undo = (who: Persona, id: string) => who.call(undoSampleDecision, { params: { id } })

/** Of a lowest grid: due, tested, excused, missing. */
async function numbers(grid: string) {
  await app.settle()
  const { grids } = await cast.secretary.call(rollProgress, { params: { id: roundId } })
  const row = grids.find(({ gridCode }) => gridCode === grid)!
  return [row.expectedPeople, row.reportedPeople, row.excusedPeople, row.missingPeople]
}

async function aside() {
  const { grids } = await cast.secretary.call(roundAside, { params: { id: roundId } })
  return grids.map(({ gridCode, outsiders, unplaced, late }) => [gridCode, outsiders, unplaced, late])
}

const waiting = async (who: Persona, query: { decided?: 'true' } = {}) =>
  (await who.call(listUnplaced, { params: { id: roundId }, query })).rows

// 东区1号 holds 2 people, in 1-1-1; 中区1号 2, in 2-1-1.
test('a sample of another grid waits, shows what was chosen to whoever may see it, and is placed with a person', async () => {
  const residentId = uuidv7()
  const person = { id: residentId, name: '林东来', ageGroup: 'adult', reason: '摸排' } as const
  await cast.otherLead.call(addResident, { params: { id: homeOf('东区1号') }, body: person })
  const id = await swab({ householdId: homeOf('东区1号'), residentId })
  expect(await aside()).toEqual([['2-1-1', 0, 1, 0]])
  const [seen] = await waiting(cast.secretary)
  expect(seen).toMatchObject({
    id,
    gridCode: '2-1-1',
    tubeCode: 'A1001',
    people: 1,
    late: false,
    claimed: { door: '东区1号', gridCode: '1-1-1', removed: false },
    claimedNameMasked: '林**',
    residentId,
    candidates: [{ householdId: homeOf('东区1号'), door: '东区1号', gridCode: '1-1-1' }],
    decision: null,
  })
  expect((await waiting(cast.gridWorker))[0]).toMatchObject({ claimed: null, claimedNameMasked: null, candidates: [] })
  expect(await waiting(cast.otherLead)).toEqual([])
  expect(await refusalOf(decide(cast.otherLead, id, { door: '东区1号' }))).toBe('not-found')
  expect(await refusalOf(decide(cast.gridWorker, id, { door: '东区1号' }))).toBe('not-found')
  const before = await numbers('1-1-1')
  await decide(cast.secretary, id, { door: '东区1号', residentId })
  expect(await waiting(cast.secretary)).toEqual([])
  expect(await numbers('1-1-1')).toEqual([before[0], 1, 0, before[3]! - 1])
  expect(await aside()).toEqual([['1-1-1', 0, 0, 0]])
  const [decided] = await waiting(cast.secretary, { decided: 'true' })
  expect(decided).toMatchObject({ decision: 'placed', placedDoor: '东区1号', gridCode: '1-1-1' })
  expect(decided!.decidedByName).not.toBe('')
  // Its tube is of a grid in which the other lead does not work.
  expect(await refusalOf(undo(cast.otherLead, id))).toBe('not-allowed')
  await undo(cast.secretary, id)
  expect(await numbers('1-1-1')).toEqual(before)
  expect(await aside()).toEqual([['2-1-1', 0, 1, 0]])
  expect(await refusalOf(undo(cast.secretary, id))).toBe('already-undone')
  const { rows } = await cast.secretary.call(listAudit, { query: { size: 50 } })
  expect(
    rows.filter(({ action }) => action.startsWith('sample.')).map(({ action, detail }) => [action, detail]),
  ).toEqual([
    ['sample.decision-undone', '第1轮核酸：1 人'],
    ['sample.placed', '第1轮核酸：1 人，东区 1 号'],
    ['sample.taken', '第1轮核酸：1 人'],
  ])
})

test('called an outsider’s it counts apart, dismissed it counts nowhere and says why; both are taken back', async () => {
  const id = await swab({ householdId: uuidv7(), people: 2 })
  await decide(cast.gridWorker, id, {})
  expect(await aside()).toEqual([['2-1-1', 2, 0, 0]])
  const { rounds } = await cast.gridLead.call(roundBoard, {})
  expect(rounds[0]).toMatchObject({ id: roundId, outsiders: 2, unplaced: 0 })
  await undo(cast.gridWorker, id)
  await decide(cast.gridWorker, id, { reason: '扫了两次' })
  expect(await aside()).toEqual([])
  expect((await waiting(cast.gridWorker, { decided: 'true' }))[0]).toMatchObject({
    decision: 'dismissed',
    reason: '扫了两次',
  })
  await undo(cast.gridWorker, id)
  expect(await aside()).toEqual([['2-1-1', 0, 2, 0]])
  await decide(cast.gridWorker, id, { door: '中区1号' })
  expect((await numbers('2-1-1'))[1]).toBe(2)
})

test('of two who decide at once one is first, and the phone that sends again is told what became of it', async () => {
  const taken = { householdId: homeOf('东区1号'), people: 2 }
  const id = await swab(taken)
  const outcomes = await Promise.allSettled([
    decide(cast.gridWorker, id, { door: '中区1号' }),
    decide(cast.gridLead, id, { door: '中区2号' }),
    decide(cast.secretary, id, {}),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await refusalOf(decide(cast.secretary, id, { reason: '再来一次' }))).toBe('already-settled')
  expect(await sendAgain()).toEqual(['recorded'])
  await undo(cast.secretary, id)
  expect(await sendAgain()).toEqual(['unplaced'])
  await decide(cast.secretary, id, { reason: '扫了两次' })
  expect(await sendAgain()).toEqual(['undone'])
  expect(await waiting(cast.secretary)).toEqual([])
})

test('a person needs a sample of one, and a household that the round asks', async () => {
  const several = await swab({ householdId: uuidv7(), people: 2 })
  expect(await refusalOf(decide(cast.gridWorker, several, { door: '中区1号', residentId: uuidv7() }))).toBe('not-valid')
  const one = await swab({ householdId: uuidv7() })
  expect(await refusalOf(decide(cast.gridWorker, one, { door: '中区1号', residentId: uuidv7() }))).toBe('not-found')
  const small = await aRound(cast.grids['2-1']!)
  const elsewhere = await swab({ householdId: uuidv7() }, { id: small })
  expect(await refusalOf(decide(cast.gridLead, elsewhere, { door: '中区7号' }))).toBe('not-asked')
  expect(await refusalOf(decide(cast.gridWorker, one, { reason: '1' }))).toBe('not-valid')
})

test('who came from elsewhere is listed masked; the number is shown to whoever works there, and that is written down', async () => {
  const outsider = { name: '周小明', phone: '13812345678', from: '陈埭' }
  const id = await swab({ outsider })
  const { rows, total } = await cast.gridLead.call(listOutsiders, { params: { id: roundId } })
  expect(total).toBe(1)
  expect(rows[0]).toMatchObject({
    id,
    nameMasked: '周**',
    phonesMasked: ['138····5678'],
    from: '陈埭',
    gridCode: '2-1-1',
  })
  expect((await cast.otherLead.call(listOutsiders, { params: { id: roundId } })).rows).toEqual([])
  expect(await refusalOf(cast.otherLead.call(revealOutsider, { params: { id } }))).toBe('not-found')
  expect(await cast.gridWorker.call(revealOutsider, { params: { id } })).toEqual({ phones: ['13812345678'] })
  const { rows: log } = await cast.secretary.call(listAudit, { query: { size: 50 } })
  expect(log.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['household.phone-revealed', 'access.refused']),
  )
  expect(await refusalOf(undo(cast.gridWorker, id))).toBe('already-undone')
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { civilDay } from '@gezhong/shared/civil-day'
import { askExemption } from '@gezhong/shared/people/exemptions/contract'
import { addResident, editHousehold, readHousehold } from '@gezhong/shared/people/ledger/contract'
import { changeRoll, listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { listTubes, readSheet, sendSamples, type SampleBatch } from '@gezhong/shared/people/sampling/contract'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { building, household } from '../ledger/tables.ts'

let app: TestApp
let cast: Cast
let roundId: string

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
  roundId = uuidv7()
  const now = app.kernel.clock().getTime()
  await cast.secretary.call(openRound, {
    body: {
      id: roundId,
      title: '第1轮核酸',
      gridId: null,
      method: 'pcr',
      tubeSize: 10,
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 8 * 3_600_000).toISOString(),
    },
  })
})

afterAll(() => app.close())

const nowText = () => app.kernel.clock().toISOString()
const home = (door: string) => cast.households[door]!

interface Swab {
  door?: string
  residentId?: string
  people?: number
  householdId?: string
  outsider?: { name: string; phone: string; from: string }
}

/** A sending of one tube, as the sampler's phone makes it. */
function batchOf(swabs: readonly Swab[], { code = 'A1001', grid = '2-1-1', at = nowText() } = {}): SampleBatch {
  const tubeId = uuidv7()
  return {
    sentAt: at,
    tubes: [{ id: tubeId, gridId: cast.grids[grid]!, code, openedAt: at }],
    samples: swabs.map(({ door, residentId = null, people = 1, householdId, outsider = null }) => ({
      id: uuidv7(),
      tubeId,
      householdId: householdId ?? (door === undefined ? null : home(door).id),
      residentId,
      outsider,
      people,
      takenAt: at,
    })),
    undone: [],
  }
}

const send = (who: Persona, body: SampleBatch) => who.call(sendSamples, { params: { id: roundId }, body })
const undo = (who: Persona, ids: string[]) => send(who, { sentAt: nowText(), tubes: [], samples: [], undone: ids })

async function numbers(grid = '2-1-1') {
  await app.settle()
  const { grids } = await cast.secretary.call(rollProgress, { params: { id: roundId } })
  const { expectedPeople, reportedPeople, excusedPeople, missingPeople } = grids.find(
    ({ gridCode }) => gridCode === grid,
  )!
  return [expectedPeople, reportedPeople, excusedPeople, missingPeople]
}

async function standingOf(door: string) {
  const { rows } = await cast.secretary.call(listStanding, { params: { id: roundId }, query: { size: 500 } })
  const { state, stillMissing } = rows.find((row) => row.door === door)!
  return [state, stillMissing]
}

async function nameSomebody(door: string, name: string): Promise<string> {
  const id = uuidv7()
  const body = { id, name, ageGroup: 'adult', reason: '摸排' } as const
  await cast.gridWorker.call(addResident, { params: { id: home(door).id }, body })
  return id
}

// 中区1号 to 6号 hold 2, 3, 4, 1, 2 and 3 people.
test('what is sampled falls from the missing, by name and by number, and is taken back whole', async () => {
  expect(await numbers()).toEqual([15, 0, 0, 15])
  const residentId = await nameSomebody('中区1号', '林东')
  const body = batchOf([
    { door: '中区1号', residentId },
    { door: '中区2号', people: 3 },
  ])
  const { samples, tubes, late } = await send(cast.gridWorker, body)
  expect(samples.map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded'])
  expect(tubes.map(({ code, people, sameCode }) => [code, people, sameCode])).toEqual([['A1001', 4, 0]])
  expect(late).toBe(false)
  expect(await numbers()).toEqual([15, 4, 0, 11])
  expect(await standingOf('中区1号')).toEqual(['missing', 1])
  expect(await standingOf('中区2号')).toEqual(['reported', 0])
  await undo(cast.gridWorker, [body.samples[1]!.id])
  await undo(cast.gridWorker, [body.samples[1]!.id])
  expect(await numbers()).toEqual([15, 1, 0, 14])
  const { rows } = await cast.secretary.call(listAudit, { query: { size: 500 } })
  const words = rows.filter(({ action }) => action.startsWith('sample.')).map(({ action, detail }) => [action, detail])
  expect(words).toEqual([
    ['sample.undone', '第1轮核酸：3 人'],
    ['sample.taken', '第1轮核酸：4 人'],
  ])
})

test('the same sending three times, at once and from two phones, counts once', async () => {
  const body = batchOf([{ door: '中区3号', people: 2 }, { door: '中区4号' }])
  const replies = await Promise.all([1, 2, 3].map(() => send(cast.gridWorker, body)))
  expect(replies.map(({ tubes }) => tubes[0]!.people)).toEqual([3, 3, 3])
  expect(await numbers()).toEqual([15, 3, 0, 12])
})

test('a sending that says something else under a known id is refused whole', async () => {
  const body = batchOf([{ door: '中区3号', people: 2 }])
  await send(cast.gridWorker, body)
  const other = { ...body, samples: [{ ...body.samples[0]!, people: 3 }] }
  expect(await refusalOf(send(cast.gridWorker, other))).toBe('id-taken')
  expect(await refusalOf(send(cast.secretary, body))).toBe('id-taken')
  const otherTube = { ...body, tubes: [{ ...body.tubes[0]!, code: 'B2002' }] }
  expect(await refusalOf(send(cast.gridWorker, otherTube))).toBe('id-taken')
  const elsewhere = { ...body, samples: [{ ...body.samples[0]!, residentId: uuidv7(), people: 1 }] }
  expect(await refusalOf(send(cast.gridWorker, elsewhere))).toBe('id-taken')
  const unknownTube = batchOf([{ door: '中区3号' }])
  expect(await refusalOf(send(cast.gridWorker, { ...unknownTube, tubes: [] }))).toBe('not-found')
  expect(await numbers()).toEqual([15, 2, 0, 13])
})

test('who lives elsewhere is somebody else under another name; ids in upper case are the same ids', async () => {
  const outsider = { name: '小周', phone: '', from: '' }
  const body = batchOf([{ outsider }])
  await send(cast.gridWorker, body)
  const other = { ...body, samples: [{ ...body.samples[0]!, outsider: { ...outsider, name: '小吴' } }] }
  expect(await refusalOf(send(cast.gridWorker, other))).toBe('id-taken')
  const loud = { ...body, samples: [{ ...body.samples[0]!, id: body.samples[0]!.id.toUpperCase() }] }
  expect((await send(cast.gridWorker, loud)).tubes[0]!.people).toBe(1)
})

test('a sample is taken back in its own round only, and sent again is known as taken back', async () => {
  const body = batchOf([{ door: '中区3号', people: 2 }])
  await send(cast.gridWorker, body)
  const id = body.samples[0]!.id
  const undone = { sentAt: nowText(), tubes: [], samples: [], undone: [id] }
  const window = { startsAt: '2022-04-03T06:00:00+08:00', endsAt: '2022-04-03T20:00:00+08:00' }
  const another = { id: uuidv7(), title: '第2轮核酸', gridId: null, method: 'pcr', tubeSize: 10, ...window } as const
  await cast.secretary.call(openRound, { body: another })
  const inAnother = cast.gridWorker.call(sendSamples, { params: { id: another.id }, body: undone })
  expect(await refusalOf(inAnother)).toBe('not-found')
  expect(await numbers()).toEqual([15, 2, 0, 13])
  await undo(cast.gridWorker, [id])
  expect((await send(cast.gridWorker, body)).samples).toEqual([{ id, outcome: 'undone' }])
})

test('one person swabbed by two samplers is one tested person in two tubes', async () => {
  const residentId = await nameSomebody('中区1号', '林东')
  const [first, second] = ['A1001', 'B2002'].map((code) => batchOf([{ door: '中区1号', residentId }], { code }))
  await Promise.all([send(cast.gridWorker, first!), send(cast.gridLead, second!)])
  expect(await numbers()).toEqual([15, 1, 0, 14])
})

test('more than the ledger knows is no negative number', async () => {
  await send(cast.gridWorker, batchOf([{ door: '中区4号', people: 5 }]))
  expect(await numbers()).toEqual([15, 1, 0, 14])
  expect(await standingOf('中区4号')).toEqual(['reported', 0])
})

test('a code written on two tubes keeps both, and each says so', async () => {
  await send(cast.gridWorker, batchOf([{ door: '中区1号' }]))
  const { tubes } = await send(cast.gridLead, batchOf([{ door: '中区7号' }], { code: ' a1001 ', grid: '2-2-1' }))
  expect(tubes.map(({ code, people, sameCode }) => [code, people, sameCode])).toEqual([['A1001', 1, 1]])
  const query = { flag: 'same-code' } as const
  const { total } = await cast.gridLead.call(listTubes, { params: { id: roundId }, query })
  expect(total).toBe(2)
})

test('who lives elsewhere is counted apart, and named only sealed', async () => {
  const outsider = { name: '外来的小周', phone: '13855556666', from: '邻镇' }
  const { tubes } = await send(cast.gridWorker, batchOf([{ outsider }, { door: '中区1号' }]))
  expect(tubes.map(({ people, outsiders }) => [people, outsiders])).toEqual([[2, 1]])
  expect(await numbers()).toEqual([15, 1, 0, 14])
})

describe('where a sample belongs', () => {
  test('a household of the same grid but another piece of it counts there', async () => {
    const { samples } = await send(cast.gridWorker, batchOf([{ door: '中区8号' }]))
    expect(samples[0]!.outcome).toBe('recorded')
    expect((await numbers('2-2-1'))[1]).toBe(1)
  })

  test('of another grid, or of a household that is not there, it waits for a person and is not lost', async () => {
    const { samples, tubes } = await send(cast.gridWorker, batchOf([{ door: '东区1号' }, { householdId: uuidv7() }]))
    expect(samples.map(({ outcome }) => outcome)).toEqual(['unplaced', 'unplaced'])
    expect(tubes.map(({ people, unplaced }) => [people, unplaced])).toEqual([[2, 2]])
    expect((await numbers('1-1-1'))[1]).toBe(0)
  })

  test('only in one’s own grid a tube is opened, and only there samples are taken back', async () => {
    expect(await refusalOf(send(cast.gridWorker, batchOf([], { grid: '2-2-1' })))).toBe('not-allowed')
    const body = batchOf([{ door: '东区1号' }], { grid: '1-1-1' })
    await send(cast.otherLead, body)
    // Answered as an id that nobody knows is: who may not take it back does not learn that it is there.
    expect(await undo(cast.gridWorker, [body.samples[0]!.id])).toEqual(await undo(cast.gridWorker, [uuidv7()]))
    expect((await numbers('1-1-1'))[1]).toBe(1)
    expect(await refusalOf(send(cast.resident, batchOf([])))).toBe('not-allowed')
  })
})

test('what comes after the round was closed counts, and is said to be late', async () => {
  await cast.secretary.call(changeRoll, { params: { id: roundId }, body: { state: 'closed' } })
  const { late } = await send(cast.gridWorker, batchOf([{ door: '中区1号', people: 2 }]))
  expect(late).toBe(true)
  expect(await numbers()).toEqual([15, 2, 0, 13])
})

test('a clock that is hours wrong is set right, and none puts a swab into the future', async () => {
  const hours = (by: number) => new Date(app.kernel.clock().getTime() + by * 3_600_000).toISOString()
  const body = batchOf([{ door: '中区1号' }], { at: hours(-5) })
  const taken = { ...body, sentAt: hours(-4), samples: [{ ...body.samples[0]!, takenAt: hours(-5) }] }
  await send(cast.gridWorker, taken)
  const { rows } = await cast.gridWorker.call(listTubes, { params: { id: roundId } })
  const minutesAgo = (app.kernel.clock().getTime() - Date.parse(rows[0]!.openedAt)) / 60_000
  expect(Math.round(minutesAgo)).toBe(60)
  const ahead = batchOf([{ door: '中区2号' }], { at: hours(3), code: 'B2002' })
  await send(cast.gridWorker, { ...ahead, sentAt: hours(-3) })
  const year = (at: string) => ({ ...batchOf([{ door: '中区4号' }], { at, code: 'C3003' }), sentAt: hours(0) })
  for (const at of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59']) await send(cast.gridWorker, year(at))
  const { rows: both } = await cast.gridWorker.call(listTubes, { params: { id: roundId } })
  expect(both.every(({ openedAt }) => Date.parse(openedAt) <= app.kernel.clock().getTime())).toBe(true)
})

test('the sheet names who is due, who was tested, and nobody outside the sampler’s grid', async () => {
  const residentId = await nameSomebody('中区1号', '林东')
  await send(cast.gridWorker, batchOf([{ door: '中区1号', residentId }]))
  const sheet = (who: Persona, grid: string) =>
    who.call(readSheet, { params: { id: roundId }, query: { grid: cast.grids[grid]! } })
  const { households } = await sheet(cast.gridWorker, '2-1-1')
  expect(households.map(({ door, due, missing }) => [door, due, missing])).toEqual([
    ['中区1号', 2, 1],
    ['中区2号', 3, 3],
    ['中区3号', 4, 4],
    ['中区4号', 1, 1],
    ['中区5号', 2, 2],
    ['中区6号', 3, 3],
  ])
  const marks = { tested: true, excused: false, homeVisit: false }
  expect(households[0]!.people).toEqual([{ residentId, name: '林东', ageGroup: 'adult', ...marks }])
  expect(await refusalOf(sheet(cast.gridWorker, '2-2-1'))).toBe('not-allowed')
})

test('who lies in bed is excused and marked for a visit, by name and by number, until sampled', async () => {
  const residentId = await nameSomebody('中区3号', '林东')
  const inDays = (count: number) => civilDay(new Date(app.kernel.clock().getTime() + count * 86_400_000))
  const days = { fromDay: inDays(-1), untilDay: inDays(30) }
  const excuse = (over: object) => {
    const ask = { id: uuidv7(), householdId: home('中区3号').id, residentId: null, people: 1, ...days, ...over }
    return cast.gridLead.call(askExemption, { body: { reason: 'bedridden', ...ask } })
  }
  await excuse({ residentId })
  await excuse({ people: 2 })
  await excuse({ reason: 'away' })
  const visits = async () => {
    const query = { grid: cast.grids['2-1-1']! }
    const { households } = await cast.gridWorker.call(readSheet, { params: { id: roundId }, query })
    const { unnamedVisits, people } = households.find(({ door }) => door === '中区3号')!
    return [unnamedVisits, people.map(({ homeVisit, excused }) => [homeVisit, excused])]
  }
  expect(await visits()).toEqual([2, [[true, true]]])
  await send(cast.gridWorker, batchOf([{ door: '中区3号', residentId }]))
  expect(await visits()).toEqual([2, [[false, false]]])
})

test('a household that moved to another piece of the tree takes its samples along', async () => {
  await send(cast.gridWorker, batchOf([{ door: '中区1号', people: 2 }]))
  const { id, buildingId } = home('中区1号')
  const gridId = cast.grids['2-2-1']!
  await transactAsSystem(app.kernel, cast.communityId, async (work) => {
    for (const [table, key] of [
      [building, buildingId],
      [household, id],
    ] as const)
      await work.db.update(table).set({ gridId }).where(eq(table.id, key))
    for (const grid of ['2-1-1', '2-2-1']) work.touch({ gridId: cast.grids[grid]!, topic: 'ledger' })
  })
  expect(await numbers('2-1-1')).toEqual([13, 0, 0, 13])
  expect((await numbers('2-2-1'))[1]).toBe(2)
  // Its new workers see them, under row security.
  const inNew = await addPersona(app, cast.communityId, '新片网格员', 'grid-worker', { gridId: cast.grids['2-2']! })
  const { rows } = await inNew.call(listStanding, { params: { id: roundId }, query: { size: 500 } })
  expect(rows.find(({ door }) => door === '中区1号')!.state).toBe('reported')
})

test('the ledger changed afterwards: more people are missing, and a sample stays with its household', async () => {
  await send(cast.gridWorker, batchOf([{ door: '中区1号', people: 2 }]))
  const { id } = home('中区1号')
  const { revision } = await cast.gridWorker.call(readHousehold, { params: { id } })
  const body = { headcount: 5, revision, reason: '亲戚来住' }
  await cast.gridWorker.call(editHousehold, { params: { id }, body })
  expect(await numbers()).toEqual([18, 2, 0, 16])
  expect(await standingOf('中区1号')).toEqual(['missing', 3])
})

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import {
  listSamplers,
  PeopleMark,
  roundBoard,
  roundMatrix,
  roundPace,
  roundPeople,
  type PeopleNumbers,
  type Sampler,
} from '@gezhong/shared/people/board/contract'
import { civilDay } from '@gezhong/shared/civil-day'
import { askExemption } from '@gezhong/shared/people/exemptions/contract'
import { addResident, editHousehold, readHousehold } from '@gezhong/shared/people/ledger/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { changeRoll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { sendSamples, type SampleTaken } from '@gezhong/shared/people/sampling/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast } from '../../../test/cast.ts'

let app: TestApp
let cast: Cast
let roundId: string

const HOUR = 3_600_000
/** When the round begins: six hours before now, so that no time is set right. */
let start: number

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
  start = app.kernel.clock().getTime() - 6 * HOUR
  roundId = await aRound('第1轮核酸', null)
})

afterAll(() => app.close())

const at = (hours: number) => new Date(start + hours * HOUR).toISOString()
const homeOf = (door: string) => cast.households[door]!.id

async function aRound(title: string, gridId: string | null): Promise<string> {
  const window = { startsAt: at(0), endsAt: at(10) }
  const body = { id: uuidv7(), title, gridId, method: 'pcr', tubeSize: 10, ...window } as const
  return (await cast.secretary.call(openRound, { body })).id
}

/** One tube of 2-1-1 with these, taken so many hours after the beginning. */
async function sample(...swabs: { door: string; people?: number; residentId?: string; hours: number }[]) {
  const tube = { id: uuidv7(), gridId: cast.grids['2-1-1']!, code: 'A1001', openedAt: at(0) }
  const samples = swabs.map(({ door, people = 1, residentId = null, hours }): SampleTaken => {
    const whose = { householdId: homeOf(door), residentId, outsider: null }
    return { id: uuidv7(), tubeId: tube.id, ...whose, people, takenAt: at(hours) }
  })
  const body = { sentAt: app.kernel.clock().toISOString(), tubes: [tube], samples, undone: [] }
  await cast.gridWorker.call(sendSamples, { params: { id: roundId }, body })
}

const report = (door: string, headcount: number) =>
  cast.secretary.call(makeReport, {
    params: { id: roundId },
    body: { id: uuidv7(), householdId: homeOf(door), headcount },
  })

async function nameSomebody(door: string, name: string): Promise<string> {
  const body = { id: uuidv7(), name, ageGroup: 'adult', reason: '摸排' } as const
  await cast.secretary.call(addResident, { params: { id: homeOf(door) }, body })
  return body.id
}

const FIELDS = ['expectedPeople', 'reportedPeople', 'excusedPeople', 'missingPeople'] as const
const four = (numbers: PeopleNumbers) => FIELDS.map((field) => numbers[field])
const sumOf = (rows: readonly PeopleNumbers[]) => FIELDS.map((field) => rows.reduce((sum, row) => sum + row[field], 0))

async function counted(id = roundId, piece = '') {
  await app.settle()
  const { grids } = await cast.secretary.call(rollProgress, { params: { id } })
  return sumOf(grids.filter(({ gridCode }) => gridCode.startsWith(piece)))
}

async function changeHeadcount(door: string, headcount: number) {
  const params = { id: homeOf(door) }
  const { revision } = await cast.secretary.call(readHousehold, { params })
  await cast.secretary.call(editHousehold, { params, body: { headcount, revision, reason: '核对' } })
}

// 中区1号 to 6号 hold 2, 3, 4, 1, 2 and 3 people.
test('the board tells of every round what the live numbers tell, in the asker’s scope; a closed one keeps its numbers', async () => {
  await sample({ door: '中区1号', people: 2, hours: 1 }, { door: '中区2号', people: 1, hours: 1 })
  const small = await aRound('第2轮核酸', cast.grids['2-1']!)
  await app.settle()
  const board = async (who = cast.secretary) => (await who.call(roundBoard, {})).rounds
  expect((await board()).map(({ id, title }) => [id, title])).toEqual([
    [small, '第2轮核酸'],
    [roundId, '第1轮核酸'],
  ])
  expect((await board()).map(four)).toEqual([await counted(small), await counted()])
  expect((await board())[1]!.missing).toBe(17)
  expect((await board(cast.gridLead)).map(four)).toEqual([await counted(small, '2'), await counted(roundId, '2')])
  expect((await board(cast.otherLead)).map(four)).toEqual([[0, 0, 0, 0], await counted(roundId, '1')])
  await cast.secretary.call(changeRoll, { params: { id: small }, body: { state: 'closed' } })
  const before = await counted(small)
  await changeHeadcount('中区6号', 20)
  expect(await counted(small)).toEqual(before)
  expect((await counted())[0]).toBe((await board())[1]!.expectedPeople)
})

test('the matrix has a column for each round, the newest last, and adds up at both levels', async () => {
  await sample({ door: '中区1号', people: 2, hours: 1 })
  const small = await aRound('第2轮核酸', cast.grids['2-1']!)
  await app.settle()
  const sub = await cast.secretary.call(roundMatrix, {})
  expect(sub.rounds.map(({ id }) => id)).toEqual([roundId, small])
  expect(sub.rows.map(({ gridCode }) => gridCode)).toEqual(['1-1', '2-1', '2-2'])
  expect(sub.rows.map(({ cells }) => cells[1])).toEqual([null, expect.anything(), null])
  expect(four(sub.rows[1]!.cells[0]!)).toEqual(await counted(roundId, '2-1'))
  const top = await cast.secretary.call(roundMatrix, { query: { level: 'grid' } })
  expect(top.rows.map(({ gridCode }) => gridCode)).toEqual(['1', '2'])
  expect(four(top.rows[1]!.cells[0]!)).toEqual(await counted(roundId, '2'))
  expect((await cast.otherLead.call(roundMatrix, {})).rows.map(({ gridCode }) => gridCode)).toEqual(['1-1'])
})

test('by the times of samples and reports the tested never fall, and end at what the round counts', async () => {
  const residentId = await nameSomebody('中区3号', '林东')
  await sample(
    { door: '中区1号', people: 2, hours: 0.2 },
    { door: '中区2号', people: 2, hours: 1.1 },
    // The same person twice, and more of a household than the ledger knows.
    { door: '中区3号', residentId, hours: 0.1 },
    { door: '中区3号', residentId, hours: 2.1 },
    { door: '中区4号', people: 5, hours: 2.2 },
    { door: '中区1号', people: 1, hours: -3 },
  )
  // Now, six hours after the beginning: of 中区2号 one more than was sampled, of 东区1号 everybody.
  await report('中区2号', 3)
  await report('东区1号', 2)
  const pace = await cast.secretary.call(roundPace, { params: { id: roundId }, query: { level: 'grid' } })
  expect([pace.from, pace.minutes]).toEqual([at(0), 30])
  const [one, two] = pace.rows
  expect(two!.tested).toEqual([3, 3, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7])
  expect(one!.tested.at(-1)).toBe(2)
  expect([two!.expectedPeople, two!.tested.at(-1)]).toEqual((await counted(roundId, '2')).slice(0, 2))
  const own = await cast.gridWorker.call(roundPace, { params: { id: roundId } })
  expect(own.rows.map(({ gridCode, tested }) => [gridCode, tested.at(-1)])).toEqual([['2-1', 7]])
})

test('what lies behind each number adds up to it, with the people who are known by name', async () => {
  const residentId = await nameSomebody('中区3号', '林东来')
  await nameSomebody('中区3号', '林西')
  await sample({ door: '中区3号', residentId, hours: 1 }, { door: '中区1号', people: 2, hours: 1 })
  await report('中区2号', 9)
  const days = { fromDay: civilDay(new Date(start)), untilDay: civilDay(new Date(start + 48 * HOUR)) }
  const asked = { id: uuidv7(), householdId: homeOf('中区6号'), residentId: null, people: 2, reason: 'away' } as const
  await cast.secretary.call(askExemption, { body: { ...asked, ...days } })
  const grid = cast.grids['2']!
  const whole = await counted(roundId, '2')
  for (const [index, mark] of PeopleMark.options.entries()) {
    const query = { grid, mark, size: 500 }
    const { rows, sum, total } = await cast.gridLead.call(roundPeople, { params: { id: roundId }, query })
    expect([mark, sumOf(rows)[index]]).toEqual([mark, whole[index]])
    expect(sumOf(rows)).toEqual(four(sum))
    expect(total).toBe(rows.length)
    expect(rows.every((row) => four(row)[index]! > 0)).toBe(true)
  }
  const { rows } = await cast.gridLead.call(roundPeople, { params: { id: roundId }, query: { grid, mark: 'tested' } })
  expect(rows.find(({ door }) => door === '中区3号')!.people).toEqual([
    { nameMasked: '林**', tested: true, excused: false },
    { nameMasked: '林*', tested: false, excused: false },
  ])
  const few = { grid, mark: 'tested', size: 1, page: 2 } as const
  const second = await cast.gridLead.call(roundPeople, { params: { id: roundId }, query: few })
  expect([second.rows.length, second.total, second.sum.reportedPeople]).toEqual([1, rows.length, whole[1]])
})

test('a sampler’s pace counts the quarters of an hour in which there was work', async () => {
  await sample(
    { door: '中区1号', people: 2, hours: 1 },
    { door: '中区2号', people: 3, hours: 1 },
    { door: '中区6号', people: 3, hours: 4 },
  )
  const { samplers } = await cast.gridLead.call(listSamplers, { params: { id: roundId } })
  expect(samplers).toMatchObject([{ people: 8, tubes: 1, perHour: 16 }])
  const [{ firstAt, lastAt }] = samplers as [Sampler]
  expect(Date.parse(lastAt) - Date.parse(firstAt)).toBe(3 * HOUR)
  expect((await cast.otherLead.call(listSamplers, { params: { id: roundId } })).samplers).toEqual([])
})

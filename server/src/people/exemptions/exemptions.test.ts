import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  askExemption,
  decideExemption,
  decideExemptions,
  endExemption,
  exportExemptions,
  listExemptions,
  resumeExemption,
} from '@gezhong/shared/people/exemptions/contract'
import { addressOf } from '@gezhong/shared/client'
import { civilDay } from '@gezhong/shared/civil-day'
import { listAudit } from '@gezhong/shared/audit/contract'
import { addResident, removeResident } from '@gezhong/shared/people/ledger/contract'
import { listExcused } from '@gezhong/shared/people/missing/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import { rollProgress } from '@gezhong/shared/people/rolls/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { strFromU8, unzipSync } from 'fflate'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

let app: TestApp
let cast: Cast
let roundId: string

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
  roundId = uuidv7()
  const window = { startsAt: '2022-04-03T06:00:00+08:00', endsAt: '2022-04-04T01:00:00+08:00' }
  await cast.secretary.call(openRound, {
    body: { id: roundId, title: '第1轮核酸', gridId: null, method: 'pcr', tubeSize: 10, ...window },
  })
})

afterAll(() => app.close())

const askedOf = (door: string, over: object = {}) => ({
  id: uuidv7(),
  householdId: cast.households[door]!.id,
  residentId: null,
  people: 1,
  reason: 'away' as const,
  fromDay: '2022-04-01',
  untilDay: '2022-04-09',
  ...over,
})

const ask = (who: Persona, door: string, over: object = {}) => who.call(askExemption, { body: askedOf(door, over) })
const decide = (who: Persona, id: string, approved: boolean) =>
  who.call(decideExemption, { params: { id }, body: { approved } })
const refusalOrId = (asked: ReturnType<typeof ask>) =>
  asked.then(
    ({ id }) => id,
    () => 'already-there',
  )
const end = (who: Persona, id: string) => who.call(endExemption, { params: { id } })

/** Due, tested, excused and missing of 2-1-1, which holds 15. */
async function numbers() {
  await app.settle()
  const { grids } = await cast.secretary.call(rollProgress, { params: { id: roundId } })
  const row = grids.find(({ gridCode }) => gridCode === '2-1-1')!
  return [row.expectedPeople, row.reportedPeople, row.excusedPeople, row.missingPeople]
}

async function sample(door: string, residentId: string | null, people: number) {
  const at = '2022-04-03T08:00:00+08:00'
  const tube = { id: uuidv7(), gridId: cast.grids['2-1-1']!, code: 'A1001', openedAt: at }
  const householdId = cast.households[door]!.id
  const one = { id: uuidv7(), tubeId: tube.id, householdId, residentId, outsider: null, people, takenAt: at }
  const body = { sentAt: at, tubes: [tube], samples: [one], undone: [] }
  await cast.gridWorker.call(sendSamples, { params: { id: roundId }, body })
}

test('a worker asks, a lead approves, and the person counts as excused until it ends', async () => {
  const asked = await ask(cast.gridWorker, '中区3号', { people: 2, note: '在县医院陪护' })
  expect([asked.state, asked.note, asked.askedByName]).toEqual(['asked', '在县医院陪护', '吴网格员'])
  expect(await numbers()).toEqual([15, 0, 0, 15])
  expect(await refusalOf(decide(cast.gridWorker, asked.id, true))).toBe('not-allowed')
  expect(await refusalOf(decide(cast.otherLead, asked.id, true))).toBe('not-found')
  await decide(cast.gridLead, asked.id, true)
  expect(await refusalOf(decide(cast.gridLead, asked.id, false))).toBe('already-settled')
  expect(await numbers()).toEqual([15, 0, 2, 13])
  await end(cast.gridWorker, asked.id)
  expect(await numbers()).toEqual([15, 0, 0, 15])
  expect(await refusalOf(end(cast.gridWorker, asked.id))).toBe('already-settled')
})

test('who is taken out of the ledger excuses nobody any more, until that is undone', async () => {
  const params = { id: cast.households['中区3号']!.id }
  const body = { id: uuidv7(), name: '林东', ageGroup: 'adult', reason: '摸排' } as const
  await cast.gridLead.call(addResident, { params, body })
  await ask(cast.gridLead, '中区3号', { residentId: body.id })
  expect(await numbers()).toEqual([15, 0, 1, 14])
  await cast.gridLead.call(removeResident, { params: { id: body.id }, body: { reason: '搬走了' } })
  expect(await numbers()).toEqual([15, 0, 0, 15])
  expect((await cast.gridLead.call(listExcused, { params: { id: roundId } })).total).toBe(0)
})

test('from a lead it is approved at once; refused it changes nothing', async () => {
  expect((await ask(cast.gridLead, '中区3号')).state).toBe('approved')
  const { id } = await ask(cast.gridWorker, '中区1号')
  await decide(cast.secretary, id, false)
  expect(await numbers()).toEqual([15, 0, 1, 14])
  const { rows, total } = await cast.gridWorker.call(listExemptions)
  expect([total, rows.map(({ door, state }) => [door, state])]).toEqual([
    2,
    [
      ['中区1号', 'refused'],
      ['中区3号', 'approved'],
    ],
  ])
})

describe('which round it covers', () => {
  test.each([
    // The round ends on the fourth, an hour after midnight.
    ['2022-04-01', '2022-04-03', 0],
    ['2022-04-01', '2022-04-04', 1],
    ['2022-04-04', '2022-04-04', 1],
    ['2022-04-05', '2022-04-09', 0],
  ])('from %s until %s: %d', async (fromDay, untilDay, people) => {
    await ask(cast.gridLead, '中区3号', { fromDay, untilDay })
    expect((await numbers())[2]).toBe(people)
  })
})

test('who came although excused is tested; nobody is excused twice, nor more than live there', async () => {
  const residentId = uuidv7()
  const body = { id: residentId, name: '林东', ageGroup: 'adult', reason: '摸排' } as const
  await cast.gridWorker.call(addResident, { params: { id: cast.households['中区3号']!.id }, body })
  await ask(cast.gridLead, '中区3号', { residentId, reason: 'bedridden' })
  await ask(cast.gridLead, '中区3号', { residentId, reason: 'doctors-note' })
  expect(await numbers()).toEqual([15, 0, 1, 14])
  await sample('中区3号', residentId, 1)
  expect(await numbers()).toEqual([15, 1, 0, 14])
  await ask(cast.gridLead, '中区4号', { people: 9 })
  expect(await numbers()).toEqual([15, 1, 1, 13])
})

test('what makes no sense is refused: days, somebody of another household, a household out of reach', async () => {
  expect(await refusalOf(ask(cast.gridLead, '中区3号', { untilDay: '2022-03-31' }))).toBe('not-valid')
  expect(await refusalOf(ask(cast.gridLead, '中区3号', { untilDay: '2022-09-01' }))).toBe('not-valid')
  expect(await refusalOf(ask(cast.gridLead, '中区3号', { residentId: uuidv7() }))).toBe('not-found')
  expect(await refusalOf(ask(cast.gridLead, '东区1号'))).toBe('not-found')
  const yearNought = { fromDay: '0000-01-01', untilDay: '0000-01-02' }
  expect(await refusalOf(ask(cast.gridLead, '中区3号', yearNought))).toBe('not-valid')
})

test('a household reads what was sampled of it and who of it is excused, and of no other', async () => {
  await sample('中区3号', null, 2)
  await sample('中区1号', null, 1)
  await ask(cast.gridLead, '中区3号', { reason: 'in-hospital', note: '县医院 13800009999' })
  await ask(cast.gridLead, '中区1号')
  const { households } = await cast.resident.call(readOwnData)
  const { samples, exemptions } = households[0]!
  expect(samples).toMatchObject([{ roundTitle: '第1轮核酸', method: 'pcr', name: null, people: 2, undone: false }])
  expect(exemptions).toMatchObject([{ reason: 'in-hospital', people: 1, note: '县医院 138····9999' }])
})

describe('a household asks for itself', () => {
  test('it waits for the lead, who is told that the household asked; it counts once approved', async () => {
    const asked = await ask(cast.resident, '中区3号', { reason: 'bedridden', note: '走不动' })
    expect([asked.state, asked.byHousehold, asked.askedByName]).toEqual(['asked', true, '王居民'])
    expect(await numbers()).toEqual([15, 0, 0, 15])
    const { rows } = await cast.gridLead.call(listExemptions, { query: { state: 'asked' } })
    expect(rows.map(({ door, byHousehold, note }) => [door, byHousehold, note])).toEqual([['中区3号', true, '走不动']])
    expect((await ask(cast.gridWorker, '中区1号')).byHousehold).toBe(false)
    await decide(cast.gridLead, asked.id, true)
    expect(await numbers()).toEqual([15, 0, 1, 14])
    const { rows: log } = await cast.secretary.call(listAudit, { query: { action: 'exemption.asked' } })
    expect(log.map(({ detail }) => detail)).toContain('本户申请：中区 3 号 1 人 卧床，上门采，到 2022-04-09')
  })

  test('never for another, and it decides nothing', async () => {
    expect(await refusalOf(ask(cast.resident, '中区1号'))).toBe('not-found')
    expect(await refusalOf(ask(cast.stranger, '中区3号'))).toBe('not-allowed')
    const { id } = await ask(cast.gridWorker, '中区1号')
    expect(await refusalOf(end(cast.resident, id))).toBe('not-found')
    const own = await ask(cast.resident, '中区3号')
    expect(await refusalOf(decide(cast.resident, own.id, true))).toBe('not-allowed')
    expect(await refusalOf(cast.resident.call(listExemptions))).toBe('not-allowed')
  })

  test('one ask a person waits at a time, also when two phones ask at once', async () => {
    const residentId = uuidv7()
    const body = { id: residentId, name: '林东', ageGroup: 'adult', reason: '摸排' } as const
    await cast.gridWorker.call(addResident, { params: { id: cast.households['中区3号']!.id }, body })
    const other = await addPersona(app, cast.communityId, '王大明', 'resident', {
      householdId: cast.households['中区3号']!.id,
    })
    const both = await Promise.all([cast.resident, other].map((who) => refusalOrId(ask(who, '中区3号'))))
    expect(both.filter((one) => one === 'already-there')).toHaveLength(1)
    await ask(cast.resident, '中区3号', { residentId })
    expect(await refusalOf(ask(other, '中区3号', { residentId }))).toBe('already-there')
    // Taken back, it may be asked anew; a worker is not kept from asking.
    await end(
      cast.resident,
      both.find((one) => one !== 'already-there')!,
    )
    await ask(cast.resident, '中区3号')
    await ask(cast.gridWorker, '中区3号')
  })

  test('back from hospital it ends what was approved', async () => {
    const { id } = await ask(cast.gridLead, '中区3号', { people: 2 })
    expect(await numbers()).toEqual([15, 0, 2, 13])
    await end(cast.resident, id)
    expect(await numbers()).toEqual([15, 0, 0, 15])
    expect(await refusalOf(end(cast.resident, id))).toBe('already-settled')
  })
})
describe('ended too early', () => {
  const end = (who: Persona, id: string) => who.call(endExemption, { params: { id } })
  const resume = (who: Persona, id: string) => who.call(resumeExemption, { params: { id } })
  const stateOf = async (id: string) => {
    const { rows } = await cast.secretary.call(listExemptions, { query: {} })
    const { state, decidedByName } = rows.find((row) => row.id === id)!
    return [state, decidedByName]
  }

  test('what was approved holds again, and still says who approved it', async () => {
    const { id } = await ask(cast.gridWorker, '中区3号')
    await decide(cast.gridLead, id, true)
    const before = await stateOf(id)
    await end(cast.gridWorker, id)
    expect(await stateOf(id)).toEqual(['ended', before[1]])
    await resume(cast.gridWorker, id)
    expect(await stateOf(id)).toEqual(before)
    expect(await refusalOf(resume(cast.gridWorker, id))).toBe('already-settled')
  })

  test('what only waited waits again: ending and taking that back approves nothing', async () => {
    const { id } = await ask(cast.gridWorker, '中区3号')
    await end(cast.gridWorker, id)
    expect(await refusalOf(decide(cast.gridLead, id, true))).toBe('already-settled')
    await resume(cast.gridWorker, id)
    expect(await stateOf(id)).toEqual(['asked', null])
  })

  test('a worker takes back the own end only, a lead anybody’s of the grid, and nobody elsewhere', async () => {
    const { id } = await ask(cast.gridWorker, '中区3号')
    await end(cast.gridLead, id)
    expect(await refusalOf(resume(cast.gridWorker, id))).toBe('not-allowed')
    expect(await refusalOf(resume(cast.otherLead, id))).toBe('not-found')
    await resume(cast.secretary, id)
    expect(await stateOf(id)).toEqual(['asked', null])
  })
})

describe('many at once', () => {
  const decideAll = (who: Persona, ids: string[], to: 'approved' | 'refused' | 'asked') =>
    who.call(decideExemptions, { body: { ids, to } })

  test('a lead approves them together, and takes it back together', async () => {
    const asked = [await ask(cast.gridWorker, '中区3号', { people: 2 }), await ask(cast.gridWorker, '中区1号')]
    const ids = asked.map(({ id }) => id)
    expect((await decideAll(cast.gridLead, ids, 'approved')).outcomes.every(({ done }) => done)).toBe(true)
    expect(await numbers()).toEqual([15, 0, 3, 12])
    await decideAll(cast.gridLead, ids, 'asked')
    expect(await numbers()).toEqual([15, 0, 0, 15])
    const { rows } = await cast.gridWorker.call(listExemptions)
    expect(rows.map(({ state, decidedByName, decidedAt }) => [state, decidedByName, decidedAt])).toEqual([
      ['asked', null, null],
      ['asked', null, null],
    ])
    await decideAll(cast.gridLead, ids, 'refused')
    await decideAll(cast.gridLead, ids, 'asked')
    await decideAll(cast.gridLead, ids, 'approved')
    expect(await numbers()).toEqual([15, 0, 3, 12])
  })

  test('one that somebody has decided meanwhile, or that is another’s, stops none of the others', async () => {
    const [one, two] = [await ask(cast.gridWorker, '中区3号'), await ask(cast.gridWorker, '中区1号')]
    await end(cast.gridWorker, one.id)
    const { outcomes } = await decideAll(cast.gridLead, [one.id, two.id], 'approved')
    expect(outcomes).toEqual([
      { id: one.id, done: false, problem: '这条已经处理过了' },
      { id: two.id, done: true, problem: null },
    ])
    expect((await decideAll(cast.otherLead, [two.id], 'asked')).outcomes.map(({ done }) => done)).toEqual([false])
    expect(await refusalOf(decideAll(cast.gridWorker, [two.id], 'asked'))).toBe('not-allowed')
    expect(await numbers()).toEqual([15, 0, 1, 14])
  })
})

test('found by state, reason, door and grid; those that run out soon are counted', async () => {
  const day = (days: number) => civilDay(new Date(app.kernel.clock().getTime() + days * 86_400_000))
  const until = (days: number) => ({ fromDay: day(-1), untilDay: day(days) })
  await ask(cast.gridLead, '中区1号', { reason: 'newborn', ...until(0) })
  await ask(cast.gridLead, '中区2号', until(2))
  await ask(cast.gridLead, '中区3号', until(3))
  await ask(cast.gridLead, '中区4号', until(-1))
  await ask(cast.gridWorker, '中区5号', until(1))
  const found = async (query: object) => {
    const { rows, total, counts, soon } = await cast.gridWorker.call(listExemptions, { query })
    expect(total).toBe(rows.length)
    return { doors: rows.map(({ door }) => door).toSorted(), counts, soon }
  }
  const counts = { asked: 1, approved: 4, refused: 0, ended: 0 }
  expect(await found({ soon: 'true' })).toEqual({ doors: ['中区1号', '中区2号'], counts, soon: 2 })
  expect((await found({ state: 'asked' })).doors).toEqual(['中区5号'])
  expect((await found({ reason: 'newborn' })).doors).toEqual(['中区1号'])
  expect((await found({ q: '3号' })).doors).toEqual(['中区3号'])
  expect((await found({ grid: cast.grids['2-1']! })).doors).toHaveLength(5)
  expect((await cast.gridWorker.call(listExemptions)).rows[0]!.state).toBe('asked')
})

test('as a file it says who asked and who decided, and stands in the log with its purpose', async () => {
  const { id } = await ask(cast.gridWorker, '中区3号', { note: '县医院 13800009999' })
  await decide(cast.gridLead, id, true)
  const { url, headers } = addressOf(exportExemptions, {})
  const reply = await app.server.inject({
    method: 'POST',
    url,
    headers: { ...headers, authorization: `Bearer ${cast.gridWorker.token}` },
    payload: { reason: '报给镇里' },
  })
  const sheet = strFromU8(unzipSync(reply.rawPayload)['xl/sharedStrings.xml']!)
  for (const words of ['中区 3 号', '不在本地', '已同意', '吴网格员', '138····9999']) expect(sheet).toContain(words)
  const { rows } = await cast.secretary.call(listAudit, { query: { action: 'exemption.exported' } })
  expect(rows[0]!.detail).toBe('1 条，用途：报给镇里')
})

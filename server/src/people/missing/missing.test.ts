import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { addressOf } from '@gezhong/shared/client'
import { listAudit } from '@gezhong/shared/audit/contract'
import { listAlerts } from '@gezhong/shared/audit/alerts/contract'
import { tellSelfTest } from '@gezhong/shared/people/antigen/contract'
import { askExemption } from '@gezhong/shared/people/exemptions/contract'
import {
  addResident,
  createHousehold,
  editHousehold,
  readHousehold,
  revealPhone,
} from '@gezhong/shared/people/ledger/contract'
import {
  exportMissing,
  householdRounds,
  listExcused,
  listMissing,
  printMissing,
} from '@gezhong/shared/people/missing/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { changeRoll, openRoll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { strFromU8, unzipSync } from 'fflate'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

const PER_HOUR = 5

let app: TestApp
let cast: Cast
let first: string
let second: string

beforeAll(async () => {
  app = await startTestApp({ REVEALS_PER_HOUR: String(PER_HOUR) })
})

/** Two rounds one after the other; the first has ended. */
beforeEach(async () => {
  cast = await makeCast(app)
  first = await open('第1轮')
  await close(first)
  second = await open('第2轮')
})

afterAll(() => app.close())

async function open(
  title: string,
  grid: string | null = null,
  doors: string[] | null = null,
  method: 'pcr' | 'antigen' = 'pcr',
) {
  const id = uuidv7()
  const now = app.kernel.clock().getTime()
  const window = { startsAt: new Date(now).toISOString(), endsAt: new Date(now + 8 * 3_600_000).toISOString() }
  const gridId = grid === null ? null : cast.grids[grid]!
  const listed = doors === null ? null : { doors, missingOf: null }
  await cast.secretary.call(openRound, { body: { id, title, gridId, method, tubeSize: 20, ...window, listed } })
  return id
}

const close = (id: string) => cast.secretary.call(changeRoll, { params: { id }, body: { state: 'closed' } })
const home = (door: string) => cast.households[door]!.id

async function sample(roundId: string, door: string, people: number, residentId: string | null = null) {
  const at = app.kernel.clock().toISOString()
  const tube = { id: uuidv7(), gridId: cast.grids['2-1-1']!, code: 'A1001', openedAt: at }
  const one = { id: uuidv7(), tubeId: tube.id, householdId: home(door), residentId, outsider: null, takenAt: at }
  const body = { sentAt: at, tubes: [tube], samples: [{ ...one, people }], undone: [] }
  await cast.gridWorker.call(sendSamples, { params: { id: roundId }, body })
}

type Query = Parameters<typeof ask>[2]
const ask = (
  who: Persona,
  id: string,
  query: { than?: string; change?: 'new' | 'still' | 'made-up'; order?: 'door' | 'longest' | 'people'; q?: string },
) => who.call(listMissing, { params: { id }, query: { size: 500, ...query } })

const missing = async (query: Query = {}, who = cast.gridWorker) => (await ask(who, second, query)).rows
const doorsOf = async (change: 'new' | 'still' | 'made-up') => (await missing({ change })).map(({ door }) => door)

describe('beside the roll before', () => {
  test('who dropped off since, who is missing still, who has made up for it', async () => {
    await sample(first, '中区1号', 2)
    await sample(first, '中区2号', 3)
    await sample(second, '中区2号', 3)
    await sample(second, '中区3号', 4)
    expect(await doorsOf('new')).toEqual(['中区1号'])
    expect(await doorsOf('made-up')).toEqual(['中区3号'])
    expect(await doorsOf('still')).toEqual(['中区4号', '中区5号', '中区6号'])
    const { comparedWith, counts, total } = await ask(cast.gridWorker, second, {})
    expect([comparedWith, total]).toEqual([{ rollId: first, title: '第1轮' }, 4])
    expect(counts).toEqual({
      new: { households: 1, people: 2 },
      still: { households: 3, people: 6 },
      'made-up': { households: 1, people: 4 },
    })
    expect((await missing()).map(({ door }) => door)).toEqual(['中区1号', '中区4号', '中区5号', '中区6号'])
    const [dropped] = await missing({ change: 'new' })
    expect(dropped).toMatchObject({ due: 2, done: 0, missing: 2, before: { state: 'reported', missing: 0 } })
  })

  test('those missing now are the people of the roll’s own number, in every scope', async () => {
    await sample(first, '中区1号', 1)
    await sample(second, '中区3号', 1)
    await sample(second, '中区5号', 2)
    await cast.secretary.call(makeReport, {
      params: { id: second },
      body: { id: uuidv7(), householdId: home('中区2号'), headcount: 1, phone: '13900001234' },
    })
    await app.settle()
    for (const who of [cast.secretary, cast.gridLead, cast.gridWorker, cast.otherLead]) {
      const { counts } = await ask(who, second, {})
      const { grids } = await who.call(rollProgress, { params: { id: second } })
      const people = grids.reduce((sum, grid) => sum + grid.missingPeople, 0)
      expect(counts.new.people + counts.still.people).toBe(people)
      expect(people).toBeGreaterThan(0)
    }
  })

  test('says in how many rolls one after another, and puts the longest first', async () => {
    await sample(first, '中区1号', 2)
    await close(second)
    const third = await open('第3轮')
    await sample(second, '中区3号', 4)
    const rows = (await ask(cast.gridWorker, third, { order: 'longest' })).rows
    // The cast's own roll asks who lives there, and does not count here.
    expect(rows.map(({ door, rollsMissing }) => [door, rollsMissing])).toEqual([
      ['中区2号', 3],
      ['中区6号', 3],
      ['中区5号', 3],
      ['中区4号', 3],
      ['中区1号', 2],
      ['中区3号', 1],
    ])
    const most = (await ask(cast.gridWorker, third, { order: 'people' })).rows
    expect(most.map(({ missing: people }) => people)).toEqual([4, 3, 3, 2, 2, 1])
  })

  test('another roll can be chosen, and none that asks something else', async () => {
    await close(second)
    const third = await open('第3轮')
    await sample(first, '中区1号', 2)
    const than = async (id: string) => (await ask(cast.gridWorker, third, { than: id })).rows[0]!
    expect([(await than(first)).change, (await than(second)).change]).toEqual(['new', 'still'])
    expect(await refusalOf(ask(cast.gridWorker, third, { than: cast.rollId }))).toBe('not-found')
    expect(await refusalOf(ask(cast.gridWorker, third, { than: third }))).toBe('not-found')
    const { comparedWith } = await ask(cast.gridWorker, first, {})
    expect(comparedWith).toBeNull()
  })

  test('a round for listed people is no round before: nobody else was ever missing in it', async () => {
    await sample(first, '中区1号', 2)
    const listed = await open('复检', null, ['中区3号'])
    const third = await open('第3轮')
    const { comparedWith } = await ask(cast.secretary, third, {})
    expect(comparedWith!.rollId).toBe(second)
    await close(listed)
    const { rows } = await ask(cast.secretary, third, { order: 'longest' })
    expect(rows.map(({ rollsMissing }) => rollsMissing)).toEqual([...Array<number>(17).fill(3), 2])
  })

  test('a household that the ledger did not have yet was not asked then', async () => {
    const body = {
      id: uuidv7(),
      gridId: cast.grids['2-1-1']!,
      door: '中区90号',
      headcount: 2,
      phones: [],
      reason: '摸排',
    }
    await cast.gridWorker.call(createHousehold, { body })
    expect((await missing({ q: '中区90号' }))[0]).toMatchObject({ change: 'new', before: null, rollsMissing: 1 })
  })

  test('a roll of one grid is compared with the one before of that grid', async () => {
    const whole = await open('片区轮', '2')
    await sample(whole, '中区1号', 2)
    await close(whole)
    const again = await open('片区轮2', '2')
    expect((await ask(cast.gridWorker, again, {})).comparedWith).toMatchObject({ rollId: whole })
    expect((await ask(cast.secretary, again, {})).rows.every(({ gridCode }) => gridCode.startsWith('2'))).toBe(true)
  })

  test('of a roll that asks who lives there, it is who has not answered', async () => {
    const say = (id: string, door: string) =>
      cast.secretary.call(makeReport, { params: { id }, body: { id: uuidv7(), householdId: home(door), headcount: 2 } })
    await say(cast.rollId, '中区1号')
    const id = uuidv7()
    const next = { id, title: '再点一次', gridId: null, question: 'who-lives-here' } as const
    await cast.secretary.call(openRoll, { body: next })
    await say(id, '中区5号')
    const { rows, comparedWith } = await ask(cast.gridWorker, id, {})
    expect(comparedWith).toMatchObject({ rollId: cast.rollId })
    expect(rows.map(({ door, change }) => `${door} ${change}`)).toEqual([
      '中区1号 new',
      '中区2号 still',
      '中区3号 still',
      '中区4号 still',
      '中区6号 still',
    ])
  })
})

test('names those of whom no sample is known, and not who was tested or is excused', async () => {
  const named = async (name: string) => {
    const params = { id: home('中区3号') }
    const body = { id: uuidv7(), name, ageGroup: 'adult' as const, reason: '摸排' }
    return (await cast.gridWorker.call(addResident, { params, body })).id
  }
  const [here, away] = [await named('林东'), await named('林西')]
  await named('林南')
  await sample(second, '中区3号', 1, here)
  const days = { fromDay: '2020-01-01', untilDay: '2020-03-01' }
  const day = app.kernel.clock().toISOString().slice(0, 10)
  const body = { householdId: home('中区3号'), residentId: away, people: 1, reason: 'away' as const }
  await cast.gridLead.call(askExemption, { body: { ...body, id: uuidv7(), ...days } })
  const until = new Date(app.kernel.clock().getTime() + 9 * 86_400_000).toISOString().slice(0, 10)
  await cast.gridLead.call(askExemption, { body: { ...body, id: uuidv7(), fromDay: day, untilDay: until } })
  const row = (await missing({ q: '中区3号' }))[0]!
  expect([row.names, row.due, row.done, row.excused, row.missing]).toEqual([['林南'], 4, 1, 1, 2])
  const { rows } = await cast.gridWorker.call(listExcused, { params: { id: second } })
  expect(rows).toMatchObject([{ door: '中区3号', name: '林西', people: 1, reason: 'away', untilDay: until }])
})

test('who told a test is neither missing by name nor excused', async () => {
  const antigen = await open('抗原', null, null, 'antigen')
  const body = { id: uuidv7(), name: '林东', ageGroup: 'adult', reason: '摸排' } as const
  await cast.gridWorker.call(addResident, { params: { id: home('中区3号') }, body })
  const person = { householdId: home('中区3号'), residentId: body.id, people: 1 }
  const day = app.kernel.clock().toISOString().slice(0, 10)
  const days = { fromDay: day, untilDay: new Date(Date.parse(day) + 9 * 86_400_000).toISOString().slice(0, 10) }
  const excuse = { ...person, ...days, id: uuidv7(), reason: 'away' } as const
  const at = app.kernel.clock().toISOString()
  const told = { ...person, id: uuidv7(), result: 'negative', noPhoto: 'seen-it', takenAt: at, sentAt: at } as const
  await cast.gridWorker.call(tellSelfTest, { params: { id: antigen }, body: told })
  const [row] = (await ask(cast.gridWorker, antigen, { q: '中区3号' })).rows
  expect([row!.names, row!.done, row!.missing]).toEqual([[], 1, 3])
  await cast.gridLead.call(askExemption, { body: excuse })
  await cast.gridLead.call(askExemption, { body: { ...excuse, id: uuidv7(), residentId: null } })
  const { rows } = await cast.gridWorker.call(listExcused, { params: { id: antigen } })
  expect(rows.map(({ name, people }) => [name, people])).toEqual([[null, 1]])
})

test('who need not come, by the ledger: nobody is there', async () => {
  const params = { id: home('中区4号') }
  const { revision } = await cast.gridWorker.call(readHousehold, { params })
  const change = { occupancy: 'away' as const, revision, reason: '外出' }
  await cast.gridWorker.call(editHousehold, { params, body: change })
  const { rows, total } = await cast.gridWorker.call(listExcused, { params: { id: second } })
  expect([total, rows.map(({ door, reason, name, untilDay }) => [door, reason, name, untilDay])]).toEqual([
    1,
    [['中区4号', 'away', null, null]],
  ])
  const other = await cast.otherLead.call(listExcused, { params: { id: second } })
  expect(other.rows).toEqual([])
})

test('a household’s rounds, newest first, with what was sampled of it in each', async () => {
  await sample(first, '中区3号', 3)
  const params = { id: home('中区3号') }
  const { rounds } = await cast.gridWorker.call(householdRounds, { params })
  expect(rounds.map(({ title, due, done, missing: people }) => [title, due, done, people])).toEqual([
    ['第2轮', 4, 0, 4],
    ['第1轮', 4, 3, 1],
  ])
  expect(rounds[1]!.samples).toMatchObject([{ people: 3, name: null, tubeCode: 'A1001', takenByName: '吴网格员' }])
  expect(await refusalOf(cast.otherLead.call(householdRounds, { params }))).toBe('not-found')
})

describe('on paper and as a file', () => {
  /** All that the list has, or some of it. */
  const print = async (
    who: Persona,
    { q, print: id = uuidv7(), doors }: { q?: string; print?: string; doors?: string[] } = {},
  ) => {
    const query = q === undefined ? {} : { q }
    const { rows } = await ask(who, second, query)
    const households = doors?.map(home) ?? rows.map(({ householdId }) => householdId)
    const body = { reason: '上门叫人', print: id, households }
    return who.call(printMissing, { params: { id: second }, query, body })
  }
  const audit = async (action: 'household.phone-revealed' | 'roll.printed' | 'roll.exported') =>
    (await cast.secretary.call(listAudit, { query: { action } })).rows

  test('with whole numbers each household stands in the log as opened, and finds it among its own data', async () => {
    const { rows } = await print(cast.gridWorker, { q: '中区3号' })
    expect(rows.map(({ door, phones }) => [door, phones])).toEqual([['中区3号', [cast.households['中区3号']!.phone]]])
    expect((await audit('household.phone-revealed')).map(({ detail }) => detail)).toEqual(['中区3号（打印名单）'])
    expect((await audit('roll.printed'))[0]!.detail).toBe('第2轮 1 户，里面有 1 户的完整号码，用途：上门叫人')
    const { households } = await cast.resident.call(readOwnData, {})
    expect(households[0]!.looks).toMatchObject([{ role: 'grid-worker' }])
  })

  const alerts = async () =>
    (await cast.secretary.call(listAlerts, { query: {} })).rows.map(({ kind, count }) => [kind, count])
  const dial = () => cast.gridWorker.call(revealPhone, { params: { id: home('中区3号') }, body: { purpose: 'dial' } })

  test('more than an hour’s numbers tell the command post, print by print, and keep nobody from dialling', async () => {
    for (let time = 0; time < 3; time += 1) await print(cast.gridWorker)
    await print(cast.gridWorker, { q: '中区3号' })
    expect(await alerts()).toEqual([
      ['many-reveals', 18],
      ['many-reveals', 12],
      ['many-reveals', 6],
    ])
    expect((await dial()).phones).toEqual([cast.households['中区3号']!.phone])
  })

  test('what was dialled is counted without the paper, and whoever is stopped prints nothing either', async () => {
    await print(cast.gridWorker)
    for (let time = 0; time < 3 * PER_HOUR; time += 1) await dial()
    expect(await refusalOf(dial())).toBe('too-many-reveals')
    expect(await refusalOf(print(cast.gridWorker))).toBe('too-many-reveals')
    expect((await alerts())[0]).toEqual(['reveals-stopped', 3 * PER_HOUR])
  })

  test('numbers of a print no longer than an hour’s dialling count together with those dialled', async () => {
    for (let time = 0; time < 3; time += 1) await dial()
    await print(cast.gridWorker, { q: '中区3号' })
    expect(await alerts()).toEqual([])
    await print(cast.gridWorker, { q: '中区4号' })
    await dial()
    expect(await alerts()).toEqual([['many-reveals', PER_HOUR + 1]])
  })

  test('a print is told of once, in parts of which each stands in the log', async () => {
    const id = uuidv7()
    const all = ['中区1号', '中区2号', '中区3号', '中区4号', '中区5号', '中区6号']
    for (let time = 0; time < 3; time += 1) await print(cast.gridWorker, { print: id, doors: all.slice(0, 5) })
    expect((await audit('household.phone-revealed')).length).toBe(15)
    const { rows } = await print(cast.gridWorker, { print: id, doors: ['中区6号'] })
    expect(rows.map(({ door, phones }) => [door, phones.length])).toEqual([['中区6号', 1]])
    expect((await audit('roll.printed')).length).toBe(4)
    expect(await alerts()).toEqual([['many-reveals', 6]])
  })

  test('who came meanwhile, and who is elsewhere, is left out of a part', async () => {
    await sample(second, '中区3号', 4)
    const { rows } = await print(cast.gridWorker, { doors: ['中区1号', '中区3号'] })
    expect(rows.map(({ door }) => door)).toEqual(['中区1号'])
    const other = await print(cast.otherLead, { doors: ['中区1号'] })
    expect(other.rows).toEqual([])
  })

  test('another grid’s numbers go on nobody’s paper, and without a purpose none', async () => {
    const { rows } = await print(cast.otherLead)
    expect(rows.every(({ gridCode }) => gridCode.startsWith('1'))).toBe(true)
    const call = cast.gridWorker.call(printMissing, {
      params: { id: second },
      query: {},
      body: { reason: ' ', print: uuidv7(), households: [home('中区1号')] },
    })
    expect(await refusalOf(call)).toBe('not-valid')
    expect(await refusalOf(cast.hubHousehold.call(listMissing, { params: { id: second } }))).toBe('not-allowed')
    expect(await refusalOf(ask(cast.gridWorker, uuidv7(), {}))).toBe('not-found')
  })

  test('as a file the numbers are masked', async () => {
    const { url, headers } = addressOf(exportMissing, { params: { id: second }, query: { q: '中区3号' } })
    const reply = await app.server.inject({
      method: 'POST',
      url,
      headers: { ...headers, authorization: `Bearer ${cast.gridWorker.token}` },
      payload: { reason: '报给镇里' },
    })
    const sheet = strFromU8(unzipSync(reply.rawPayload)['xl/sharedStrings.xml']!)
    expect(sheet).toContain('中区 3 号')
    expect(sheet).not.toContain(cast.households['中区3号']!.phone)
    expect((await audit('roll.exported'))[0]!.detail).toBe('第2轮 1 户，用途：报给镇里')
  })
})

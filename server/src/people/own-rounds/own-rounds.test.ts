import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { checkSelfTest, sendTestPhoto, tellSelfTest } from '@gezhong/shared/people/antigen/contract'
import { fillPath } from '@gezhong/shared/client'
import { askExemption, decideExemption } from '@gezhong/shared/people/exemptions/contract'
import { commitImport } from '@gezhong/shared/people/import/contract'
import { addResident } from '@gezhong/shared/people/ledger/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import { ownRounds, type OwnRound } from '@gezhong/shared/people/own-rounds/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { changeRoll, listStanding, openRoll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { listRounds, openRound } from '@gezhong/shared/people/rounds/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { asUpload, jpeg } from '../../../test/photos.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { runImports } from '../import/job.ts'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
})

/** One instant for a whole test, so that a phone whose clock is right is not set right. */
const NOW = Date.now()
const TAKEN = new Date(NOW - 3_600_000).toISOString()
/** What the server's clock has gone on since. Milliseconds. */
let ahead = 0

beforeEach(async () => {
  ahead = 0
  app.kernel.clock = () => new Date(NOW + ahead)
  cast = await makeCast(app)
})

afterAll(() => app.close())

const at = (clock: string) => `2022-04-03T${clock}:00.000Z`
const DOOR = '中区3号'
const home = () => cast.households[DOOR]!.id

async function open(over: object = {}): Promise<string> {
  const body = { id: uuidv7(), title: '第3轮核酸', gridId: null, method: 'pcr', tubeSize: 10 } as const
  const window = { startsAt: at('00:00'), endsAt: at('03:00') }
  return (await cast.secretary.call(openRound, { body: { ...body, ...window, ...over } })).id
}

const site = (code: string, place: string, opens = '00:00') => ({
  id: uuidv7(),
  gridId: cast.grids[code]!,
  place,
  opensAt: at(opens),
  closesAt: at('03:00'),
})

async function sample(roundId: string, residentId: string | null, people = 1, code = 'A1001') {
  const tube = { id: uuidv7(), gridId: cast.grids['2-1-1']!, code, openedAt: TAKEN }
  const one = { id: uuidv7(), tubeId: tube.id, householdId: home(), residentId, outsider: null, people, takenAt: TAKEN }
  const body = { sentAt: app.kernel.clock().toISOString(), tubes: [tube], samples: [one], undone: [] }
  await cast.gridWorker.call(sendSamples, { params: { id: roundId }, body })
  return one.id
}

async function live(name: string | null, over: object = {}): Promise<string> {
  const body = { id: uuidv7(), name, ageGroup: name === null ? 'child' : 'adult', reason: '摸排', ...over } as const
  return (await cast.gridWorker.call(addResident, { params: { id: home() }, body })).id
}

async function shown(who: Persona = cast.resident): Promise<OwnRound[]> {
  return (await who.call(ownRounds)).households[0]!.rounds
}

const numbersOf = ({ due, tested, excused, missing }: OwnRound) => [due, tested, excused, missing]

test('a household of four sees who is due, who was sampled when, who is excused, and nobody else’s', async () => {
  const [wang, grandmother] = [await live('王大明'), await live('王秀兰')]
  const child = await live(null)
  const id = await open()
  await sample(id, wang)
  const ask = { householdId: home(), residentId: grandmother, people: 1, fromDay: '2022-04-01', untilDay: '2022-04-09' }
  await cast.gridLead.call(askExemption, { body: { id: uuidv7(), ...ask, reason: 'bedridden' } })
  const [round, ...others] = await shown()
  expect(others).toEqual([])
  expect([round!.id, round!.title, round!.method, round!.state]).toEqual([id, '第3轮核酸', 'pcr', 'open'])
  expect(numbersOf(round!)).toEqual([4, 1, 1, 2])
  expect(round!.people.map(({ residentId, ...person }) => ({ [residentId]: person }))).toEqual([
    {
      [wang]: {
        name: '王大明',
        ageGroup: 'adult',
        state: 'sampled',
        sampledAt: TAKEN,
        outcome: 'pending',
        excuse: null,
      },
    },
    {
      [grandmother]: {
        name: '王秀兰',
        ageGroup: 'adult',
        state: 'excused',
        sampledAt: null,
        outcome: null,
        excuse: { reason: 'bedridden', untilDay: '2022-04-09' },
      },
    },
    { [child]: { name: null, ageGroup: 'child', state: 'missing', sampledAt: null, outcome: null, excuse: null } },
  ])
  expect(round!.unnamed).toEqual({ tested: 0, excused: 0, missing: 1, sampledAt: null, excuse: null, outcomes: [] })
})

test('the numbers are those that the list and the board count, whatever was said, sampled or undone', async () => {
  await live('王大明')
  const id = await open()
  const agree = async () => {
    await app.settle()
    const query = { q: DOOR, size: 1 }
    const { rows } = await cast.secretary.call(listStanding, { params: { id }, query })
    const [round] = await shown()
    const inGrid = (await cast.secretary.call(rollProgress, { params: { id } })).grids.find(
      ({ gridCode }) => gridCode === '2-1-1',
    )!
    // The five neighbours have 11 together, and nothing happens to them.
    expect([round!.due + 11, round!.tested, round!.excused, round!.missing + 11]).toEqual([
      inGrid.expectedPeople,
      inGrid.reportedPeople,
      inGrid.excusedPeople,
      inGrid.missingPeople,
    ])
    expect(round!.tested + round!.excused + round!.missing).toBe(round!.due)
    expect(rows[0]!.stillMissing).toBe(round!.tested === 0 ? 0 : round!.missing)
    return [...numbersOf(round!), round!.people[0]!.state, round!.unnamed.missing]
  }
  expect(await agree()).toEqual([4, 0, 0, 4, 'missing', 3])
  const taken = await sample(id, null, 2)
  expect(await agree()).toEqual([4, 2, 0, 2, 'missing', 1])
  await cast.gridWorker.call(sendSamples, {
    params: { id },
    body: { sentAt: TAKEN, tubes: [], samples: [], undone: [taken] },
  })
  expect(await agree()).toEqual([4, 0, 0, 4, 'missing', 3])
  await cast.resident.call(makeReport, { params: { id }, body: { id: uuidv7(), householdId: home(), headcount: 4 } })
  expect(await agree()).toEqual([4, 4, 0, 0, 'counted', 0])
})

test('one goes to the nearest site, and learns of all its hours', async () => {
  await open({ sites: [site('2', '村部'), site('2-1', '祠堂埕', '01:00'), site('2-1', '祠堂埕'), site('1', '小学')] })
  const [round] = await shown()
  expect(round!.sites.map(({ place, opensAt }) => [place, opensAt])).toEqual([
    ['祠堂埕', at('00:00')],
    ['祠堂埕', at('01:00')],
  ])
})

test('only rounds that ask this household: of its grid, open, or the last one closed within two days', async () => {
  const everywhere = await open()
  const ours = await open({ gridId: cast.grids['2-1'] })
  await open({ gridId: cast.grids['1'] })
  await cast.secretary.call(openRoll, { body: { id: uuidv7(), title: '点名', gridId: null } })
  expect((await shown()).map(({ id }) => id)).toEqual([ours, everywhere])
  const close = (id: string) => cast.secretary.call(changeRoll, { params: { id }, body: { state: 'closed' } })
  await close(ours)
  ahead = 60_000
  await close(everywhere)
  const [last, ...none] = await shown()
  expect([last!.id, last!.state, none]).toEqual([everywhere, 'closed', []])
  ahead = 49 * 3_600_000
  const again = await addPersona(app, cast.communityId, '王居民', 'resident', { householdId: home() })
  expect(await shown(again)).toEqual([])
})

test('whoever looks after another household sees it too, the own one first; others see neither', async () => {
  const id = await open()
  const proxy = await addPersona(app, cast.communityId, '蔡邻居', 'resident', {
    householdId: cast.households['中区1号']!.id,
    householdGridId: cast.grids['2-1-1']!,
  })
  const read = async (who: Persona) => (await who.call(ownRounds)).households
  expect((await read(proxy)).map(({ householdId, rounds }) => [householdId, numbersOf(rounds[0]!)])).toEqual([
    [cast.households['中区1号']!.id, [2, 0, 0, 2]],
  ])
  await sample(id, null, 1)
  expect(numbersOf((await read(proxy))[0]!.rounds[0]!)).toEqual([2, 0, 0, 2])
  expect(await refusalOf(cast.gridWorker.call(ownRounds))).toBe('not-allowed')
  expect(await refusalOf(cast.stranger.call(ownRounds))).toBe('not-allowed')
})

test('what the household asked for stands there until it is decided, and a refusal two days longer', async () => {
  const days = { fromDay: '2022-04-03', untilDay: '2022-04-05' }
  const ask = { householdId: home(), residentId: null, people: 1, reason: 'bedridden', ...days } as const
  const { id } = await cast.resident.call(askExemption, { body: { id: uuidv7(), ...ask } })
  const asks = async () => (await cast.resident.call(ownRounds)).households[0]!.asks
  const said = { id, residentId: null, people: 1, reason: 'bedridden', untilDay: '2022-04-05' }
  expect(await asks()).toEqual([{ ...said, state: 'asked' }])
  await cast.gridLead.call(decideExemption, { params: { id }, body: { approved: false } })
  expect(await asks()).toEqual([{ ...said, state: 'refused' }])
})

/** A file of the health system, read in and confirmed: tube by tube. */
async function results(...lines: [tube: string, result: string][]): Promise<void> {
  const rows = lines.map(([tube, result]) => `${tube},${new Date(NOW).toISOString()},${result}`)
  const content = ['采样管号,检测时间,检测结果', ...rows].join('\n')
  const edge = 'line-between-parts'
  const head = `content-disposition: form-data; name="file"; filename="结果.csv"\r\ncontent-type: text/csv`
  const sent = await app.server.inject({
    method: 'POST',
    url: '/api/imports?kind=results',
    headers: {
      authorization: `Bearer ${cast.secretary.token}`,
      'content-type': `multipart/form-data; boundary=${edge}`,
    },
    payload: `--${edge}\r\n${head}\r\n\r\n${content}\r\n--${edge}--\r\n`,
  })
  expect(sent.statusCode).toBe(200)
  const work = async () => {
    while ((await runImports(app.kernel)) > 0);
  }
  await work()
  await cast.secretary.call(commitImport, { params: { id: sent.json<{ id: string }>().id } })
  await work()
}

test('what a test found stands beside whoever was tested, and beside how many of the unnamed', async () => {
  const wang = await live('王大明')
  const id = await open()
  await sample(id, wang, 1, 'A1001')
  await sample(id, null, 1, 'A1002')
  await sample(id, null, 1, 'A1003')
  const found = async () => {
    const [round] = await shown()
    return [round!.people[0]!.outcome, round!.unnamed.outcomes.map(({ outcome, people }) => `${outcome} ${people}`)]
  }
  expect(await found()).toEqual(['pending', ['pending 2']])
  await results(['A1001', '阴性'], ['A1002', '阴性'])
  expect(await found()).toEqual(['negative', ['negative 1', 'pending 1']])
  await results(['A1003', '阳性'])
  expect(await found()).toEqual(['negative', ['positive 1', 'negative 1']])
})

test('of a positive tube of several nobody reads that it is they; they are asked again, by a list, and nobody beside them', async () => {
  const [wang, grandmother] = [await live('王大明'), await live('王秀兰')]
  const id = await open()
  const tube = { id: uuidv7(), gridId: cast.grids['2-1-1']!, code: 'A1001', openedAt: TAKEN }
  const swab = { tubeId: tube.id, residentId: null, outsider: null, people: 1, takenAt: TAKEN }
  const samples = [
    { ...swab, id: uuidv7(), householdId: home(), residentId: wang },
    { ...swab, id: uuidv7(), householdId: cast.households['中区1号']!.id },
  ]
  const body = { sentAt: app.kernel.clock().toISOString(), tubes: [tube], samples, undone: [] }
  await cast.gridWorker.call(sendSamples, { params: { id }, body })
  await results(['A1001', '阳性'])
  const retest = (await cast.secretary.call(listRounds)).rounds.find((round) => round.id !== id)!
  const people = async () =>
    (await shown()).map((round) => [round.id, round.people.map((one) => [one.residentId, one.state, one.outcome])])
  expect(await people()).toEqual([
    [retest.id, [[wang, 'missing', null]]],
    [
      id,
      [
        [wang, 'sampled', 'unclear'],
        [grandmother, 'missing', null],
      ],
    ],
  ])
  expect((await shown())[0]!.unnamed).toMatchObject({ tested: 0, excused: 0, missing: 0 })
  const held = async () => (await cast.resident.call(readOwnData)).households[0]!.results.map(({ outcome }) => outcome)
  expect(await held()).toEqual(['unclear'])
  await sample(retest.id, wang, 1, 'B1001')
  await results(['B1001', '阳性'])
  expect((await people())[0]).toEqual([retest.id, [[wang, 'sampled', 'positive']]])
  expect((await held()).toSorted()).toEqual(['positive', 'unclear'])
})

test('a round for listed doors asks everybody behind them', async () => {
  const wang = await live('王大明')
  await open({ listed: { doors: [DOOR], missingOf: null } })
  const [round] = await shown()
  expect([round!.due, round!.people.map(({ residentId }) => residentId), round!.unnamed.missing]).toEqual([
    4,
    [wang],
    3,
  ])
})

test('an antigen test that counts is done at its time, with what it showed; one that must be done again is not', async () => {
  const wang = await live('王大明')
  const id = await open({ method: 'antigen' })
  const said = { householdId: home(), people: 1, takenAt: TAKEN, sentAt: new Date(NOW).toISOString(), noPhoto: null }
  const tell = async (residentId: string | null, result: 'negative' | 'positive', people = 1) => {
    const body = { ...said, id: uuidv7(), residentId, people, result }
    await cast.resident.call(tellSelfTest, { params: { id }, body })
    return body.id
  }
  const sendPhoto = async (testId: string) => {
    const { headers, payload } = asUpload(jpeg())
    const url = fillPath(sendTestPhoto.path, { id: testId })
    const authorization = `Bearer ${cast.resident.token}`
    await app.server.inject({ method: 'POST', url, headers: { ...headers, authorization }, payload })
  }
  const told = await tell(wang, 'negative')
  const person = async () => {
    const { state, sampledAt, outcome } = (await shown())[0]!.people[0]!
    return [state, sampledAt, outcome]
  }
  expect(await person()).toEqual(['missing', null, null])
  await sendPhoto(told)
  expect(await person()).toEqual(['sampled', TAKEN, 'negative'])
  await sendPhoto(await tell(null, 'positive', 2))
  const [round] = await shown()
  expect(round!.unnamed).toMatchObject({ tested: 2, sampledAt: TAKEN, outcomes: [{ outcome: 'positive', people: 2 }] })
  await cast.gridLead.call(checkSelfTest, { params: { id: told }, body: { verdict: 'wrong' } })
  expect(await person()).toEqual(['missing', null, null])
})

import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { commitImport, listImportRows, readImport, undoImport } from '@gezhong/shared/people/import/contract'
import { addResident, editHousehold, readHousehold } from '@gezhong/shared/people/ledger/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import {
  countResults,
  decideResultCase,
  dismissResultCase,
  exportPositives,
  listPositives,
  listResultCases,
  markRetested,
  rejectResultCandidate,
  rematchResults,
  roundResults,
  undoResultCase,
  type ResultCandidate,
} from '@gezhong/shared/people/results/contract'
import { changeRoll, listRolls, listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { listRounds, openRound, readRound } from '@gezhong/shared/people/rounds/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transact } from '../../database/transact.ts'
import { runImports } from '../import/job.ts'
import { resultsOfHouseholds } from './of-households.ts'

jest.setTimeout(60_000)

let app: TestApp
let cast: Cast
let roundId: string

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
  roundId = await aRound('第1轮核酸')
})

afterAll(() => app.close())

const now = () => app.kernel.clock().getTime()

async function aRound(title: string): Promise<string> {
  const id = uuidv7()
  const window = { startsAt: new Date(now()).toISOString(), endsAt: new Date(now() + 8 * 3_600_000).toISOString() }
  const body = { id, title, gridId: null, method: 'pcr', tubeSize: 10, ...window } as const
  await cast.secretary.call(openRound, { body })
  return id
}

interface Swab {
  door?: string
  outsider?: { name: string; phone: string; from: string }
  /** Of a household that the ledger does not know. */
  unknown?: true
  residentId?: string | undefined
  people?: number
}

async function sampled(code: string, swabs: readonly Swab[], { round = roundId, grid = '2-1-1' } = {}) {
  const [at, tubeId] = [new Date(now()).toISOString(), uuidv7()]
  const samples = swabs.map(({ door, unknown, outsider = null, residentId, people = 1 }) => ({
    id: uuidv7(),
    tubeId,
    householdId: unknown ? uuidv7() : door === undefined ? null : cast.households[door]!.id,
    residentId: residentId ?? null,
    outsider,
    people,
    takenAt: at,
  }))
  const tubes = [{ id: tubeId, gridId: cast.grids[grid]!, code, openedAt: at }]
  await cast.secretary.call(sendSamples, { params: { id: round }, body: { sentAt: at, tubes, samples, undone: [] } })
  return { tubeId, ids: samples.map(({ id }) => id) }
}

async function named(door: string, name: string): Promise<string> {
  const params = { id: cast.households[door]!.id }
  const body = { id: uuidv7(), name, ageGroup: 'adult', reason: '摸排' } as const
  await cast.secretary.call(addResident, { params, body })
  return body.id
}

async function headcount(door: string, count: number) {
  const params = { id: cast.households[door]!.id }
  const { revision } = await cast.secretary.call(readHousehold, { params })
  await cast.secretary.call(editHousehold, { params, body: { headcount: count, revision, reason: '摸排' } })
}

const work = async () => {
  while ((await runImports(app.kernel)) > 0);
}

async function checked(content: string | Buffer): Promise<string> {
  const boundary = 'line-between-parts'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="结果.csv"\r\ncontent-type: text/csv\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)])
  const { token } = cast.secretary
  const headers = { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` }
  const reply = await app.server.inject({ method: 'POST', url: '/api/imports?kind=results', headers, payload })
  expect(reply.statusCode).toBe(200)
  await work()
  return reply.json<{ id: string }>().id
}

async function imported(content: string): Promise<string> {
  const id = await checked(content)
  await cast.secretary.call(commitImport, { params: { id } })
  await work()
  const { state, problem } = await cast.secretary.call(readImport, { params: { id } })
  expect([state, problem]).toEqual(['committed', null])
  return id
}

const takenBack = async (id: string) => {
  await cast.secretary.call(undoImport, { params: { id } })
  await work()
}

const counted = async (id: string) => {
  const { matched, waiting, unknown, dismissed } = await cast.secretary.call(countResults, { query: { import: id } })
  return { matched, waiting, unknown, dismissed }
}

/** What a household reads of itself in the round. */
async function resultsFor(who: Persona, door: string, round = roundId) {
  const rows = await transact(app.kernel, who.sessionId, ({ db, communityId }) =>
    resultsOfHouseholds(db, communityId, [round], [cast.households[door]!.id]),
  )
  return rows.map(({ outcome, people }) => [outcome, people])
}

const cases = async (state: 'waiting' | 'unknown' | 'decided' = 'waiting') =>
  (await cast.secretary.call(listResultCases, { query: { state } })).rows

const choice = ({ tubeId, householdId, residentId }: ResultCandidate) => ({ tubeId, householdId, residentId })

const HEAD = '姓名,证件号码,手机号,家庭地址,采样管号,检测时间,检测结果'
const line = (cells: { name?: string; phone?: string; door?: string; tube?: string; at?: string; result: string }) =>
  [cells.name, '350582199001011234', cells.phone, cells.door, cells.tube, cells.at, cells.result].join(',')
const file = (...lines: string[]) => [HEAD, ...lines].join('\n')

const retests = async (who: Persona) => {
  const { rounds } = await who.call(listRounds)
  return rounds.filter(({ title }) => title.startsWith('复检'))
}

test('identity numbers are dropped when read; every row has its verdict; nothing counts before it is confirmed', async () => {
  await sampled('A1001', [{ door: '中区3号', people: 4 }])
  const id = await checked(
    file(
      line({ tube: 'A1001', result: '阴性' }),
      line({ tube: 'A1001', result: '' }),
      line({ result: '阴性' }),
      line({ tube: 'A1001', result: '检测中' }),
    ),
  )
  const { rows } = await cast.secretary.call(listImportRows, { params: { id }, query: {} })
  expect(rows.map(({ verdict, reason }) => reason ?? verdict)).toEqual(['good', 'bad-outcome', 'nobody', 'no-outcome'])
  const { sheets } = await cast.secretary.call(readImport, { params: { id } })
  expect(sheets[0]!.dropped).toEqual(['证件号码'])
  expect(JSON.stringify(sheets[0]!.mapping)).toContain('"tubeCode":4')
  expect(await resultsFor(cast.resident, '中区3号')).toEqual([['pending', 4]])
})

test('a tube’s result is everybody’s in it, each household reads its own alone, and the file is taken back', async () => {
  await sampled('A1001', [{ door: '中区3号', people: 4 }, { door: '中区1号' }])
  await sampled('B2002', [{ door: '中区2号' }])
  const id = await imported(file(line({ tube: 'a1001', result: '未检出' }), line({ tube: 'A1001', result: '未检出' })))
  expect(await counted(id)).toEqual({ matched: 2, waiting: 0, unknown: 0, dismissed: 0 })
  expect(await resultsFor(cast.resident, '中区3号')).toEqual([['negative', 4]])
  expect(await resultsFor(cast.resident, '中区1号')).toEqual([])
  expect(await resultsFor(cast.gridWorker, '中区1号')).toEqual([['negative', 1]])
  expect(await resultsFor(cast.otherLead, '中区1号')).toEqual([])
  const { households } = await cast.resident.call(readOwnData)
  expect(households[0]!.results.map(({ outcome, people }) => [outcome, people])).toEqual([['negative', 4]])
  const numbers = await cast.gridLead.call(roundResults, { params: { id: roundId } })
  expect(numbers).toMatchObject({ negative: 5, positive: 0, unclear: 0, pending: 1 })
  await takenBack(id)
  expect(await resultsFor(cast.resident, '中区3号')).toEqual([['pending', 4]])
  expect(await counted(id)).toEqual({ matched: 0, waiting: 0, unknown: 0, dismissed: 0 })
})

test('the same file twice says nothing twice, and one of them taken back leaves the other', async () => {
  await sampled('A1001', [{ door: '中区3号', people: 4 }])
  const text = file(line({ tube: 'A1001', at: '2022-04-03 20:00', result: '阴性' }))
  await sampled('C3003', [{ door: '中区1号' }])
  const first = await imported(text)
  const second = await imported(text)
  await takenBack(first)
  expect(await counted(second)).toMatchObject({ matched: 0, waiting: 1 })
  // Tested long before the tube was opened: no certain match, and nobody is told.
  expect(await resultsFor(cast.resident, '中区3号')).toEqual([['pending', 4]])
})

describe('whom a row is about', () => {
  const at = () => {
    const day = new Date(now() + 8 * 3_600_000).toISOString()
    return `${day.slice(0, 10)} ${day.slice(11, 16)}`
  }

  test('a named person of a phone, or of a door, or the one person of a phone', async () => {
    const lin = await named('中区3号', '林东')
    await named('中区4号', '林东')
    await headcount('中区5号', 1)
    await sampled('A1001', [
      { door: '中区3号', residentId: lin },
      { door: '中区4号', people: 1 },
    ])
    const phone = cast.households['中区3号']!.phone
    const id = await imported(
      file(
        line({ name: '林 东', phone, result: '阴性', at: at() }),
        line({ name: '林东', door: '中区4号', result: '阴性', at: at() }),
        line({ phone: cast.households['中区5号']!.phone, result: '阴性', at: at() }),
      ),
    )
    expect(await counted(id)).toEqual({ matched: 3, waiting: 0, unknown: 0, dismissed: 0 })
    expect(await resultsFor(cast.resident, '中区3号')).toEqual([['negative', 1]])
  })

  test('what is not certain waits with those it may be, side by side; a choice counts, and is undone', async () => {
    await named('中区3号', '林东')
    await named('中区4号', '林东')
    await imported(file(line({ name: '林东', result: '阳性', at: at() })))
    const [one] = await cases()
    expect(one!.candidates.map(({ door, names }) => [door, names])).toEqual([
      ['中区3号', ['林东']],
      ['中区4号', ['林东']],
    ])
    expect(one!.phoneMasked).toBeNull()
    const params = { id: one!.id }
    const decided = await cast.secretary.call(decideResultCase, { params, body: choice(one!.candidates[0]!) })
    expect([decided.state, decided.chosen!.door]).toEqual(['matched', '中区3号'])
    expect(await resultsFor(cast.resident, '中区3号')).toEqual([['positive', 1]])
    expect(await refusalOf(cast.secretary.call(dismissResultCase, { params }))).toBe('already-settled')
    expect((await cases('decided')).map(({ id }) => id)).toEqual([one!.id])
    await cast.secretary.call(undoResultCase, { params })
    expect(await refusalOf(cast.secretary.call(undoResultCase, { params }))).toBe('already-undone')
    expect(await resultsFor(cast.resident, '中区3号')).toEqual([])
    expect((await cases()).map(({ id }) => id)).toEqual([one!.id])
    const { rows } = await cast.secretary.call(listAudit, { query: {} })
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['result.decided', 'result.decision-undone']),
    )
  })

  test('what was sampled for a re-test that is over meanwhile is kept; who was never asked finds no such round', async () => {
    await sampled('A1001', [{ door: '中区3号', people: 2 }])
    const id = await imported(file(line({ tube: 'A1001', result: '阳性', at: at() })))
    await app.settle()
    const [round] = await retests(cast.gridWorker)
    await takenBack(id)
    await app.settle()
    expect(await retests(cast.gridWorker)).toEqual([])
    const swab = { id: uuidv7(), tubeId: uuidv7(), residentId: null, outsider: null, people: 1 }
    const [taken, home] = [new Date(now()).toISOString(), cast.households['中区3号']!.id]
    const tubes = [{ id: swab.tubeId, gridId: cast.grids['2-1']!, code: 'R1001', openedAt: taken }]
    const samples = [{ ...swab, householdId: home, takenAt: taken }]
    const sending = { params: { id: round!.id }, body: { sentAt: taken, tubes, samples, undone: [] } }
    const said = await cast.gridWorker.call(sendSamples, sending)
    expect(said.samples.map(({ outcome }) => outcome)).toEqual(['recorded'])
    expect(said.tubes.map(({ code, people }) => [code, people])).toEqual([['R1001', 1]])
    expect(await refusalOf(cast.otherLead.call(sendSamples, sending))).toBe('not-found')
  })

  test('of two who decide at once one does, and the other is told', async () => {
    await named('中区3号', '林东')
    await named('中区4号', '林东')
    await imported(file(line({ name: '林东', result: '阳性', at: at() })))
    const [one] = await cases()
    const other = await addPersona(app, cast.communityId, '王副书记', 'command-post')
    const params = { id: one!.id }
    const [first, second] = one!.candidates.map(choice)
    const said = await Promise.all([
      refusalOf(cast.secretary.call(decideResultCase, { params, body: first! })),
      refusalOf(other.call(decideResultCase, { params, body: second! })),
    ])
    expect(said.toSorted()).toEqual(['already-settled', null].toSorted())
    const [decided] = await cases('decided')
    const told = await Promise.all(['中区3号', '中区4号'].map((door) => resultsFor(cast.secretary, door)))
    const meant = ['中区3号', '中区4号'].map((door) => (door === decided!.chosen!.door ? [['positive', 1]] : []))
    expect(told).toEqual(meant)
  })

  test('a pair called different is not proposed again for the same row, also from another file', async () => {
    await named('中区3号', '林东')
    await named('中区4号', '林东')
    const text = file(line({ name: '林东', result: '阴性', at: '2022-04-03 20:00' }))
    await imported(text)
    const [one] = await cases()
    const params = { id: one!.id }
    const body = choice(one!.candidates[0]!)
    await cast.secretary.call(rejectResultCandidate, { params, body })
    await imported(text)
    await cast.secretary.call(rematchResults)
    const [again, ...others] = await cases()
    expect([again!.candidates.map(({ door }) => door), again!.same, others]).toEqual([['中区4号'], 2, []])
    expect(await refusalOf(cast.secretary.call(rejectResultCandidate, { params, body }))).toBe('not-valid')
    await cast.secretary.call(dismissResultCase, { params })
    expect(await cases()).toEqual([])
  })

  test('nobody known is kept and listed, and found once the ledger knows', async () => {
    const id = await imported(file(line({ name: '何人', phone: '13700001111', result: '阴性', at: at() })))
    expect((await cases('unknown')).map(({ name, phoneMasked }) => [name, phoneMasked])).toEqual([
      ['何人', '137····1111'],
    ])
    const params = { id: cast.households['中区3号']!.id }
    const { revision } = await cast.secretary.call(readHousehold, { params })
    const body = { phones: ['13700001111'], revision, reason: '换号' }
    await cast.secretary.call(editHousehold, { params, body })
    await named('中区3号', '何人')
    expect(await cast.secretary.call(rematchResults)).toEqual({ looked: 1, matched: 1 })
    expect(await counted(id)).toMatchObject({ matched: 1, unknown: 0 })
  })

  test('a code on two tubes waits for a person, unless a name in one of them tells', async () => {
    const lin = await named('中区1号', '林东')
    const other = await aRound('第2轮核酸')
    await sampled('A1001', [{ door: '中区1号', residentId: lin }])
    await sampled('A1001', [{ door: '中区7号' }], { round: other, grid: '2-2-1' })
    const id = await imported(
      file(line({ tube: 'A1001', result: '阴性' }), line({ tube: 'A1001', name: '林东', result: '阴性' })),
    )
    expect(await counted(id)).toMatchObject({ matched: 1, waiting: 1 })
    const [one] = await cases()
    expect(one!.candidates.map(({ roundTitle, people }) => [roundTitle, people])).toEqual([
      ['第1轮核酸', 1],
      ['第2轮核酸', 1],
    ])
  })

  test('results that came before the samples find them', async () => {
    const id = await imported(file(line({ tube: 'A1001', result: '阴性', at: at() })))
    expect(await counted(id)).toMatchObject({ unknown: 1 })
    await sampled('A1001', [{ door: '中区3号', people: 4 }])
    expect(await counted(id)).toMatchObject({ matched: 1, unknown: 0 })
    expect(await resultsFor(cast.resident, '中区3号')).toEqual([['negative', 4]])
  })

  test('the latest test counts, and the earlier one is kept', async () => {
    await sampled('A1001', [{ door: '中区3号' }])
    const later = new Date(now() + 9 * 3_600_000).toISOString()
    await imported(file(line({ tube: 'A1001', at: at(), result: '可疑' })))
    await imported(file(line({ tube: 'A1001', at: `${later.slice(0, 10)} ${later.slice(11, 16)}`, result: '阴性' })))
    expect(await resultsFor(cast.resident, '中区3号')).toEqual([['negative', 1]])
    const { households } = await cast.resident.call(readOwnData)
    expect(households[0]!.results.map(({ outcome }) => outcome)).toEqual(['negative', 'unclear'])
  })

  test('of two rows of a file of which one does not say when, the graver counts', async () => {
    await sampled('A1001', [{ door: '中区1号' }])
    const dated = line({ tube: 'A1001', at: new Date(now() - 3_600_000).toISOString(), result: '阳性' })
    await imported(file(dated, line({ tube: 'A1001', result: '阴性' })))
    expect(await resultsFor(cast.secretary, '中区1号')).toEqual([['positive', 1]])
  })
})

describe('a positive mixed tube', () => {
  const POSITIVE = () => file(line({ tube: 'A1001', result: '混管阳性' }))

  test('lists its people in a re-test that nobody else learns of, until the result is taken back', async () => {
    const lin = await named('中区1号', '林东')
    await sampled('A1001', [
      { door: '中区1号', residentId: lin },
      { door: '中区3号', people: 2 },
    ])
    const id = await imported(POSITIVE())
    const [round, ...more] = await retests(cast.secretary)
    expect(more).toEqual([])
    expect(round).toMatchObject({ tubeSize: 1, method: 'pcr', due: 'listed', gridId: null })
    expect(round!.title).toMatch(/^复检 \d+月\d+日$/)
    const params = { id: round!.id }
    await app.settle()
    const { grids } = await cast.gridLead.call(rollProgress, { params })
    const sum = grids.reduce((all, one) => all + one.expectedPeople, 0)
    expect([sum, grids.map(({ gridCode }) => gridCode)]).toEqual([3, ['2-1-1']])
    const { rows } = await cast.gridWorker.call(listStanding, { params, query: {} })
    expect(rows.map(({ door, state }) => [door, state])).toEqual([
      ['中区1号', 'missing'],
      ['中区3号', 'missing'],
    ])
    expect(await retests(cast.resident)).toHaveLength(1)
    for (const who of [cast.otherLead, cast.volunteer, cast.guard, cast.stranger]) {
      expect(await retests(who)).toEqual([])
      const { rolls } = await who.call(listRolls)
      expect(rolls.map(({ title }) => title).filter((title) => title.startsWith('复检'))).toEqual([])
      expect(await refusalOf(who.call(readRound, { params }))).toBe('not-found')
    }
    expect(await refusalOf(cast.otherLead.call(rollProgress, { params }))).toBe('not-found')
    expect(await refusalOf(cast.otherLead.call(listStanding, { params, query: {} }))).toBe('not-found')
    await takenBack(id)
    await app.settle()
    expect(await retests(cast.resident)).toEqual([])
    const { grids: after } = await cast.secretary.call(rollProgress, { params })
    expect(after.reduce((all, one) => all + one.expectedPeople, 0)).toBe(0)
    await cast.secretary.call(changeRoll, { params, body: { state: 'closed' } })
  })

  test('whoever is named in it is done by a sample of their own, not by another of the household', async () => {
    const lin = await named('中区1号', '林东')
    await sampled('A1001', [{ door: '中区1号', residentId: lin }, { door: '中区3号' }])
    await imported(POSITIVE())
    const [round] = await retests(cast.secretary)
    await sampled('R100', [{ door: '中区1号' }, { door: '中区3号' }], { round: round!.id })
    const standing = async () => {
      const { rows } = await cast.gridWorker.call(listStanding, { params: { id: round!.id }, query: {} })
      return rows.map(({ door, state }) => [door, state])
    }
    expect(await standing()).toEqual([
      ['中区1号', 'missing'],
      ['中区3号', 'reported'],
    ])
    await sampled('R200', [{ door: '中区1号', residentId: lin }], { round: round!.id })
    expect((await standing())[0]).toEqual(['中区1号', 'reported'])
  })

  test('an unclear result calls for its people, also for one alone, until it is taken back', async () => {
    await sampled('A1001', [{ door: '中区1号' }])
    const unclear = await imported(file(line({ tube: 'A1001', result: '可疑' })))
    const [round] = await retests(cast.secretary)
    const { total } = await cast.gridWorker.call(listStanding, {
      params: { id: round!.id },
      query: { state: 'missing' },
    })
    expect(total).toBe(1)
    await takenBack(unclear)
    expect(await retests(cast.gridWorker)).toEqual([])
  })

  test('a positive tube with one person calls for nobody; a later one joins the open re-test; a late sample too', async () => {
    await sampled('A1001', [{ door: '中区1号' }])
    await imported(POSITIVE())
    expect(await retests(cast.secretary)).toEqual([])
    await sampled('B2002', [{ door: '中区7号', people: 2 }], { grid: '2-2-1' })
    await imported(file(line({ tube: 'B2002', result: '阳性' })))
    await sampled('C3003', [{ door: '东区1号', people: 2 }], { grid: '1-1-1' })
    await imported(file(line({ tube: 'C3003', result: '阳性' })))
    expect(await retests(cast.secretary)).toHaveLength(1)
    expect(await retests(cast.otherLead)).toHaveLength(1)
  })

  test('whoever of it stands on no list stays open until somebody says that they were tested again', async () => {
    await sampled('A1001', [
      { door: '中区1号' },
      { outsider: { name: '周小明', phone: '13812345678', from: '陈埭' } },
      { unknown: true, people: 2 },
    ])
    const id = await imported(POSITIVE())
    const seen = async (who: Persona) => {
      const { rows, toCall } = await who.call(listPositives, { query: {} })
      return { toCall, rows: rows.map((row) => [row.door, row.name, row.phonesMasked, row.retested, row.call]) }
    }
    const open = await seen(cast.gridLead)
    expect(open.toCall).toBe(3)
    expect(open.rows).toEqual(
      expect.arrayContaining([
        ['中区1号', null, [expect.stringMatching(/····/)], true, null],
        [null, '周小明', ['138····5678'], false, 'open'],
        [null, null, [], false, 'open'],
      ]),
    )
    const { rows } = await cast.gridLead.call(listPositives, { query: {} })
    const params = { id: rows.find(({ outsider }) => outsider)!.sampleId! }
    const mark = (who: Persona, done: boolean) => who.call(markRetested, { params, body: { done } })
    expect(await refusalOf(mark(cast.otherLead, true))).toBe('not-found')
    expect(await refusalOf(mark(cast.gridWorker, true))).toBe('not-allowed')
    await mark(cast.gridLead, true)
    expect((await seen(cast.secretary)).toCall).toBe(2)
    expect((await seen(cast.secretary)).rows).toContainEqual([null, '周小明', ['138····5678'], false, 'done'])
    await mark(cast.gridLead, false)
    expect((await seen(cast.secretary)).toCall).toBe(3)
    await takenBack(id)
    expect(await seen(cast.secretary)).toEqual({ toCall: 0, rows: [] })
  })

  test('is listed for the command post and the lead of its grid, and taken away as a file with its reason', async () => {
    await sampled('A1001', [{ door: '中区1号' }, { door: '中区3号', people: 2 }])
    await imported(POSITIVE())
    const doors = async (who: Persona) => (await who.call(listPositives, { query: {} })).rows.map(({ door }) => door)
    expect(await doors(cast.secretary)).toEqual(['中区1号', '中区3号'])
    expect(await doors(cast.gridLead)).toEqual(['中区1号', '中区3号'])
    expect(await doors(cast.otherLead)).toEqual([])
    expect(await refusalOf(cast.gridWorker.call(listPositives, { query: {} }))).toBe('not-allowed')
    const reply = await app.server.inject({
      method: 'POST',
      url: exportPositives.path,
      headers: { authorization: `Bearer ${cast.gridLead.token}` },
      payload: { reason: '上门转运' },
    })
    expect(reply.statusCode).toBe(200)
    const { rows } = await cast.secretary.call(listAudit, { query: {} })
    const actions = rows.map(({ action }) => action)
    expect(actions).toEqual(
      expect.arrayContaining(['result.positives-exported', 'result.retest-listed', 'roll.opened']),
    )
  })
})

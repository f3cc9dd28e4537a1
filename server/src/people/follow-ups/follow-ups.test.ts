import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { changePost, listTeam, revokeRole } from '@gezhong/shared/grid/team/contract'
import { tellSelfTest } from '@gezhong/shared/people/antigen/contract'
import {
  assignFollowUps,
  callTeam,
  claimFollowUp,
  followUpCounts,
  listFollowUps,
  logAttempt,
  nextFollowUp,
  readFollowUp,
  releaseFollowUp,
  undoAttempt,
} from '@gezhong/shared/people/follow-ups/contract'
import type { CallOutcome } from '@gezhong/shared/people/follow-ups/outcomes'
import { addResident, editHousehold } from '@gezhong/shared/people/ledger/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import { changeRoll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { openRound, type RoundList } from '@gezhong/shared/people/rounds/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { endPostsRunOut } from '../../grid/team/service.ts'
import { releasePost } from '../../release-post.ts'
import { startOfDay } from './start-of-day.ts'

let app: TestApp
let cast: Cast
let roundId: string
/** The server's clock runs ahead of the real one by so much. */
let ahead = 0

beforeAll(async () => {
  app = await startTestApp()
  app.kernel.clock = () => new Date(Date.now() + ahead)
})

beforeEach(async () => {
  ahead = 0
  cast = await makeCast(app)
  await cast.secretary.call(changeRoll, { params: { id: cast.rollId }, body: { state: 'closed' } })
  roundId = await aRound('第1轮核酸')
  await app.settle()
})

afterAll(() => app.close())

const minutes = (count: number) => {
  ahead += count * 60_000
}

async function aRound(
  title: string,
  method: 'pcr' | 'antigen' = 'pcr',
  listed: RoundList | null = null,
): Promise<string> {
  const id = uuidv7()
  const window = { startsAt: '2022-04-03T06:00:00+08:00', endsAt: '2022-04-03T20:00:00+08:00' }
  const body = { id, title, gridId: null, method, tubeSize: 10, ...window, listed } as const
  await cast.secretary.call(openRound, { body })
  return id
}

const homeOf = (door: string) => cast.households[door]!.id

/** People of a household, whose names nobody wrote down. */
async function sampleOnly(door: string, people: number): Promise<string> {
  const [id, tubeId, at] = [uuidv7(), uuidv7(), '2022-04-03T08:00:00+08:00']
  const tubes = [{ id: tubeId, gridId: cast.grids['2']!, code: 'A1001', openedAt: at }]
  const one = { id, tubeId, householdId: homeOf(door), residentId: null, outsider: null, people, takenAt: at }
  const body = { sentAt: at, tubes, samples: [one], undone: [] }
  await cast.secretary.call(sendSamples, { params: { id: roundId }, body })
  return id
}

async function sample(door: string, people: number): Promise<string> {
  const id = await sampleOnly(door, people)
  await app.settle()
  return id
}

async function takeBack(id: string): Promise<void> {
  const body = { sentAt: '2022-04-03T09:00:00+08:00', tubes: [], samples: [], undone: [id] }
  await cast.secretary.call(sendSamples, { params: { id: roundId }, body })
  await app.settle()
}

const queue = async (who: Persona, query: object = {}) => (await who.call(listFollowUps, { query })).rows
const doors = async (who: Persona, query: object = {}) => (await queue(who, query)).map(({ door }) => door)
const one = async (door: string) => (await queue(cast.secretary)).find((row) => row.door === door)!
const next = (who: Persona, skipped: string[] = []) => who.call(nextFollowUp, { body: { skipped } })

async function log(who: Persona, id: string, outcome: CallOutcome, over: object = {}) {
  const now = new Date().toISOString()
  const body = { id: uuidv7(), outcome, calledAt: now, sentAt: now, ...over }
  await who.call(logAttempt, { params: { id }, body })
  return body.id
}

describe('who is followed up', () => {
  test('each household with missing people once, with its round and its numbers, wherever it is read', async () => {
    await sample('中区3号', 3)
    const { rows, total } = await cast.gridLead.call(listFollowUps, { query: { size: 500 } })
    expect([rows.length, total]).toEqual([12, 12])
    const home = rows.find(({ door }) => door === '中区3号')!
    expect(home.rounds).toEqual([
      { rollId: roundId, title: '第1轮核酸', question: 'who-was-tested', due: 4, done: 3, excused: 0, missing: 1 },
    ])
    const { grids } = await cast.gridLead.call(rollProgress, { params: { id: roundId } })
    expect(grids.reduce((sum, { missing }) => sum + missing, 0)).toBe(12)
    expect(rows.reduce((sum, row) => sum + row.rounds[0]!.missing, 0)).toBe(
      grids.reduce((sum, { missingPeople }) => sum + missingPeople, 0),
    )
  })

  test('it closes by itself when the last sample arrives, and goes on with its calls when that is undone', async () => {
    const { id } = await one('中区3号')
    await log(cast.gridWorker, id, 'will-come')
    const taken = await sample('中区3号', 4)
    expect(await one('中区3号')).toMatchObject({ id, state: 'closed', rounds: [] })
    await takeBack(taken)
    expect(await one('中区3号')).toMatchObject({ id, state: 'later', attempts: 1, closedAt: null })
  })

  test('in a later round another begins, as missing since that round; both at once are one', async () => {
    const { id } = await one('中区3号')
    await sample('中区3号', 4)
    const second = await aRound('第2轮核酸')
    await app.settle()
    const again = await queue(cast.gridWorker, { q: '中区3号', state: 'due' })
    expect(again.map(({ rounds }) => rounds.map(({ title }) => title))).toEqual([['第2轮核酸']])
    expect(again[0]!.id).not.toBe(id)
    const other = (await queue(cast.gridWorker, { q: '中区4号' }))[0]!
    expect(other.rounds.map(({ title }) => title)).toEqual(['第1轮核酸', '第2轮核酸'])
    await cast.secretary.call(changeRoll, { params: { id: second }, body: { state: 'closed' } })
    await app.settle()
    expect(await doors(cast.gridWorker, { q: '中区3号', state: 'due' })).toEqual([])
    expect(await doors(cast.gridWorker, { q: '中区4号', state: 'due' })).toEqual(['中区4号'])
  })

  test('counting the same again changes nothing', async () => {
    const read = () => queue(cast.secretary, { size: 500, sort: 'door' })
    const before = await read()
    await cast.secretary.call(changeRoll, { params: { id: roundId }, body: { state: 'closed' } })
    await cast.secretary.call(changeRoll, { params: { id: roundId }, body: { state: 'open' } })
    await app.settle()
    expect(await read()).toEqual(before)
  })
})

describe('in which order', () => {
  test('care first, then the never tested, then the longest missing', async () => {
    const resident = { id: uuidv7(), name: '小明', ageGroup: 'child', reason: '摸排' } as const
    const child = { need: 'alone-at-home', guardian: '母亲林秀英' } as const
    await cast.gridWorker.call(addResident, { params: { id: homeOf('中区6号') }, body: { ...resident, child } })
    const body = { priority: true, revision: 1, reason: '摸排' }
    await cast.gridWorker.call(editHousehold, { params: { id: homeOf('中区5号') }, body })
    await sample('中区1号', 1)
    await app.settle()
    expect(await doors(cast.gridWorker)).toEqual(['中区5号', '中区6号', '中区2号', '中区3号', '中区4号', '中区1号'])
    // Those who were sampled in an earlier round come after those who never were.
    await sample('中区3号', 4)
    await aRound('第2轮核酸')
    await app.settle()
    expect(await doors(cast.gridWorker, { state: 'due' })).toEqual([
      '中区5号',
      '中区6号',
      '中区2号',
      '中区4号',
      '中区1号',
      '中区3号',
    ])
  })

  test('who told an antigen test in an earlier round was tested before', async () => {
    const told = {
      id: uuidv7(),
      householdId: homeOf('中区5号'),
      residentId: null,
      people: 2,
      result: 'negative',
    } as const
    const at = new Date().toISOString()
    const antigen = await aRound('第1轮抗原', 'antigen')
    const body = { ...told, takenAt: at, sentAt: at, noPhoto: 'seen-it' } as const
    await cast.gridWorker.call(tellSelfTest, { params: { id: antigen }, body })
    for (const id of [roundId, antigen])
      await cast.secretary.call(changeRoll, { params: { id }, body: { state: 'closed' } })
    await app.settle()
    await aRound('第2轮核酸')
    await app.settle()
    expect((await one('中区5号')).neverTested).toBe(false)
    expect((await one('中区6号')).neverTested).toBe(true)
  })

  test('in a round for listed people only they are read out', async () => {
    const add = async (name: string) => {
      const person = { id: uuidv7(), name, ageGroup: 'adult', reason: '摸排' } as const
      await cast.secretary.call(addResident, { params: { id: homeOf('中区5号') }, body: person })
      return person.id
    }
    const [came] = [await add('林东'), await add('林西')]
    const swab = { id: uuidv7(), tubeId: uuidv7(), householdId: homeOf('中区5号'), residentId: came, outsider: null }
    const at = new Date().toISOString()
    const tubes = [{ id: swab.tubeId, gridId: cast.grids['2']!, code: 'A1001', openedAt: at }]
    const body = { sentAt: at, tubes, samples: [{ ...swab, people: 1, takenAt: at }], undone: [] }
    await cast.secretary.call(sendSamples, { params: { id: roundId }, body })
    const listed = await aRound('单开一轮', 'pcr', { doors: [], missingOf: roundId })
    await app.settle()
    const { people } = await cast.gridWorker.call(readFollowUp, { params: { id: (await one('中区5号')).id } })
    expect(people.map(({ name, missingIn }) => [name, missingIn.includes(listed)])).toEqual([
      ['林东', false],
      ['林西', true],
    ])
  })

  test('who told an antigen test is not read out to the caller as missing', async () => {
    const person = { id: uuidv7(), name: '林东', ageGroup: 'adult', reason: '摸排' } as const
    await cast.secretary.call(addResident, { params: { id: homeOf('中区5号') }, body: person })
    await cast.secretary.call(changeRoll, { params: { id: roundId }, body: { state: 'closed' } })
    const antigen = await aRound('第1轮抗原', 'antigen')
    await app.settle()
    const { id } = await one('中区5号')
    const missingIn = async () =>
      (await cast.gridWorker.call(readFollowUp, { params: { id } })).people.map((each) => each.missingIn)
    expect(await missingIn()).toEqual([[antigen]])
    const told = { id: uuidv7(), householdId: homeOf('中区5号'), residentId: person.id, people: 1 }
    const at = new Date().toISOString()
    const body = { ...told, result: 'negative', noPhoto: 'seen-it', takenAt: at, sentAt: at } as const
    await cast.gridWorker.call(tellSelfTest, { params: { id: antigen }, body })
    expect(await missingIn()).toEqual([[]])
  })

  test('what was put off is hidden from callers until its time, and given to somebody is nobody else’s', async () => {
    const first = (await next(cast.gridWorker)).followUp!
    await log(cast.gridWorker, first.id, 'no-answer')
    const second = (await next(cast.gridWorker)).followUp!
    expect([first.door, second.door]).toEqual(['中区1号', '中区2号'])
    expect(await cast.gridWorker.call(followUpCounts)).toEqual({
      due: 5,
      visit: 0,
      later: 1,
      closed: 0,
      calledToday: 1,
    })
    minutes(31)
    expect((await next(cast.gridLead)).followUp!.door).toBe('中区1号')
    const ids = [(await one('中区8号')).id]
    await cast.gridLead.call(assignFollowUps, { body: { ids, accountId: cast.secretary.accountId } })
    expect((await next(cast.secretary)).followUp!.door).toBe('中区8号')
    expect(
      await refusalOf(cast.gridLead.call(assignFollowUps, { body: { ids, accountId: cast.guard.accountId } })),
    ).toBe('not-found')
    await cast.gridLead.call(assignFollowUps, { body: { ids, accountId: null } })
    expect((await one('中区8号')).assignedTo).toBeNull()
  })
})

describe('whose post ends', () => {
  const postOf = async (who: Persona) =>
    (await cast.secretary.call(listTeam)).members.find(({ accountId }) => accountId === who.accountId)!

  test('what was given to them goes back to all, and nobody is left uncalled', async () => {
    const helper = await addPersona(app, cast.communityId, '林帮手', 'grid-worker', { gridId: cast.grids['2']! })
    const ids = (await queue(cast.gridLead, { size: 500 })).map(({ id }) => id)
    await cast.gridLead.call(assignFollowUps, { body: { ids, accountId: helper.accountId } })
    expect((await next(cast.gridWorker)).followUp).toBeNull()
    const { grantId } = await postOf(helper)
    const body = { id: uuidv7(), gridId: cast.grids['2-2']!, until: null }
    await cast.secretary.call(changePost, { params: { id: grantId }, body })
    expect((await next(cast.gridWorker)).followUp!.door).toBe('中区1号')
    expect((await one('中区8号')).assignedTo!.name).toBe('林帮手')
    await cast.secretary.call(revokeRole, { params: { id: body.id } })
    expect((await one('中区8号')).assignedTo).toBeNull()
  })

  test('by the clock: the same', async () => {
    const until = new Date(Date.now() + 60_000)
    const place = { gridId: cast.grids['2-1']!, validUntil: until }
    const helper = await addPersona(app, cast.communityId, '林帮手', 'grid-worker', place)
    const ids = [(await one('中区3号')).id]
    await cast.gridLead.call(assignFollowUps, { body: { ids, accountId: helper.accountId } })
    minutes(2)
    await endPostsRunOut(app.kernel, releasePost)
    expect((await one('中区3号')).assignedTo).toBeNull()
  })
})

describe('a claim', () => {
  test('is one caller’s alone for five minutes, and one caller holds one', async () => {
    const { followUp, after } = await next(cast.gridWorker)
    expect([followUp!.door, after!.door, followUp!.claim?.mine]).toEqual(['中区1号', '中区2号', true])
    const params = { id: followUp!.id }
    expect(await refusalOf(cast.gridLead.call(claimFollowUp, { params }))).toBe('held-by-another')
    expect((await one('中区1号')).claim).toMatchObject({ name: '吴网格员', mine: false })
    expect((await next(cast.gridLead)).followUp!.door).toBe('中区2号')
    minutes(4)
    await cast.gridWorker.call(claimFollowUp, { params })
    minutes(4)
    expect(await refusalOf(cast.gridLead.call(claimFollowUp, { params }))).toBe('held-by-another')
    minutes(2)
    expect((await cast.gridLead.call(claimFollowUp, { params })).claim?.mine).toBe(true)
    expect((await queue(cast.gridLead)).filter(({ claim }) => claim !== null).map(({ door }) => door)).toEqual([
      '中区1号',
    ])
  })

  test('ends by skipping, by letting go and by an outcome; what is asked again without any of them is the same', async () => {
    const first = (await next(cast.gridWorker)).followUp!
    expect((await next(cast.gridWorker)).followUp!.id).toBe(first.id)
    const second = (await next(cast.gridWorker, [first.id])).followUp!
    expect([second.door, (await one('中区1号')).claim]).toEqual(['中区2号', null])
    await cast.gridWorker.call(releaseFollowUp, { params: { id: second.id } })
    expect((await one('中区2号')).claim).toBeNull()
    // When all were skipped it begins again.
    const all = (await queue(cast.gridWorker)).map(({ id }) => id)
    expect((await next(cast.gridWorker, all)).followUp!.door).toBe('中区1号')
    await log(cast.gridWorker, first.id, 'will-come')
    expect((await one('中区1号')).claim).toBeNull()
  })

  test('a household that is complete before the fold has noticed is not given out', async () => {
    await sampleOnly('中区1号', 2)
    expect((await next(cast.gridWorker)).followUp!.door).toBe('中区2号')
  })

  test('of many who ask at once, on connections of their own, no two get the same', async () => {
    const post = (name: string) => addPersona(app, cast.communityId, name, 'grid-lead', { gridId: cast.grids['2']! })
    const callers = await Promise.all(['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛'].map(post))
    for (let turn = 0; turn < 6; turn += 1) {
      const given = await Promise.all(callers.map((who) => next(who)))
      const ids = given.map(({ followUp }) => followUp!.id)
      expect(new Set(ids).size).toBe(callers.length)
      await Promise.all(callers.map((who, k) => log(who, ids[k]!, 'refused', { againMinutes: turn })))
      minutes(6)
    }
  })

  test('one account that asks on two phones at once holds one household', async () => {
    const given = await Promise.all([1, 2, 3, 4].map(() => next(cast.gridLead)))
    expect(new Set(given.map(({ followUp }) => followUp!.id)).size).toBe(1)
  })
})

describe('what came of it', () => {
  test('three calls that reach nobody make it a visit of the building’s person, who logs it and ends it', async () => {
    const { id } = await one('中区1号')
    for (let call = 0; call < 3; call += 1) await log(cast.gridWorker, id, 'no-answer')
    expect(await queue(cast.hubHousehold, { state: 'visit', whose: 'mine' })).toMatchObject([
      { door: '中区1号', attempts: 3, responsible: { name: '蔡中心户' }, last: { outcome: 'no-answer' } },
    ])
    expect((await next(cast.gridWorker)).followUp!.door).toBe('中区2号')
    await log(cast.hubHousehold, id, 'will-come', { kind: 'visit', note: '在后院，13800009999' })
    const whole = await cast.gridWorker.call(readFollowUp, { params: { id } })
    expect([whole.state, whole.log[0]!.kind, whole.log[0]!.note]).toEqual(['later', 'visit', '在后院，138····9999'])
  })

  test('people tested elsewhere count in the round like every word about it, and no longer when that is undone', async () => {
    await sample('中区3号', 1)
    const { id } = await one('中区3号')
    const attempt = await log(cast.gridWorker, id, 'tested-elsewhere', { rollId: roundId, people: 3 })
    await app.settle()
    expect(await one('中区3号')).toMatchObject({ state: 'closed', rounds: [] })
    expect((await cast.gridWorker.call(undoAttempt, { params: { id: attempt } })).rounds[0]!.missing).toBe(3)
    await app.settle()
    expect(await one('中区3号')).toMatchObject({ id, state: 'due', attempts: 0 })
  })

  test('in a round that was closed meanwhile it stays a line of the log, and nothing is lost', async () => {
    const { id } = await one('中区3号')
    await cast.secretary.call(changeRoll, { params: { id: roundId }, body: { state: 'closed' } })
    await app.settle()
    const at = new Date().toISOString()
    const said = { outcome: 'tested-elsewhere', rollId: roundId, people: 2, calledAt: at, sentAt: at } as const
    const { counted } = await cast.gridWorker.call(logAttempt, { params: { id }, body: { id: uuidv7(), ...said } })
    expect(counted).toBe(false)
    expect(await one('中区3号')).toMatchObject({ state: 'closed', attempts: 1 })
  })

  test('sent twice it is one, and by its own clock set right', async () => {
    const { id } = await one('中区3号')
    const call = { id: uuidv7(), calledAt: '2031-01-01T10:00:00Z', sentAt: '2031-01-01T10:20:00Z' }
    await log(cast.gridWorker, id, 'no-answer', call)
    await log(cast.gridWorker, id, 'no-answer', call)
    const { attempts, last } = await one('中区3号')
    const ago = (Date.now() - Date.parse(last!.at)) / 60_000
    expect([attempts, Math.round(ago)]).toEqual([1, 20])
    expect(await refusalOf(log(cast.gridLead, id, 'no-answer', call))).toBe('id-taken')
  })

  test('a clock that is wrong by centuries loses no call', async () => {
    const { id } = await one('中区3号')
    await log(cast.gridWorker, id, 'no-answer', { calledAt: '0000-01-01T00:00:00Z', sentAt: '9999-12-31T23:59:59Z' })
    const { attempts, last } = await one('中区3号')
    const daysAgo = (Date.now() - Date.parse(last!.at)) / 86_400_000
    expect([attempts, Math.round(daysAgo)]).toEqual([1, 60])
  })

  test('is taken back by its caller alone, the newest first, for ten minutes', async () => {
    const { id } = await one('中区3号')
    const undo = (who: Persona, attempt: string) => who.call(undoAttempt, { params: { id: attempt } })
    const first = await log(cast.gridWorker, id, 'no-answer')
    const second = await log(cast.gridWorker, id, 'needs-visit')
    expect(await refusalOf(undo(cast.gridLead, second))).toBe('undo-blocked')
    expect(await refusalOf(undo(cast.gridWorker, first))).toBe('undo-blocked')
    expect(await undo(cast.gridWorker, second)).toMatchObject({ state: 'later', attempts: 1 })
    expect(await refusalOf(undo(cast.gridWorker, second))).toBe('already-undone')
    minutes(11)
    expect(await refusalOf(undo(cast.gridWorker, first))).toBe('undo-blocked')
  })

  test('the household reads when it was called and what came of it, and never by whom', async () => {
    await log(cast.gridWorker, (await one('中区3号')).id, 'refused', { note: '骂人' })
    const { households } = await cast.resident.call(readOwnData)
    expect(households[0]!.calls).toMatchObject([{ kind: 'call', outcome: 'refused', undone: false }])
    expect(JSON.stringify(households)).not.toMatch(/骂人|吴网格员/)
  })
})

test('a lead reads what each caller did: calls, reached, and whose word was the last before it was complete', async () => {
  // A morning, so that midnight does not come in between.
  ahead = startOfDay(new Date(), -1).getTime() + 8 * 3_600_000 - Date.now()
  const [three, four] = [await one('中区3号'), await one('中区4号')]
  await log(cast.gridLead, three.id, 'no-answer')
  minutes(1)
  await log(cast.gridWorker, three.id, 'will-come')
  await log(cast.gridWorker, four.id, 'no-answer')
  minutes(30)
  await sample('中区3号', 4)
  const { callers } = await cast.gridLead.call(callTeam, { query: { days: '1' } })
  const [worker, lead] = [cast.gridWorker.accountId, cast.gridLead.accountId]
  expect(callers).toEqual([
    { accountId: worker, name: '吴网格员', calls: 2, reached: 1, visits: 0, closed: 1, medianMinutes: 30 },
    { accountId: lead, name: '陈网格长', calls: 1, reached: 0, visits: 0, closed: 0, medianMinutes: null },
  ])
})

import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { fillPath } from '@gezhong/shared/client'
import { listAudit } from '@gezhong/shared/audit/contract'
import { answerNotice } from '@gezhong/shared/people/agreements/contract'
import { presentVersion } from '@gezhong/shared/people/agreements/notices'
import {
  checkSelfTest,
  handKits,
  householdTests,
  kitNumbers,
  listKits,
  listSelfTests,
  lookAtTestPhoto,
  PHOTO_DAYS,
  sendTestPhoto,
  tellSelfTest,
  undoSelfTest,
  type KitBatch,
  type SelfTest,
} from '@gezhong/shared/people/antigen/contract'
import { askExemption } from '@gezhong/shared/people/exemptions/contract'
import { addResident } from '@gezhong/shared/people/ledger/contract'
import { DELETE_SENTENCE, deleteOwnAccount, readOwnData } from '@gezhong/shared/people/own-data/contract'
import { changeRoll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { readSheet, sendSamples } from '@gezhong/shared/people/sampling/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { asUpload, jpeg, png, TRACES, tracedJpeg } from '../../../test/photos.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { findPhoto } from './photo-queries.ts'
import { PHOTO_MAX_BYTES } from '@gezhong/shared/photo'
import { readPhoto } from '../../security/photo/read-photo.ts'
import { deletePhotosInTime } from './photo-service.ts'

jest.setTimeout(60_000)

let app: TestApp
let cast: Cast
let roundId: string

const AT = '2022-04-03T08:00:00+08:00'

async function anOpenRound(method: 'antigen' | 'pcr' = 'antigen'): Promise<string> {
  const window = { startsAt: '2022-04-03T06:00:00+08:00', endsAt: '2022-04-03T20:00:00+08:00' }
  const body = { id: uuidv7(), title: '第1轮抗原', gridId: null, method, tubeSize: 20, ...window } as const
  return (await cast.secretary.call(openRound, { body })).id
}

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
  roundId = await anOpenRound()
})

afterAll(() => app.close())

const HOME = '中区3号'
const idOf = (door: string) => cast.households[door]!.id
const inRound = () => ({ params: { id: roundId } })

interface Said {
  id?: string
  householdId?: string
  residentId?: string | null
  people?: number
  result?: SelfTest['result']
  noPhoto?: SelfTest['noPhoto']
  takenAt?: string
  sentAt?: string
}

function told(over: Said = {}) {
  const plain = { id: uuidv7(), householdId: idOf(HOME), residentId: null, people: 1, result: 'negative' as const }
  return { ...plain, takenAt: AT, sentAt: AT, noPhoto: null, ...over }
}

const tell = (who: Persona, over: Said = {}) => who.call(tellSelfTest, { ...inRound(), body: told(over) })

async function sendPhoto(who: Persona, id: string, bytes: Buffer = tracedJpeg(), key?: string) {
  const { headers, payload } = asUpload(bytes)
  const keyed = key === undefined ? {} : { 'idempotency-key': key }
  const reply = await app.server.inject({
    method: 'POST',
    url: fillPath(sendTestPhoto.path, { id }),
    headers: { ...headers, ...keyed, authorization: `Bearer ${who.token}` },
    payload,
  })
  return { status: reply.statusCode, code: reply.json<{ code?: string }>().code, body: reply.json<SelfTest>() }
}

/** Told with its photo. */
async function tellAll(who: Persona, over: Said = {}): Promise<SelfTest> {
  const { id } = await tell(who, over)
  const sent = await sendPhoto(who, id)
  expect(sent.status).toBe(200)
  return sent.body
}

const home = (who: Persona = cast.resident, door = HOME) =>
  who.call(householdTests, { params: { id: roundId, householdId: idOf(door) } })

const numbers = async (door = HOME) => {
  const { due, done, excused, missing } = await home(cast.secretary, door)
  expect(due).toBe(done + excused + missing)
  return { due, done, excused, missing }
}

async function aPerson(door = HOME): Promise<string> {
  const id = uuidv7()
  const body = { id, name: '郑小花', ageGroup: 'adult', reason: '摸排' } as const
  await cast.secretary.call(addResident, { params: { id: idOf(door) }, body })
  return id
}

const close = () => cast.secretary.call(changeRoll, { ...inRound(), body: { state: 'closed' } })

function kits(doors: readonly string[], over: Partial<KitBatch> = {}): KitBatch {
  const handed = doors.map((door) => ({ id: uuidv7(), householdId: idOf(door), kits: 4, handedAt: AT }))
  return { sentAt: AT, gridId: cast.grids['2-1']!, handed, undone: [], ...over }
}

const hand = (who: Persona, body: KitBatch) => who.call(handKits, { ...inRound(), body })

describe('kits', () => {
  test('several doors in a row, sent three times, count once and are taken back once', async () => {
    const batch = kits(['中区1号', HOME])
    for (let time = 0; time < 3; time += 1)
      expect((await hand(cast.gridWorker, batch)).handed.map(({ outcome }) => outcome)).toEqual([
        'recorded',
        'recorded',
      ])
    expect((await home()).kits).toBe(4)
    const { grids } = await cast.gridWorker.call(kitNumbers, inRound())
    expect(grids).toEqual([
      expect.objectContaining({ gridCode: '2-1-1', kits: 8, households: 6, without: 4, untold: 2, unchecked: 0 }),
    ])
    const back = await hand(cast.gridWorker, { ...batch, undone: [batch.handed[1]!.id] })
    expect(back.handed.map(({ outcome }) => outcome)).toEqual(['recorded', 'undone'])
    expect((await home()).kits).toBe(0)
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'kit.handed' } })
    expect(rows.map(({ detail }) => detail)).toEqual(['第1轮抗原：8 份'])
  })

  test('the lists say who has none, and who has and told nothing', async () => {
    await hand(cast.gridWorker, kits(['中区1号', HOME]))
    const doors = async (show: 'all' | 'without' | 'untold', who = cast.gridWorker) =>
      (await who.call(listKits, { ...inRound(), query: { show } })).rows.map(({ door }) => door)
    expect(await doors('all')).toHaveLength(6)
    expect(await doors('without')).toEqual(['中区2号', '中区4号', '中区5号', '中区6号'])
    expect(await doors('untold')).toEqual(['中区1号', HOME])
    expect(await doors('untold', cast.otherLead)).toEqual([])
    await tellAll(cast.resident, { people: 4 })
    expect(await doors('untold')).toEqual(['中区1号'])
    const within = { ...inRound(), query: { show: 'without', grid: cast.grids['2-2']! } } as const
    expect((await cast.gridLead.call(listKits, within)).total).toBe(6)
  })

  test('a door of another grid or none is kept unplaced, one of the same grid counts there', async () => {
    const unknown = { id: uuidv7(), householdId: uuidv7(), kits: 1, handedAt: AT }
    const batch = kits(['东区2号', '中区8号'])
    const { handed } = await hand(cast.gridWorker, { ...batch, handed: [...batch.handed, unknown] })
    expect(handed.map(({ outcome }) => outcome)).toEqual(['unplaced', 'recorded', 'unplaced'])
    expect((await home(cast.secretary, '东区2号')).kits).toBe(0)
    expect((await home(cast.secretary, '中区8号')).kits).toBe(4)
  })

  test('a sending that contradicts itself or comes from elsewhere is refused whole', async () => {
    const batch = kits([HOME])
    await hand(cast.gridWorker, batch)
    const other = { ...batch, handed: [{ ...batch.handed[0]!, kits: 5 }] }
    expect(await refusalOf(hand(cast.gridWorker, other))).toBe('id-taken')
    expect(await refusalOf(hand(cast.gridLead, batch))).toBe('id-taken')
    expect(await refusalOf(hand(cast.otherLead, kits([HOME])))).toBe('not-allowed')
    const undo = { ...kits([]), gridId: cast.grids['1']!, undone: [batch.handed[0]!.id] }
    // Answered as an id that nobody knows is: who may not take them back does not learn that they are there.
    const unknown = { ...undo, undone: [uuidv7()] }
    expect(await hand(cast.otherLead, undo)).toEqual(await hand(cast.otherLead, unknown))
    expect((await home(cast.secretary)).kits).toBe(batch.handed[0]!.kits)
    roundId = await anOpenRound('pcr')
    expect(await refusalOf(hand(cast.gridWorker, kits([HOME])))).toBe('not-asked')
  })

  test('after the round has closed they are kept and marked', async () => {
    await close()
    expect(await hand(cast.gridWorker, kits([HOME]))).toMatchObject({ late: true, handed: [{ outcome: 'recorded' }] })
  })
})

describe('telling a test', () => {
  test('counts when its photo has come, and not before', async () => {
    const test = await tell(cast.resident)
    expect(test).toMatchObject({ photo: 'awaited', counts: false, source: 'self', late: false, door: HOME })
    expect((await numbers()).done).toBe(0)
    const { body } = await sendPhoto(cast.resident, test.id)
    expect(body).toMatchObject({ id: test.id, photo: 'there', counts: true })
    expect(await numbers()).toEqual({ due: 4, done: 1, excused: 0, missing: 3 })
    await app.settle()
    const { grids } = await cast.secretary.call(rollProgress, inRound())
    expect(grids.find(({ gridCode }) => gridCode === '2-1-1')).toMatchObject({ reportedPeople: 1 })
  })

  test('the same sent three times, at once, is one test with one photo', async () => {
    const body = told()
    const call = () => cast.resident.call(tellSelfTest, { ...inRound(), body })
    await Promise.all([call(), call(), call()])
    const sent = await Promise.all([1, 2, 3].map(() => sendPhoto(cast.resident, body.id, tracedJpeg(), 'photo-key-1')))
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await sendPhoto(cast.resident, body.id)).status).toBe(200)
    expect((await numbers()).done).toBe(1)
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'self-test.told' } })
    expect(rows).toHaveLength(1)
    expect(await refusalOf(cast.resident.call(tellSelfTest, { ...inRound(), body: { ...body, people: 2 } }))).toBe(
      'id-taken',
    )
    expect((await sendPhoto(cast.resident, body.id, png())).code).toBe('already-there')
  })

  test('a worker may leave the photo out and says why; a resident may not', async () => {
    expect(await refusalOf(tell(cast.resident, { noPhoto: 'seen-it' }))).toBe('not-valid')
    const test = await tell(cast.gridWorker, { noPhoto: 'no-phone' })
    expect(test).toMatchObject({ source: 'worker', photo: 'none', counts: true })
  })

  test('of a named person the last one counts, an invalid one not at all', async () => {
    const residentId = await aPerson()
    await tellAll(cast.resident, { residentId })
    await tellAll(cast.resident, { residentId })
    expect((await numbers()).done).toBe(1)
    const invalid = await tellAll(cast.resident, { residentId, result: 'invalid' })
    expect(invalid.counts).toBe(false)
    expect((await numbers()).done).toBe(0)
    // Taken back, what was told before counts again.
    await cast.resident.call(undoSelfTest, { params: { id: invalid.id } })
    expect((await numbers()).done).toBe(1)
    const { people, tests } = await home()
    expect(people).toEqual([{ residentId, name: '郑小花', ageGroup: 'adult', standing: 'done' }])
    expect(tests.map(({ undone }) => undone)).toEqual([true, false, false])
  })

  test('who was swabbed and told a test is one person, of the unnamed the larger number stands', async () => {
    const residentId = await aPerson()
    const tube = { id: uuidv7(), gridId: cast.grids['2-1']!, code: 'A1001', openedAt: AT }
    const swab = { tubeId: tube.id, householdId: idOf(HOME), outsider: null, takenAt: AT }
    const samples = [
      { ...swab, id: uuidv7(), residentId, people: 1 },
      { ...swab, id: uuidv7(), residentId: null, people: 2 },
    ]
    const body = { sentAt: AT, tubes: [tube], samples, undone: [] }
    await cast.gridWorker.call(sendSamples, { ...inRound(), body })
    await tellAll(cast.resident, { residentId })
    await tellAll(cast.resident, { people: 1 })
    expect(await numbers()).toEqual({ due: 4, done: 3, excused: 0, missing: 1 })
  })

  test('who is excused and told a test is tested, in the sampler’s sheet too', async () => {
    const residentId = await aPerson()
    const days = { fromDay: '2022-04-01', untilDay: '2022-04-09' }
    const who = { id: uuidv7(), householdId: idOf(HOME), residentId, people: 1, reason: 'bedridden' } as const
    await cast.gridLead.call(askExemption, { body: { ...who, ...days } })
    expect((await numbers()).excused).toBe(1)
    expect((await home()).people[0]!.standing).toBe('excused')
    await tellAll(cast.resident, { residentId })
    expect(await numbers()).toEqual({ due: 4, done: 1, excused: 0, missing: 3 })
    const { households } = await cast.gridWorker.call(readSheet, { ...inRound(), query: { grid: cast.grids['2-1']! } })
    expect(households.find(({ door }) => door === HOME)!.people).toEqual([
      expect.objectContaining({ tested: true, excused: false }),
    ])
  })

  test('a wrong household, a round of another kind and who has not agreed are refused', async () => {
    expect(await refusalOf(tell(cast.resident, { householdId: idOf('中区1号') }))).toBe('not-found')
    expect(await refusalOf(tell(cast.gridWorker, { householdId: idOf('东区2号') }))).toBe('not-found')
    const stranger = await aPerson('中区1号')
    // Somebody of another household counts as one of this one, by number.
    expect((await tell(cast.resident, { residentId: stranger })).residentId).toBe(null)
    const body = { version: presentVersion('test-status'), agreed: false, via: 'browser' } as const
    await cast.resident.call(answerNotice, { params: { kind: 'test-status' }, body })
    expect(await refusalOf(tell(cast.resident))).toBe('test-status-not-agreed')
    roundId = await anOpenRound('pcr')
    expect(await refusalOf(tell(cast.gridWorker))).toBe('not-asked')
  })

  test('after the round it counts and is marked; the household takes nothing back any more, a worker may', async () => {
    const before = await tellAll(cast.resident)
    await close()
    const late = await tellAll(cast.resident, { people: 2 })
    expect(late).toMatchObject({ late: true, counts: true })
    expect((await numbers()).done).toBe(3)
    expect(await refusalOf(cast.resident.call(undoSelfTest, { params: { id: before.id } }))).toBe('roll-closed')
    expect((await cast.gridWorker.call(undoSelfTest, { params: { id: before.id } })).undone).toBe(true)
    expect((await numbers()).done).toBe(2)
  })

  test('a clock that is wrong is set right by what it said while sending', async () => {
    const now = app.kernel.clock().getTime()
    const [takenAt, sentAt] = ['2031-01-01T08:00:00+08:00', '2031-01-01T09:00:00+08:00']
    const test = await tell(cast.resident, { takenAt, sentAt })
    expect(Math.abs(Date.parse(test.takenAt) - (now - 3_600_000))).toBeLessThan(60_000)
  })
})

describe('the photo', () => {
  const look = (who: Persona, id: string) => who.call(lookAtTestPhoto, { params: { id } })

  test('is shown without its traces to the household and to those who check, and each look is written down', async () => {
    const { id } = await tellAll(cast.resident)
    const { kind, base64 } = await look(cast.gridWorker, id)
    const bytes = Buffer.from(base64, 'base64')
    expect(kind).toBe('jpeg')
    expect(TRACES.filter((trace) => trace !== 'Exif' && bytes.includes(trace))).toEqual([])
    expect((await look(cast.resident, id)).base64).toBe(base64)
    for (const who of [cast.hubHousehold, cast.otherLead, cast.volunteer, cast.stranger])
      expect(['not-found', 'not-allowed']).toContain(await refusalOf(look(who, id)))
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'self-test.photo-seen' } })
    expect(rows.map(({ byName, subjectId }) => [byName, subjectId])).toEqual([
      ['王居民', idOf(HOME)],
      ['吴网格员', idOf(HOME)],
    ])
  })

  test('is sealed in the database, for this test alone', async () => {
    const { id } = await tellAll(cast.resident)
    const { vault } = app.kernel
    const sealed = await transactAsSystem(
      app.kernel,
      cast.communityId,
      async ({ db, communityId }) => (await findPhoto(db, communityId, id))!.photoSealed!,
    )
    const clean = readPhoto(tracedJpeg()).bytes
    // A nonce and a tag more than the photo, and nothing of it readable.
    expect([sealed.length, sealed.includes(clean.subarray(-40))]).toEqual([clean.length + 28, false])
    expect(vault.openBytesFor(cast.communityId, id, sealed)).toEqual(clean)
    expect(() => vault.openBytesFor(cast.communityId, uuidv7(), sealed)).toThrow()
  })

  test.each([
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, 'unsupported-media'],
    ['half a photo', tracedJpeg().subarray(0, 150), 422, 'file-unreadable'],
    ['a photo of 65 thousand points', jpeg({ width: 65_000, height: 65_000 }), 413, 'too-large'],
    ['more than five megabytes', Buffer.concat([jpeg(), Buffer.alloc(PHOTO_MAX_BYTES)]), 413, 'too-large'],
  ])('%s is refused, and the test waits on for its photo', async (_, bytes, status, code) => {
    const { id } = await tell(cast.resident)
    expect(await sendPhoto(cast.resident, id, bytes)).toMatchObject({ status, code })
    expect((await home()).tests[0]!.photo).toBe('awaited')
    expect((await sendPhoto(cast.resident, id)).body.counts).toBe(true)
  })

  test('goes so many days after the round has closed, and the test counts on', async () => {
    const { id } = await tellAll(cast.resident)
    const inDays = (days: number) => ({
      ...app.kernel,
      clock: () => new Date(app.kernel.clock().getTime() + days * 86_400_000),
    })
    await close()
    await deletePhotosInTime(inDays(PHOTO_DAYS - 1))
    expect((await home()).tests[0]!.photo).toBe('there')
    expect(await deletePhotosInTime(inDays(PHOTO_DAYS + 1))).toBeGreaterThan(0)
    expect((await home()).tests[0]).toMatchObject({ photo: 'deleted', counts: true })
    expect(await refusalOf(look(cast.resident, id))).toBe('not-found')
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'self-test.photos-deleted' } })
    expect(rows.map(({ detail }) => detail)).toEqual(['1 张'])
    // Sent once more by a phone that did not hear the answer, it is not kept again.
    expect((await sendPhoto(cast.resident, id)).body.photo).toBe('deleted')
  })
})

describe('checking', () => {
  const check = (who: Persona, id: string, verdict: 'right' | 'wrong') =>
    who.call(checkSelfTest, { params: { id }, body: { verdict } })
  const listed = async (who: Persona, query: { unchecked?: 'true' } = {}) =>
    (await who.call(listSelfTests, { ...inRound(), query })).rows.map(({ id }) => id)

  test('positive ones stand first, to those in whose scope they are and to nobody else', async () => {
    const positive = await tellAll(cast.resident, { result: 'positive' })
    const later = await tell(cast.gridWorker, { noPhoto: 'seen-it' })
    expect(await listed(cast.gridWorker)).toEqual([positive.id, later.id])
    expect(await listed(cast.secretary)).toEqual([positive.id, later.id])
    expect(await listed(cast.otherLead)).toEqual([])
    for (const who of [cast.hubHousehold, cast.resident, cast.volunteer])
      expect(await refusalOf(listed(who))).toBe('not-allowed')
    await check(cast.gridWorker, positive.id, 'right')
    expect(await listed(cast.gridWorker)).toEqual([later.id, positive.id])
    expect(await listed(cast.gridWorker, { unchecked: 'true' })).toEqual([later.id])
    const { grids } = await cast.gridWorker.call(kitNumbers, inRound())
    expect(grids[0]).toMatchObject({ unchecked: 1, positive: 1 })
  })

  test('a wrong one does not count, the household is asked again, and a mind can be changed', async () => {
    const { id } = await tellAll(cast.resident)
    expect(await check(cast.gridWorker, id, 'wrong')).toMatchObject({ verdict: 'wrong', counts: false })
    expect((await numbers()).done).toBe(0)
    expect((await home()).tests[0]!.verdict).toBe('wrong')
    expect((await check(cast.gridWorker, id, 'right')).counts).toBe(true)
    expect(await refusalOf(check(cast.resident, id, 'right'))).toBe('not-allowed')
    expect(await refusalOf(check(cast.otherLead, id, 'right'))).toBe('not-found')
  })

  test('a positive one that was taken back unseen stays on the list', async () => {
    const { id } = await tellAll(cast.resident, { result: 'positive' })
    const other = await tellAll(cast.resident)
    for (const one of [id, other.id]) await cast.resident.call(undoSelfTest, { params: { id: one } })
    expect(await listed(cast.gridWorker, { unchecked: 'true' })).toEqual([id])
  })
})

describe('one’s own data', () => {
  test('kits and tests are shown, with whether there is a photo', async () => {
    await hand(cast.gridWorker, kits([HOME]))
    await tellAll(cast.resident)
    await tell(cast.gridWorker, { result: 'invalid', noPhoto: 'seen-it' })
    const { households } = await cast.resident.call(readOwnData)
    expect(households[0]!.kits).toEqual([expect.objectContaining({ roundTitle: '第1轮抗原', kits: 4, undone: false })])
    expect(households[0]!.selfTests.map(({ result, photo, own }) => [result, photo, own])).toEqual([
      ['invalid', 'none', false],
      ['negative', 'there', true],
    ])
  })

  test('whoever withdraws their word on tests takes their own tests back, in closed rounds too', async () => {
    const own = await tellAll(cast.resident)
    await tell(cast.gridWorker, { people: 2, noPhoto: 'seen-it' })
    await close()
    const body = { version: presentVersion('test-status'), agreed: false, via: 'browser' } as const
    await cast.resident.call(answerNotice, { params: { kind: 'test-status' }, body })
    expect(await numbers()).toEqual({ due: 4, done: 2, excused: 0, missing: 2 })
    const { tests } = await home(cast.secretary)
    expect(tests.find(({ id }) => id === own.id)).toMatchObject({ undone: true, photo: 'deleted' })
  })

  test('with a deleted account go its photos; that somebody was tested stays', async () => {
    const asHome = { householdId: idOf(HOME), householdGridId: cast.grids['2-1-1']! }
    const daughter = await addPersona(app, cast.communityId, '女儿', 'resident', asHome)
    const hers = await tellAll(daughter)
    const fathers = await tellAll(cast.resident)
    await daughter.call(deleteOwnAccount, { body: { sentence: DELETE_SENTENCE } })
    const photos = new Map((await home()).tests.map(({ id, photo, counts }) => [id, [photo, counts]]))
    expect(photos.get(hers.id)).toEqual(['deleted', true])
    expect(photos.get(fathers.id)).toEqual(['there', true])
  })
})

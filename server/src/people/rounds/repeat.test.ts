import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { changeRoll } from '@gezhong/shared/people/rolls/contract'
import { changeRound, listRounds, openRound, type RoundRepeat } from '@gezhong/shared/people/rounds/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { openRepeatedRounds } from './repeat.ts'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(() => app.close())

const at = (text: string) => new Date(`2022-04-${text}:00+08:00`).toISOString()
const turn = (text: string) => openRepeatedRounds({ ...app.kernel, clock: () => new Date(at(text)) })
/** By their windows: the turns of these tests open them in the past. */
const latestFirst = async () =>
  (await cast.secretary.call(listRounds)).rounds.toSorted((a, b) => b.startsAt.localeCompare(a.startsAt))

function roundBody(over: { repeat?: RoundRepeat | null; endsAt?: string } = {}) {
  const site = {
    id: uuidv7(),
    gridId: cast.grids['2-1']!,
    place: '祠堂前',
    opensAt: at('03T08:00'),
    closesAt: at('03T10:00'),
  }
  const plain = { id: uuidv7(), title: '第1轮核酸', gridId: null, method: 'pcr', tubeSize: 10 } as const
  const window = { startsAt: at('03T08:00'), endsAt: at('03T11:00'), repeat: { everyDays: 1, untilDay: null } }
  return { ...plain, ...window, sites: [site], ...over }
}

test('an hour before its window the next is opened, like the one before, which is closed', async () => {
  const first = await cast.secretary.call(openRound, { body: roundBody() })
  await turn('04T06:59')
  expect(await latestFirst()).toHaveLength(1)
  await turn('04T07:00')
  const [second, before] = await latestFirst()
  expect(before).toMatchObject({ id: first.id, state: 'closed', followedBy: second!.id })
  expect(second).toMatchObject({
    title: '第2轮核酸',
    state: 'open',
    tubeSize: 10,
    repeat: first.repeat,
    followedBy: null,
    startsAt: at('04T08:00'),
    endsAt: at('04T11:00'),
    sites: [{ place: '祠堂前', gridId: cast.grids['2-1'], opensAt: at('04T08:00'), closesAt: at('04T10:00') }],
  })
})

test('two servers at once open it once, and a turn later nothing more', async () => {
  await cast.secretary.call(openRound, { body: roundBody() })
  await Promise.all([turn('04T07:30'), turn('04T07:30'), turn('04T07:30')])
  await turn('04T12:00')
  expect(await latestFirst()).toHaveLength(2)
})

test('after days without a server, it is held today and not for the days that passed', async () => {
  await cast.secretary.call(openRound, { body: roundBody({ repeat: { everyDays: 2, untilDay: '2022-04-09' } }) })
  await turn('08T12:00')
  expect(await latestFirst()).toHaveLength(1)
  await turn('09T07:00')
  expect((await latestFirst())[0]).toMatchObject({ startsAt: at('09T08:00') })
  await turn('11T07:30')
  expect(await latestFirst()).toHaveLength(2)
})

test('who stops it stops it, also when the round was closed; who only closes it does not', async () => {
  const { id, revision, sites, ...round } = await cast.secretary.call(openRound, { body: roundBody() })
  await cast.secretary.call(changeRoll, { params: { id }, body: { state: 'closed' } })
  const change = (repeat: RoundRepeat | null, endsAt = round.endsAt) =>
    cast.secretary.call(changeRound, {
      params: { id },
      body: { startsAt: round.startsAt, endsAt, sites, repeat, revision },
    })
  await change(null)
  await turn('04T07:30')
  expect(await latestFirst()).toHaveLength(1)
  const other = await cast.secretary.call(openRound, { body: { ...roundBody(), sites: [] } })
  await cast.secretary.call(changeRoll, { params: { id: other.id }, body: { state: 'closed' } })
  await turn('04T07:30')
  expect(await latestFirst()).toHaveLength(3)
})

test('a round is over before the next begins', async () => {
  const body = roundBody({ endsAt: at('05T08:00') })
  expect(await refusalOf(cast.secretary.call(openRound, { body }))).toBe('not-valid')
  await cast.secretary.call(openRound, { body: { ...body, repeat: { everyDays: 2, untilDay: null } } })
})

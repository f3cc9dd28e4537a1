import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { listRolls } from '@gezhong/shared/people/rolls/contract'
import { changeRound, listRounds, openRound, readRound, TUBE_SIZES } from '@gezhong/shared/people/rounds/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(() => app.close())

const DAY = '2022-04-03'
const at = (hour: string) => new Date(`${DAY}T${hour}:00+08:00`).toISOString()
const siteIn = (code: string) => ({
  id: uuidv7(),
  gridId: cast.grids[code]!,
  place: '祠堂前',
  opensAt: at('06:00'),
  closesAt: at('12:00'),
})

function roundOf(over: object = {}) {
  const window = { startsAt: at('06:00'), endsAt: at('20:00') }
  const plain = { id: uuidv7(), title: '第1轮核酸', gridId: null, method: 'pcr', tubeSize: 10, ...window } as const
  return { ...plain, sites: [] as ReturnType<typeof siteIn>[], ...over }
}

const open = (who: Persona, over: object = {}) => who.call(openRound, { body: roundOf(over) })

test('a round is a roll that asks who was tested, with its window and where to go, for everybody to read', async () => {
  const site = siteIn('2-1')
  const round = await open(cast.secretary, { sites: [site] })
  expect(round).toMatchObject({ question: 'who-was-tested', state: 'open', tubeSize: 10, sites: [site], revision: 1 })
  const { rounds } = await cast.resident.call(listRounds)
  expect(rounds).toEqual([round])
  const { rolls } = await cast.resident.call(listRolls)
  expect(rolls.map(({ id }) => id)).toContain(round.id)
})

test.each(TUBE_SIZES)('a tube may hold %d', async (tubeSize) => {
  expect((await open(cast.secretary, { tubeSize })).tubeSize).toBe(tubeSize)
})

test('a lead opens rounds in the own grid, with sites in it', async () => {
  const gridId = cast.grids['2']!
  expect((await open(cast.gridLead, { gridId, sites: [siteIn('2-2')] })).gridId).toBe(gridId)
  expect(await refusalOf(open(cast.gridLead))).toBe('not-allowed')
  expect(await refusalOf(open(cast.gridLead, { gridId, sites: [siteIn('1-1')] }))).toBe('not-found')
  expect(await refusalOf(open(cast.gridWorker, { gridId }))).toBe('not-allowed')
})

test('a window runs forwards and no longer than a week, a site closes after it opens, a place hides no number', async () => {
  expect(await refusalOf(open(cast.secretary, { endsAt: at('06:00') }))).toBe('not-valid')
  expect(await refusalOf(open(cast.secretary, { endsAt: '2022-04-11T06:00:00+08:00' }))).toBe('not-valid')
  const late = { ...siteIn('2-1'), closesAt: at('05:00') }
  expect(await refusalOf(open(cast.secretary, { sites: [late] }))).toBe('not-valid')
  const site = siteIn('2-1')
  expect(await refusalOf(open(cast.secretary, { sites: [site, site] }))).toBe('not-valid')
  await open(cast.secretary, { sites: [site] })
  expect(await refusalOf(open(cast.secretary, { sites: [site] }))).toBe('id-taken')
  expect(await refusalOf(open(cast.secretary, { startsAt: '0001-01-01T00:00:00Z' }))).toBe('not-valid')
  const repeat = { everyDays: 1, untilDay: '0000-01-01' }
  expect(await refusalOf(open(cast.secretary, { repeat }))).toBe('not-valid')
  const numbered = { ...siteIn('2-1'), place: '找13800001111' }
  expect(await refusalOf(open(cast.secretary, { sites: [numbered] }))).toBe('not-valid')
})

test('it is extended, its sites are changed as a whole, and nobody overwrites what another changed', async () => {
  const { id } = await open(cast.secretary, { sites: [siteIn('2-1'), siteIn('1-1')] })
  const body = { startsAt: at('06:00'), endsAt: at('22:00'), sites: [siteIn('2-2')], repeat: null, revision: 1 }
  const change = (who: Persona) => who.call(changeRound, { params: { id }, body })
  expect(await refusalOf(change(cast.gridLead))).toBe('not-allowed')
  const changed = await change(cast.secretary)
  expect([changed.endsAt, changed.sites.length, changed.revision]).toEqual([at('22:00'), 1, 2])
  expect(await refusalOf(change(cast.secretary))).toBe('changed-meanwhile')
  expect(await cast.guard.call(readRound, { params: { id } })).toEqual(changed)
})

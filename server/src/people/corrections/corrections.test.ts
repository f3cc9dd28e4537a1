import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import {
  askCorrection,
  listCorrections,
  settleCorrection,
  takeCorrection,
  withdrawCorrection,
  type CorrectionAbout,
} from '@gezhong/shared/people/corrections/contract'
import { readHousehold } from '@gezhong/shared/people/ledger/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
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

const home = () => cast.households['中区3号']!

async function ask(
  who: Persona,
  about: CorrectionAbout = 'headcount',
  text = '只有两个人 13655550000',
  door = '中区3号',
) {
  const id = uuidv7()
  await who.call(askCorrection, { body: { id, householdId: cast.households[door]!.id, about, text } })
  return id
}

const open = async (who: Persona) => (await who.call(listCorrections)).corrections
const settle = (who: Persona, id: string, done: boolean, reason = '') =>
  who.call(settleCorrection, { params: { id }, body: { done, reason } })
const mine = async () => (await cast.resident.call(readOwnData)).corrections

test('is asked, seen by the workers of the grid alone, taken over and done; the ledger is theirs to change', async () => {
  const { resident, gridWorker, gridLead, otherLead, secretary } = cast
  const id = await ask(resident)
  const seen = { id, door: '中区3号', about: 'headcount', state: 'asked', displayName: '王居民', ownerName: null }
  for (const who of [gridWorker, gridLead, secretary]) expect(await open(who)).toMatchObject([seen])
  expect((await open(gridWorker))[0]!.text).toBe('只有两个人 136····0000')
  expect(await open(otherLead)).toEqual([])
  await gridWorker.call(takeCorrection, { params: { id } })
  expect(await refusalOf(gridLead.call(takeCorrection, { params: { id } }))).toBe('already-settled')
  expect(await open(gridLead)).toMatchObject([{ state: 'taken', ownerName: '吴网格员' }])
  expect(await mine()).toMatchObject([{ state: 'taken', decidedAt: null }])
  await settle(gridWorker, id, true)
  expect(await open(gridWorker)).toEqual([])
  expect(await mine()).toMatchObject([{ state: 'done', decidedAt: expect.any(String) }])
  expect(await secretary.call(readHousehold, { params: { id: home().id } })).toMatchObject({
    headcount: home().headcount,
    revision: 1,
  })
  const log = (await secretary.call(listAudit, { query: { size: 50 } })).rows.map(({ action }) => action)
  expect(log.filter((action) => action.startsWith('correction.')).toSorted()).toEqual(
    ['correction.asked', 'correction.done', 'correction.taken'].toSorted(),
  )
})

test('is refused only with a reason, which the resident reads', async () => {
  const id = await ask(cast.resident, 'not-here', '他搬走了')
  expect(await refusalOf(settle(cast.gridWorker, id, false))).toBe('not-valid')
  await settle(cast.gridWorker, id, false, '去看过，人在')
  expect(await mine()).toMatchObject([{ state: 'refused', reason: '去看过，人在' }])
  expect(await refusalOf(settle(cast.gridWorker, id, true))).toBe('already-settled')
})

test('is taken back by who asked, while it is not decided', async () => {
  const id = await ask(cast.resident)
  for (const who of [cast.stranger, cast.gridWorker])
    expect(await refusalOf(who.call(withdrawCorrection, { params: { id } }))).toBe('not-found')
  await cast.resident.call(withdrawCorrection, { params: { id } })
  expect(await open(cast.gridWorker)).toEqual([])
  expect(await refusalOf(cast.resident.call(withdrawCorrection, { params: { id } }))).toBe('already-settled')
})

test('is asked only of the household one lives in, and decided only where one works', async () => {
  const { resident, hubHousehold, otherLead, guard } = cast
  expect(await refusalOf(ask(resident, 'other', '别人家', '中区4号'))).toBe('not-found')
  expect(await refusalOf(ask(guard))).toBe('not-allowed')
  const id = await ask(resident)
  expect(await refusalOf(settle(otherLead, id, true))).toBe('not-found')
  expect(await refusalOf(otherLead.call(takeCorrection, { params: { id } }))).toBe('not-found')
  expect(await refusalOf(settle(hubHousehold, id, true))).toBe('not-allowed')
  expect(await refusalOf(settle(resident, id, true))).toBe('not-allowed')
})

test('of two who decide at once one does', async () => {
  const id = await ask(cast.resident)
  const outcomes = await Promise.all([cast.gridWorker, cast.gridLead].map((who) => refusalOf(settle(who, id, true))))
  expect(outcomes.toSorted()).toEqual([null, 'already-settled'].toSorted())
})

test('twenty a day are enough, also when more are sent at once', async () => {
  const said = await Promise.all(Array.from({ length: 26 }, () => refusalOf(ask(cast.resident))))
  expect(said.filter((code) => code === null)).toHaveLength(20)
  expect(said.filter((code) => code === 'too-many-requests')).toHaveLength(6)
})

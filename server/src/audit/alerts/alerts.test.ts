import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { listAlerts, seeAlert } from '@gezhong/shared/audit/alerts/contract'
import { listAudit } from '@gezhong/shared/audit/contract'
import { revealPhone } from '@gezhong/shared/people/ledger/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

const PER_HOUR = 2
const STOP = 3 * PER_HOUR

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp({ REVEALS_PER_HOUR: String(PER_HOUR) })
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(() => app.close())

const look = (by: Persona) =>
  by.call(revealPhone, { params: { id: cast.households['中区3号']!.id }, body: { purpose: 'dial' } })

async function lookOften(by: Persona, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) await look(by)
}

const alerts = async (by = cast.secretary) => (await by.call(listAlerts, { query: {} })).rows
const kinds = async () => (await alerts()).map(({ kind }) => kind)

test('as many numbers as the work needs alert nobody', async () => {
  await lookOften(cast.gridWorker, PER_HOUR)
  expect(await alerts()).toEqual([])
})

test('one number more tells the command post, once', async () => {
  await lookOften(cast.gridWorker, PER_HOUR + 2)
  expect(await alerts()).toEqual([
    expect.objectContaining({
      kind: 'many-reveals',
      accountId: cast.gridWorker.accountId,
      byName: '吴网格员',
      count: PER_HOUR + 1,
      seenAt: null,
    }),
  ])
})

test('three times as many end it for this person alone, on record, until somebody has looked', async () => {
  await lookOften(cast.gridWorker, STOP)
  expect(await refusalOf(look(cast.gridWorker))).toBe('too-many-reveals')
  expect(await refusalOf(look(cast.gridWorker))).toBe('too-many-reveals')
  await look(cast.gridLead)
  expect(await kinds()).toEqual(['reveals-stopped', 'many-reveals'])
  const { rows } = await cast.secretary.call(listAudit, { query: { action: 'access.refused' } })
  expect(rows.map(({ detail }) => detail)).toEqual(['查看电话太多', '查看电话太多'])

  const stop = (await alerts())[0]!
  const seen = await cast.secretary.call(seeAlert, { params: { id: stop.id } })
  expect([seen.seenAt === null, seen.seenByName]).toEqual([false, '林书记'])
  await lookOften(cast.gridWorker, PER_HOUR)
  expect((await cast.secretary.call(listAlerts, { query: { open: 'true' } })).rows.map(({ kind }) => kind)).toEqual([
    'many-reveals',
  ])
  const { rows: marks } = await cast.secretary.call(listAudit, { query: { action: 'alert.seen' } })
  expect(marks).toHaveLength(1)
})

test('numbers asked for all at once are counted one by one', async () => {
  const asked = await Promise.allSettled(Array.from({ length: STOP + 4 }, () => look(cast.gridWorker)))
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(STOP)
  expect((await kinds()).toSorted()).toEqual(['many-reveals', 'reveals-stopped'])
})

test('nobody below the command post reads or marks them, and none of another village', async () => {
  await lookOften(cast.gridWorker, PER_HOUR + 1)
  const { id } = (await alerts())[0]!
  for (const by of [cast.gridLead, cast.gridWorker, cast.hubHousehold, cast.resident, cast.volunteer]) {
    expect(await refusalOf(by.call(listAlerts, { query: {} }))).toBe('not-allowed')
    expect(await refusalOf(by.call(seeAlert, { params: { id } }))).toBe('not-allowed')
  }
  const foreigner = (await makeCast(app)).secretary
  expect(await alerts(foreigner)).toEqual([])
  expect(await refusalOf(foreigner.call(seeAlert, { params: { id } }))).toBe('not-found')
  expect(await refusalOf(cast.secretary.call(seeAlert, { params: { id: uuidv7() } }))).toBe('not-found')
  expect((await alerts())[0]!.seenAt).toBeNull()
})

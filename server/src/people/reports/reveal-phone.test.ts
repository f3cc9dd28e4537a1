import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { listAlerts } from '@gezhong/shared/audit/alerts/contract'
import { listAudit } from '@gezhong/shared/audit/contract'
import { confirmChain } from '@gezhong/shared/people/chain/contract'
import { revealPhone } from '@gezhong/shared/people/ledger/contract'
import { listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { revealReportPhone } from '@gezhong/shared/people/reports/contract'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

const PER_HOUR = 2

let app: TestApp
let cast: Cast
let reportId: string

beforeAll(async () => {
  app = await startTestApp({ REVEALS_PER_HOUR: String(PER_HOUR) })
})

beforeEach(async () => {
  cast = await makeCast(app)
  const params = { rollId: cast.rollId, gridId: cast.grids['2']! }
  await cast.gridLead.call(confirmChain, { params, body: { text: '1. 中区77号 2人 13811117777' } })
  const { rows } = await cast.gridLead.call(listDifferences, { query: { kind: 'unknown-door' } })
  reportId = rows[0]!.report!.id
})

afterAll(() => app.close())

const ask = (by: Persona) => by.call(revealReportPhone, { params: { id: reportId } })
const audit = async (action: string) => (await cast.secretary.call(listAudit, { query: { action } })).rows

test('whoever reported a door that nobody knows can be called, and that is on record without the number', async () => {
  expect(await ask(cast.gridLead)).toEqual({ phones: ['13811117777'] })
  expect(await audit('household.phone-revealed')).toEqual([
    expect.objectContaining({
      byName: '陈网格长',
      subjectId: reportId,
      detail: '中区 77 号（拨打上报里的号码）',
    }),
  ])
})

test('not by those out of scope, and that they asked is on record', async () => {
  expect(await refusalOf(ask(cast.otherLead))).toBe('not-found')
  expect((await audit('access.refused')).map(({ subjectId }) => subjectId)).toEqual([reportId])
  for (const by of [cast.hubHousehold, cast.resident, cast.volunteer, cast.guard])
    expect(await refusalOf(ask(by))).toBe('not-allowed')
})

test('one counts with the households’ numbers against the same hour', async () => {
  const household = { params: { id: cast.households['中区3号']!.id }, body: { purpose: 'dial' as const } }
  for (let turn = 0; turn < PER_HOUR; turn += 1) {
    await ask(cast.gridLead)
    await cast.gridLead.call(revealPhone, household)
  }
  const { rows } = await cast.secretary.call(listAlerts, { query: {} })
  expect(rows.map(({ kind }) => kind)).toEqual(['many-reveals'])
  await ask(cast.gridLead)
  await ask(cast.gridLead)
  expect(await refusalOf(ask(cast.gridLead))).toBe('too-many-reveals')
})

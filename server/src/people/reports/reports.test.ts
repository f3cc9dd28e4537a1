import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { confirmChain, previewChain, readChain } from '@gezhong/shared/people/chain/contract'
import {
  householdReports,
  householdSaid,
  makeLineReport,
  makeReport,
  myHouseholds,
  withdrawReport,
} from '@gezhong/shared/people/reports/contract'
import { openRoll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

const report = (cast: Cast, who: Persona, door: string, body: object) =>
  who.call(makeReport, {
    params: { id: cast.rollId },
    body: { id: uuidv7(), householdId: cast.households[door]!.id, headcount: 4, ...body },
  })
const line = (cast: Cast, who: Persona, door: string, text: string) =>
  who.call(makeLineReport, {
    params: { id: cast.rollId },
    body: { id: uuidv7(), householdId: cast.households[door]!.id, line: text },
  })
const missing = async (cast: Cast) => {
  await app.settle()
  const { grids } = await cast.secretary.call(rollProgress, { params: { id: cast.rollId } })
  return grids.reduce((sum, grid) => sum + grid.missing, 0)
}

test('climbs the ladder: not found, not allowed, not valid, done', async () => {
  const cast = await makeCast(app)
  expect(await refusalOf(report(cast, cast.resident, '中区4号', {}))).toBe('not-found')
  expect(await refusalOf(report(cast, cast.otherLead, '中区3号', {}))).toBe('not-found')
  expect(await refusalOf(report(cast, cast.volunteer, '中区3号', {}))).toBe('not-allowed')
  expect(await refusalOf(report(cast, cast.hubHousehold, '中区3号', {}))).toBe('not-found')
  expect(await refusalOf(report(cast, cast.resident, '中区3号', { headcount: -1 }))).toBe('not-valid')
  expect(await refusalOf(report(cast, cast.resident, '中区3号', { phone: '1380000' }))).toBe('not-valid')
  await expect(report(cast, cast.resident, '中区3号', { phone: '138 0000' })).rejects.toMatchObject({
    fields: [{ path: 'phone', message: '手机号要 11 位，现在是 7 位，请检查' }],
  })
  const receipt = await report(cast, cast.resident, '中区3号', { headcount: 4, phone: '138 0000 2003' })
  expect(receipt).toMatchObject({
    sentence: '收到了，和台账一致',
    report: { source: 'self', verdict: 'matched', phonesMasked: ['138····2003'], byName: '王居民' },
  })
})

test('one line is read as a chain line is; another door is refused, nonsense too', async () => {
  const cast = await makeCast(app)
  expect((await line(cast, cast.resident, '中区3号', '一家四口 13800002003')).report.verdict).toBe('matched')
  expect((await line(cast, cast.resident, '中区3号', '中区3号 3人')).report.verdict).toBe('headcount-differs')
  expect(await refusalOf(line(cast, cast.resident, '中区3号', '中区4号 3人'))).toBe('door-differs')
  expect(await refusalOf(line(cast, cast.resident, '中区3号', '收到谢谢'))).toBe('line-unreadable')
})

test('is corrected by saying it again and withdrawn, and the number follows', async () => {
  const cast = await makeCast(app)
  expect(await missing(cast)).toBe(18)
  const first = await report(cast, cast.resident, '中区3号', { headcount: 3 })
  const second = await report(cast, cast.resident, '中区3号', { headcount: 4 })
  expect(second.report.verdict).toBe('matched')
  expect(await missing(cast)).toBe(17)
  await cast.resident.call(withdrawReport, { params: { id: second.report.id } })
  const [mine] = (await cast.resident.call(myHouseholds)).households
  expect(mine!.asked[0]!.receipt!.report.id).toBe(first.report.id)
  await cast.resident.call(withdrawReport, { params: { id: first.report.id } })
  expect(await missing(cast)).toBe(18)
  expect(await refusalOf(cast.resident.call(withdrawReport, { params: { id: first.report.id } }))).toBe(
    'changed-meanwhile',
  )
  const said = await cast.resident.call(householdReports, {
    params: { id: cast.rollId, householdId: cast.households['中区3号']!.id },
  })
  expect(said.reports.map((one) => one.verdict)).toEqual(['withdrawn', 'withdrawn'])
})

test('the group’s line and the household’s own report are one truth, whichever came first', async () => {
  const cast = await makeCast(app)
  const params = { rollId: cast.rollId, gridId: cast.grids['2']! }
  await cast.gridLead.call(confirmChain, { params, body: { text: '1. 中区3号 2人 13800002003' } })
  await report(cast, cast.resident, '中区3号', { headcount: 4 })
  const view = await cast.gridLead.call(readChain, { params })
  expect(view.lines[0]!.verdict).toBe('superseded')
  expect(view.counts).toMatchObject({ toSettle: 0, missing: 11 })
})

test('a group’s line that came later and says otherwise is shown beside the own report, to worker and household', async () => {
  const cast = await makeCast(app)
  const params = { rollId: cast.rollId, gridId: cast.grids['2']! }
  const mine = async () => (await cast.resident.call(myHouseholds)).households[0]!.asked[0]!
  await report(cast, cast.resident, '中区3号', { headcount: 4 })
  const text = '1. 中区3号 2人 13800002003\n2. 中区4号 4人'
  const before = await cast.gridLead.call(previewChain, { params, body: { text } })
  expect(before.counts.replacesOwn).toBe(1)
  expect(before.lines.map(({ ownReport }) => ownReport)).toEqual([
    { headcount: 4, intent: 'report', at: expect.any(String), replaced: true },
    null,
  ])
  expect((await mine()).replacedOwn).toBeNull()
  await cast.gridLead.call(confirmChain, { params, body: { text } })
  const replaced = await mine()
  expect([replaced.receipt!.report.source, replaced.receipt!.report.headcount]).toEqual(['chain', 2])
  expect(replaced.replacedOwn).toMatchObject({ headcount: 4 })
  await report(cast, cast.resident, '中区3号', { headcount: 4 })
  expect(await mine()).toMatchObject({ replacedOwn: null, receipt: { report: { source: 'self', headcount: 4 } } })
  const after = await cast.gridLead.call(readChain, { params })
  expect(after.lines[0]!.ownReport).toMatchObject({ headcount: 4, replaced: false })
  expect(after.counts.replacesOwn).toBe(0)
})

test('a line that is gone from the group’s chain counts no longer, and the evidence says so', async () => {
  const cast = await makeCast(app)
  const params = { rollId: cast.rollId, gridId: cast.grids['2']! }
  await cast.gridLead.call(confirmChain, { params, body: { text: '1. 中区3号 2人 13800002003\n2. 中区4号 4人' } })
  await cast.gridLead.call(confirmChain, { params, body: { text: '2. 中区4号 4人', dropGone: true } })
  const { reports } = await cast.resident.call(householdReports, {
    params: { id: cast.rollId, householdId: cast.households['中区3号']!.id },
  })
  expect(reports.map(({ source, state }) => [source, state])).toEqual([['chain', 'gone']])
  expect((await cast.resident.call(myHouseholds)).households[0]!.asked[0]!.receipt).toBeNull()
})

test('every open roll that asks the household is answered by itself, the newest first', async () => {
  const cast = await makeCast(app)
  const open = async (title: string, grid: string) => {
    const body = { id: uuidv7(), title, question: 'who-was-tested' as const, gridId: cast.grids[grid]! }
    await cast.gridLead.call(openRoll, { body })
    return body.id
  }
  await open('别处的一轮', '2-2')
  const tested = { ...cast, rollId: await open('第3轮', '2') }
  const mine = async () =>
    (await cast.resident.call(myHouseholds)).households[0]!.asked.map(({ roll, receipt }) => [
      roll.id,
      receipt?.report.headcount ?? null,
    ])
  expect(await mine()).toEqual([
    [tested.rollId, null],
    [cast.rollId, null],
  ])
  await report(cast, cast.resident, '中区3号', { headcount: 4 })
  expect(await mine()).toEqual([
    [tested.rollId, null],
    [cast.rollId, 4],
  ])
  await report(tested, cast.resident, '中区3号', { headcount: 2 })
  expect(await mine()).toEqual([
    [tested.rollId, 2],
    [cast.rollId, 4],
  ])
})

test('the same id with other content is refused, a retry with its key is answered alike', async () => {
  const cast = await makeCast(app)
  const id = uuidv7()
  const send = (headcount: number, key: string) =>
    cast.resident.call(makeReport, {
      params: { id: cast.rollId },
      body: { id, householdId: cast.households['中区3号']!.id, headcount },
      idempotencyKey: key,
    })
  const answer = await send(4, 'first-key')
  expect(await send(4, 'first-key')).toEqual(answer)
  expect(await refusalOf(send(2, 'other-key'))).toBe('id-taken')
})

test('a roll that asks one grid takes no word for a household elsewhere', async () => {
  const cast = await makeCast(app)
  const body = { id: uuidv7(), title: '二组登记', question: 'who-lives-here' as const, gridId: cast.grids['2-2']! }
  await cast.gridLead.call(openRoll, { body })
  const there = { ...cast, rollId: body.id }
  expect(await refusalOf(report(there, cast.resident, '中区3号', {}))).toBe('not-asked')
  expect(await refusalOf(report(there, cast.gridLead, '中区3号', {}))).toBe('not-asked')
  expect(await refusalOf(line(there, cast.resident, '中区3号', '一家四口'))).toBe('not-asked')
  expect((await report(there, cast.gridLead, '中区7号', {})).report.source).toBe('proxy')
})

test('whoever works there reads what a household said in every roll, the newest first, numbers masked', async () => {
  const cast = await makeCast(app)
  const text = '1. 中区3号 4人 13800002003 有孕妇\n2. 中区4号 2人'
  await cast.gridLead.call(confirmChain, { params: { rollId: cast.rollId, gridId: cast.grids['2']! }, body: { text } })
  const body = { id: uuidv7(), title: '再点一次', gridId: null }
  const second = await cast.secretary.call(openRoll, { body })
  await cast.resident.call(makeReport, {
    params: { id: second.id },
    body: { id: uuidv7(), householdId: cast.households['中区3号']!.id, headcount: 5, remark: '要药，找 13911112222' },
  })
  const said = (by: Persona) => by.call(householdSaid, { params: { id: cast.households['中区3号']!.id } })
  const { reports } = await said(cast.gridWorker)
  expect(reports.map(({ source, headcount, remark }) => [source, headcount, remark])).toEqual([
    ['self', 5, '要药，找 139····2222'],
    ['chain', 4, '有孕妇'],
  ])
  expect(reports[1]!.phonesMasked).toEqual(['138····2003'])
  expect(await refusalOf(said(cast.otherLead))).toBe('not-found')
  expect(await refusalOf(said(cast.resident))).toBe('not-allowed')
})

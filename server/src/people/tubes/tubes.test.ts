import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { addResident } from '@gezhong/shared/people/ledger/contract'
import { changeRoll } from '@gezhong/shared/people/rolls/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { listTubes, sendSamples, type TubeFilter } from '@gezhong/shared/people/sampling/contract'
import { exportSamples, exportTubes, tubePeople } from '@gezhong/shared/people/tubes/contract'
import readXlsx from 'read-excel-file/node'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

let app: TestApp
let cast: Cast
let roundId: string

const AT = '2022-04-03T08:00:00+08:00'

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
  roundId = uuidv7()
  const window = { startsAt: AT, endsAt: '2022-04-03T20:00:00+08:00' }
  const body = { id: roundId, title: '第1轮核酸', gridId: null, method: 'pcr', tubeSize: 5, ...window } as const
  await cast.secretary.call(openRound, { body })
})

afterAll(() => app.close())

/** A tube of this grid with so many of this door. */
async function fill(
  code: string,
  { door = '中区3号', people = 1, residentId = null as string | null, grid = '2-1-1', who = cast.gridWorker } = {},
): Promise<string> {
  const tube = { id: uuidv7(), gridId: cast.grids[grid]!, code, openedAt: AT }
  const whose = { householdId: cast.households[door]!.id, residentId, outsider: null, people }
  const samples = [{ id: uuidv7(), tubeId: tube.id, ...whose, takenAt: AT }]
  await who.call(sendSamples, { params: { id: roundId }, body: { sentAt: AT, tubes: [tube], samples, undone: [] } })
  return tube.id
}

async function codes(query: TubeFilter, who: Persona = cast.secretary): Promise<string[]> {
  const { rows, total } = await who.call(listTubes, { params: { id: roundId }, query })
  expect(total).toBe(rows.length)
  return rows.map(({ code }) => code).toSorted()
}

async function sheetOf(who: Persona, path: string) {
  const reply = await app.server.inject({
    method: 'POST',
    url: path.replace(':id', roundId),
    headers: { authorization: `Bearer ${who.token}` },
    payload: { reason: '送检' },
  })
  expect(reply.statusCode).toBe(200)
  return (await readXlsx(reply.rawPayload))[0]!.data.slice(1)
}

test('tubes are found by a piece of the code, by sampler, and by what is to be looked at', async () => {
  await fill('AB1001')
  await fill('AB1001', { who: cast.gridLead })
  await fill('AB1002', { people: 6 })
  await fill('CD1003', { door: '东区1号', grid: '1-1-1', who: cast.otherLead })
  await cast.secretary.call(changeRoll, { params: { id: roundId }, body: { state: 'closed' } })
  await fill('CD1004')
  expect(await codes({ q: 'b10' })).toEqual(['AB1001', 'AB1001', 'AB1002'])
  expect(await codes({ flag: 'same-code' })).toEqual(['AB1001', 'AB1001'])
  expect(await codes({ flag: 'over-full' })).toEqual(['AB1002'])
  expect(await codes({ flag: 'late' })).toEqual(['CD1004'])
  expect(await codes({ by: cast.gridLead.accountId })).toEqual(['AB1001'])
  expect(await codes({ by: cast.gridWorker.accountId, flag: 'same-code', grid: cast.grids['2-1']! })).toEqual([
    'AB1001',
  ])
  expect(await codes({}, cast.otherLead)).toEqual(['CD1003'])
  const { rows } = await cast.secretary.call(listTubes, { params: { id: roundId }, query: { q: 'CD1004' } })
  expect(rows).toMatchObject([{ late: 1, people: 1 }])
})

test('who is in a tube is told with the door, names masked, to whoever works in its grid', async () => {
  const residentId = uuidv7()
  const body = { id: residentId, name: '欧阳文', ageGroup: 'adult', reason: '摸排' } as const
  await cast.gridWorker.call(addResident, { params: { id: cast.households['中区3号']!.id }, body })
  const id = await fill('AB1001', { residentId })
  const { samples } = await cast.gridWorker.call(tubePeople, { params: { id } })
  expect(samples).toMatchObject([
    { door: '中区3号', nameMasked: '欧**', people: 1, outsider: false, unplaced: false, late: false },
  ])
  expect(await refusalOf(cast.otherLead.call(tubePeople, { params: { id } }))).toBe('not-found')
})

test('both lists leave as files of the asker’s scope, and each leaves a line in the log', async () => {
  await fill('AB1001', { people: 6 })
  await fill('CD1003', { door: '东区1号', grid: '1-1-1', who: cast.otherLead })
  const tubes = await sheetOf(cast.gridLead, exportTubes.path)
  expect(tubes.map((row) => row.slice(0, 2))).toEqual([
    ['管号', '网格'],
    ['AB1001', '2-1-1'],
  ])
  expect(tubes[1]!.slice(4)).toEqual([6, 5, 0, 0, 0, 0])
  const samples = await sheetOf(cast.secretary, exportSamples.path)
  expect(samples.slice(1).map((row) => [row[0], row[2], row[4]])).toEqual([
    ['AB1001', '中区3号', 6],
    ['CD1003', '东区1号', 1],
  ])
  const { rows } = await cast.secretary.call(listAudit, { query: { size: 50 } })
  expect(
    rows.filter(({ action }) => action.endsWith('.exported')).map(({ action, detail }) => [action, detail]),
  ).toEqual([
    ['sample.exported', '第1轮核酸 2 条，用途：送检'],
    ['tube.exported', '第1轮核酸 1 管，用途：送检'],
  ])
})

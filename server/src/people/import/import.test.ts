import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { listAlerts } from '@gezhong/shared/audit/alerts/contract'
import { listAudit } from '@gezhong/shared/audit/contract'
import { listChanges, listHouseholds } from '@gezhong/shared/people/ledger/contract'
import {
  commitImport,
  discardImport,
  ImportBatch,
  listImportRows,
  listImports,
  readImport,
  rejectedRows,
  remapImport,
  undoImport,
} from '@gezhong/shared/people/import/contract'
import { LOOKS_LIKE_CADASTRE } from '@gezhong/shared/people/import/looks-like-cadastre'
import { listBuildings } from '@gezhong/shared/people/ledger/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { readSliceCounts, readTablesSealed } from './batch-queries.ts'
import { runImports } from './job.ts'
import { packTables, unpackTables } from './kept-tables.ts'

const PER_HOUR = 20

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ REVEALS_PER_HOUR: String(PER_HOUR) })
})

afterAll(() => app.close())

async function upload(who: Persona, kind: string, fileName: string, content: string | Buffer) {
  const boundary = 'line-between-parts'
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: text/csv\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return app.server.inject({
    method: 'POST',
    url: `/api/imports?kind=${kind}`,
    headers: { authorization: `Bearer ${who.token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  })
}

const work = async () => {
  while ((await runImports(app.kernel)) > 0);
}

async function checked(cast: Cast, kind: string, content: string): Promise<ImportBatch> {
  const reply = await upload(cast.secretary, kind, '台账.csv', content)
  expect(reply.statusCode).toBe(200)
  await work()
  return cast.secretary.call(readImport, { params: { id: reply.json<ImportBatch>().id } })
}

const LEDGER = `grid,door,headcount,phone
2-1-1,中区1号,2,13800002001
2-1-1,中区2号,6,13800002002
2,中区13号,3,13900012345
9,中区14号,3,13900012346
2,,3,13900012347
`

describe('a ledger file', () => {
  test('is refused to others, and unreadable ones with a sentence', async () => {
    const cast = await makeCast(app)
    expect((await upload(cast.gridLead, 'ledger', 'a.csv', LEDGER)).statusCode).toBe(403)
    const picture = await upload(cast.secretary, 'ledger', 'a.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 0]))
    expect([picture.statusCode, picture.json<{ code: string }>().code]).toEqual([422, 'file-unreadable'])
    expect(picture.json<{ detail: string }>().detail).toMatch(/请/)
  })

  test('is judged row by row, nothing written, then committed, then undone', async () => {
    const cast = await makeCast(app)
    const batch = await checked(cast, 'ledger', LEDGER)
    expect(batch).toMatchObject({ state: 'checked', good: 3, rejected: 2, problem: null })
    const id = { params: { id: batch.id } }
    const { rows } = await cast.secretary.call(listImportRows, id)
    expect(rows.map(({ verdict, effect, reason }) => [verdict, effect, reason])).toEqual([
      ['good', 'same', null],
      ['good', 'update', null],
      ['good', 'create', null],
      ['rejected', null, 'unknown-grid'],
      ['rejected', null, 'no-door'],
    ])
    expect(rows[1]!.stored.phone).toBe('138····2002')
    expect(rows.map(({ before }) => before)).toEqual([null, { headcount: 3 }, null, null, null])
    const all = () => cast.secretary.call(listHouseholds, { query: { q: '中区' } })
    expect((await all()).total).toBe(12)
    await cast.secretary.call(commitImport, id)
    await work()
    expect(await cast.secretary.call(readImport, id)).toMatchObject({ state: 'committed', problem: null })
    const after = await all()
    expect(after.total).toBe(13)
    expect(after.rows.find((row) => row.door === '中区13号')).toMatchObject({ gridCode: '2-2-1', headcount: 3 })
    expect(after.rows.find((row) => row.door === '中区2号')).toMatchObject({ headcount: 6, revision: 2 })
    const { total } = await cast.secretary.call(listChanges)
    expect(total).toBe(3)
    expect(await refusalOf(cast.secretary.call(commitImport, id))).toBe('import-state')
    await cast.secretary.call(undoImport, id)
    await work()
    expect(await cast.secretary.call(readImport, id)).toMatchObject({ state: 'undone' })
    const back = await all()
    expect(back.total).toBe(12)
    expect(back.rows.find((row) => row.door === '中区2号')!.headcount).toBe(3)
  })

  test('is not undone once somebody reported for what it brought', async () => {
    const cast = await makeCast(app)
    const { id } = await checked(cast, 'ledger', LEDGER)
    await cast.secretary.call(commitImport, { params: { id } })
    await work()
    const { rows } = await cast.secretary.call(listHouseholds, { query: { q: '中区13号' } })
    await cast.gridLead.call(makeReport, {
      params: { id: cast.rollId },
      body: { id: uuidv7(), householdId: rows[0]!.id, headcount: 3 },
    })
    await cast.secretary.call(undoImport, { params: { id } })
    await work()
    const batch = await cast.secretary.call(readImport, { params: { id } })
    expect(batch.state).toBe('committed')
    expect(batch.problem).toMatch(/中区13号/)
  })

  test('is judged again with other columns', async () => {
    const cast = await makeCast(app)
    const batch = await checked(cast, 'ledger', LEDGER)
    const [sheet] = batch.sheets
    await cast.secretary.call(remapImport, {
      params: { id: batch.id },
      body: { sheets: [{ name: sheet!.name, mapping: { ...sheet!.mapping, phone: null } }] },
    })
    await work()
    const { rows } = await cast.secretary.call(listImportRows, { params: { id: batch.id } })
    expect(rows[2]!.stored.phone).toBe(null)
  })

  test('says what stands now in each field that an update would change, numbers masked', async () => {
    const cast = await makeCast(app)
    const { id } = await checked(
      cast,
      'ledger',
      '网格,门牌号,人数,电话,居住状态,重点户,备注\n2-1-1,中区2号,6,13900009999 13900009998,外出,是,有孕妇\n',
    )
    const { rows } = await cast.secretary.call(listImportRows, { params: { id } })
    expect(rows[0]).toMatchObject({
      effect: 'update',
      before: { headcount: 3, phone: '138····2002', occupancy: 'occupied', priority: '', remark: '' },
      stored: { headcount: 6, phone: '139····9999 139····9998', occupancy: 'away', priority: '是', remark: '有孕妇' },
    })
  })

  test('is discarded while it waits: its rows are gone, its line stays, and nothing follows', async () => {
    const cast = await makeCast(app)
    const { id } = await checked(cast, 'ledger', LEDGER)
    const params = { params: { id } }
    const discarded = await cast.secretary.call(discardImport, params)
    expect(discarded).toMatchObject({ state: 'discarded', sheets: [], fileName: '台账.csv', rejected: 2 })
    const { imports } = await cast.secretary.call(listImports)
    expect(imports.map((batch) => [batch.id, batch.state])).toEqual([[id, 'discarded']])
    const kept = await transactAsSystem(app.kernel, cast.communityId, async ({ db, communityId }) => [
      (await readTablesSealed(db, communityId, id)).length,
      (await readSliceCounts(db, communityId, id)).length,
    ])
    expect(kept).toEqual([0, 0])
    for (const refused of [
      cast.secretary.call(commitImport, params),
      cast.secretary.call(discardImport, params),
      cast.secretary.call(listImportRows, params),
      cast.secretary.call(remapImport, { ...params, body: { sheets: [] } }),
      cast.secretary.call(rejectedRows, { ...params, body: { reason: '修改后再导入' } }),
    ])
      expect(await refusalOf(refused)).toBe('import-state')
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'import.discarded' } })
    expect(rows).toMatchObject([{ subjectId: id, detail: '台账.csv' }])
  })

  test('cannot be discarded once it is being written', async () => {
    const cast = await makeCast(app)
    const { id } = await checked(cast, 'ledger', LEDGER)
    await cast.secretary.call(commitImport, { params: { id } })
    expect(await refusalOf(cast.secretary.call(discardImport, { params: { id } }))).toBe('import-state')
    await work()
    expect(await cast.secretary.call(readImport, { params: { id } })).toMatchObject({ state: 'committed' })
  })

  test('gives the rejected rows back as a workbook', async () => {
    const cast = await makeCast(app)
    const { id } = await checked(cast, 'ledger', LEDGER)
    const reply = await app.server.inject({
      method: 'POST',
      url: `/api/imports/${id}/rejected`,
      headers: { authorization: `Bearer ${cast.secretary.token}` },
      payload: { reason: '修改后再导入' },
    })
    expect(reply.headers['content-type']).toMatch(/spreadsheetml/)
    expect(reply.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  test('counts the whole numbers among the rejected rows, and on record as opened when they are taken', async () => {
    const cast = await makeCast(app)
    const many = Array.from({ length: PER_HOUR + 1 }, (_, at) => `2,,3,1390001${1000 + at}\n`).join('')
    const { id, numbers } = await checked(cast, 'ledger', `${LEDGER}2,,3,1380000\n${many}`)
    expect(numbers).toBe(PER_HOUR + 3)
    const take = () =>
      app.server.inject({
        method: 'POST',
        url: `/api/imports/${id}/rejected`,
        headers: { authorization: `Bearer ${cast.secretary.token}` },
        payload: { reason: '修改后再导入' },
      })
    for (let turn = 0; turn < 3; turn += 1) expect((await take()).statusCode).toBe(200)
    expect([(await take()).statusCode, (await take()).json<{ code: string }>().code]).toEqual([429, 'too-many-reveals'])
    const { rows: alerts } = await cast.secretary.call(listAlerts, { query: {} })
    expect(alerts.map(({ kind, count }) => [kind, count])).toEqual([
      ['reveals-stopped', 3 * (PER_HOUR + 3)],
      ['many-reveals', PER_HOUR + 3],
    ])
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'import.exported' } })
    expect(rows).toHaveLength(3)
    expect(rows[0]!.detail).toContain(`${PER_HOUR + 3} 个完整号码`)
  })
})

test('a file with a row for every person brings households, and no name', async () => {
  const cast = await makeCast(app)
  const batch = await checked(
    cast,
    'ledger',
    `网格,门牌号,姓名,与户主关系,电话
2-1-1,中区13号,林阿水,户主,13900012345
2-1-1,中区13号,林小水,子,13900012346
2-1-1,中区13号,王美玲,妻,13900012345
2,石湖路1号,陈大明,户主,
2,石湖路1号,陈小明,子,
`,
  )
  const { rows } = await cast.secretary.call(listImportRows, { params: { id: batch.id } })
  expect(rows.map(({ effect, reason }) => [effect, reason])).toEqual([
    ['create', 'merged-row'],
    ['same', 'merged-row'],
    ['same', 'merged-row'],
    [null, 'unknown-grid'],
    [null, 'unknown-grid'],
  ])
  expect(rows[1]!.sentence).toMatch(/并入第 2 行/)
  expect(JSON.stringify(rows)).not.toMatch(/林|王美玲|陈/)
  await cast.secretary.call(commitImport, { params: { id: batch.id } })
  await work()
  const { rows: households } = await cast.secretary.call(listHouseholds, { query: { q: '中区13号' } })
  expect(households).toMatchObject([{ headcount: 3, phonesMasked: ['139····2345', '139····2346'] }])
})

test('a cadastre brings buildings into the grid of their neighbours, and no owner’s name', async () => {
  const cast = await makeCast(app)
  const list = `序号,不动产单元号,权利人,坐落,总层数,建筑面积
1,350599105012JC00001F00010001,林阿水,花厅口村中区3号,3,210.5
2,350599105012JC00002F00010001,王美玲,花厅口村中区13号,2层,180
3,350599105012J800003F00010001,陈大明,花厅口村中区15号,2,180
`
  const batch = await checked(cast, 'cadastre', list)
  expect(batch).toMatchObject({ good: 2, rejected: 1 })
  expect(batch.sheets[0]!.dropped).toEqual(['权利人'])
  await cast.secretary.call(commitImport, { params: { id: batch.id } })
  await work()
  const { rows } = await cast.secretary.call(listBuildings, { query: { q: '中区13号' } })
  expect(rows[0]).toMatchObject({ gridCode: '2-2-1', floors: 2, unitCode: '350599105012JC00002F00010001' })
  const kept = await transactAsSystem(app.kernel, cast.communityId, async ({ db, vault, communityId }) =>
    vault.unpackForCommunity(communityId, await readTablesSealed(db, communityId, batch.id)),
  )
  expect(kept).toMatch(/中区13号/)
  expect(kept).not.toMatch(/林阿水|王美玲|陈大明/)
})

test('a cadastre among the household ledgers is not written as one, and says where it belongs', async () => {
  const cast = await makeCast(app)
  const list = '序号,不动产单元号,坐落,总层数\n1,350599105012JC00001F00010001,中区3号,3\n'
  const { state, problem } = await checked(cast, 'ledger', list)
  expect([state, problem]).toEqual(['failed', LOOKS_LIKE_CADASTRE])
})

test('main house and annex at one door: both rows are good, the ledger has one building, that of the first', async () => {
  const cast = await makeCast(app)
  const list = `不动产单元号,坐落,总层数
350599105012JC00002F00010001,花厅口村中区13号,3
350599105012JC00002F00020001,花厅口村中区13号,1
`
  const batch = await checked(cast, 'cadastre', list)
  expect(batch).toMatchObject({ good: 2, rejected: 0 })
  const { rows } = await cast.secretary.call(listImportRows, { params: { id: batch.id } })
  expect(rows.map(({ effect, reason }) => [effect, reason])).toEqual([
    ['create', null],
    ['same', 'shared-door'],
  ])
  expect(rows[1]!.sentence).toMatch(/第 2 行相同.*以前面那行为准/)
  await cast.secretary.call(commitImport, { params: { id: batch.id } })
  await work()
  const { rows: buildings } = await cast.secretary.call(listBuildings, { query: { q: '中区13号' } })
  expect(buildings).toMatchObject([{ floors: 3, unitCode: '350599105012JC00002F00010001' }])
})

test('tables are kept as they were read, however many rows and sheets', async () => {
  const cast = await makeCast(app)
  const sheet = (name: string, rows: number) => ({
    name,
    headerRow: 1,
    columns: [{ index: 0, name: '门牌号', lines: ['门牌号'] }],
    dropped: ['户主'],
    titles: [],
    rows: Array.from({ length: rows }, (_, at) => ({ row: at + 2, cells: [`中区${at + 1}号\n后排`], personal: 1 })),
    problem: null,
  })
  const tables = [sheet('一', 1201), sheet('二', 0), sheet('三', 500)]
  const kept = await transactAsSystem(app.kernel, cast.communityId, async (own) =>
    unpackTables(own, await packTables(own, tables)),
  )
  expect(kept).toEqual(tables)
})

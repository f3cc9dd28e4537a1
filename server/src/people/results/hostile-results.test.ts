import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { commitImport, listImports, readImport, type ImportBatch } from '@gezhong/shared/people/import/contract'
import { countResults, exportPositives, listPositives, listResultCases } from '@gezhong/shared/people/results/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { strFromU8, unzipSync } from 'fflate'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast } from '../../../test/cast.ts'
import { runImports } from '../import/job.ts'
import { sheetOf, workbookOf } from '../import/test-workbook.ts'

jest.setTimeout(120_000)

const MB = 1024 * 1024
const HEAD = ['姓名', '手机号', '家庭地址', '采样管号', '检测时间', '检测结果']
const GOOD = `${HEAD.join(',')}\n,,,A1001,2022-04-03 10:00,阳性\n`

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
  cast = await makeCast(app)
})

afterAll(() => app.close())

async function upload(fileName: string, content: string | Uint8Array) {
  const boundary = 'line-between-parts'
  const disposition = `content-disposition: form-data; name="file"; filename="${fileName}"`
  const payload = Buffer.concat([
    Buffer.from(`--${boundary}\r\n${disposition}\r\ncontent-type: application/octet-stream\r\n\r\n`),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const { token } = cast.secretary
  const headers = { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` }
  return app.server.inject({ method: 'POST', url: '/api/imports?kind=results', headers, payload })
}

const work = async () => {
  while ((await runImports(app.kernel)) > 0);
}

async function committed(fileName: string, content: string | Uint8Array): Promise<string> {
  const reply = await upload(fileName, content)
  expect(reply.statusCode).toBe(200)
  const { id } = reply.json<ImportBatch>()
  await work()
  await cast.secretary.call(commitImport, { params: { id } })
  await work()
  expect((await cast.secretary.call(readImport, { params: { id } })).state).toBe('committed')
  return id
}

const known = () => cast.secretary.call(countResults, { query: {} })

/** What the page says about a file that cannot be read, whether at once or when it is looked through. */
async function sentenceOf(fileName: string, content: string | Uint8Array): Promise<string> {
  const reply = await upload(fileName, content)
  if (reply.statusCode !== 200) {
    expect([413, 422]).toContain(reply.statusCode)
    return reply.json<{ detail: string }>().detail
  }
  await work()
  const { id } = reply.json<ImportBatch>()
  const { state, problem } = await cast.secretary.call(readImport, { params: { id } })
  expect(state).toBe('failed')
  return problem ?? ''
}

const longCell = () => workbookOf({ 结果: sheetOf([HEAD, ['林东', '', '', 'A1001', '', '阴'.repeat((10 * MB) / 3)]]) })
const bomb = () =>
  workbookOf(
    { 结果: sheetOf([HEAD]) },
    { 'xl/sharedStrings.xml': `<sst>${`<si><t>${'阴'.repeat(1000)}</t></si>`.repeat(40_000)}</sst>` },
  )

describe('a file that cannot be one of results', () => {
  const FILES: [name: string, fileName: string, content: () => string | Uint8Array][] = [
    ['unpacks to 120 MB', '结果.xlsx', bomb],
    ['has a cell of 10 MB', '结果.xlsx', longCell],
    ['has 100,000 columns', '结果.csv', () => `${'检测结果,'.repeat(100_000)}\n${'阴性,'.repeat(100_000)}\n`],
    ['is a cell of 10 MB as text', '结果.csv', () => `${HEAD.join(',')}\n林东,,,A1001,,${'阴'.repeat(3 * MB)}\n`],
    ['is in UTF-16 and cut in half', '结果.csv', () => Buffer.from(GOOD, 'utf16le').subarray(1)],
    ['is a web page', '结果.xls', () => '<html><table><tr><td>检测结果</td></tr></table></html>'],
    ['is a zip cut short', '结果.xlsx', () => workbookOf({ 结果: sheetOf([HEAD]) }).slice(0, 400)],
  ]
  test.each(FILES)('%s: a sentence, nothing lost, and memory bounded', async (_, fileName, content) => {
    const bytes = content()
    const before = await known()
    const least = process.memoryUsage().rss
    const sentence = await sentenceOf(fileName, bytes)
    expect(sentence).toMatch(/[\u4e00-\u9fff].*(请|超过)/)
    expect(sentence.length).toBeLessThan(120)
    expect((process.memoryUsage().rss - least) / MB).toBeLessThan(400)
    expect(await known()).toEqual(before)
    await committed('好的.csv', `${HEAD.join(',')}\n,,,Z${fileName.length}${bytes.length},2022-04-03 10:00,阴性\n`)
  })
})

test('GB18030, as the health system exports it, is read like the same text in UTF-8', async () => {
  // 检测结果, 姓名 and 阴性 in that encoding.
  const bytes = Buffer.from('d0d5c3fb2cbcecb2e2bde1b9fb0ac1d6b6ab2cd2f5d0d40a', 'hex')
  const id = await committed('国标.csv', bytes)
  const { rows } = await cast.secretary.call(listResultCases, { query: { state: 'unknown', size: 500 } })
  expect(rows.filter(({ fileName }) => fileName === '国标.csv').map(({ name, outcome }) => [name, outcome])).toEqual([
    ['林东', 'negative'],
  ])
  expect((await cast.secretary.call(countResults, { query: { import: id } })).unknown).toBe(1)
})

test('what stands in the cells stays text: it runs on no page and in no spreadsheet', async () => {
  const [id, at, tubeId] = [uuidv7(), app.kernel.clock().toISOString(), uuidv7()]
  const endsAt = new Date(app.kernel.clock().getTime() + 3_600_000).toISOString()
  const round = { id, title: '=1+1', gridId: null, method: 'pcr', tubeSize: 10, startsAt: at, endsAt } as const
  await cast.secretary.call(openRound, { body: round })
  const taken = { tubeId, residentId: null, people: 1, takenAt: at }
  const outsider = { name: '=HYPERLINK("x")', phone: '', from: '@SUM(A1)' }
  const samples = [
    { ...taken, id: uuidv7(), householdId: cast.households['中区1号']!.id, outsider: null },
    { ...taken, id: uuidv7(), householdId: null, outsider },
  ]
  const tubes = [{ id: tubeId, gridId: cast.grids['2-1-1']!, code: 'A1001', openedAt: at }]
  await cast.secretary.call(sendSamples, { params: { id }, body: { sentAt: at, tubes, samples, undone: [] } })
  const formula = { xml: '<c t="str"><f>HYPERLINK("http://x","阳性")</f><v>阳性</v></c>' }
  const evil = '<img src=x onerror=alert(1)>'
  const file = workbookOf({
    结果: sheetOf([HEAD, ['', '', '', 'A1001', '', formula], [evil, '', '=cmd|calc', '', '2022-04-03 10:00', '阴性']]),
  })
  await committed('公式.xlsx', file)
  const { rows } = await cast.secretary.call(listResultCases, { query: { state: 'unknown', size: 500 } })
  // As it was written: the page shows it as text.
  expect(rows.find(({ fileName }) => fileName === '公式.xlsx')).toMatchObject({ name: evil, address: '=cmd|calc' })
  expect((await cast.secretary.call(listPositives, { query: {} })).rows.length).toBe(2)
  const reply = await app.server.inject({
    method: 'POST',
    url: exportPositives.path,
    headers: { authorization: `Bearer ${cast.secretary.token}` },
    payload: { reason: '=1+1 上门' },
  })
  const parts = unzipSync(reply.rawPayload)
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!)
  expect(strFromU8(parts['xl/sharedStrings.xml']!)).toContain('=HYPERLINK')
  expect(strFromU8(parts['xl/sharedStrings.xml']!)).toContain('@SUM(A1)')
  expect(sheet).not.toMatch(/<f[ >]/)
})

test('every file that came stands in the list with what became of it', async () => {
  const { imports: rows } = await cast.secretary.call(listImports)
  expect(rows.filter(({ fileName }) => fileName === '公式.xlsx').map(({ state }) => state)).toEqual(['committed'])
  expect(rows.every(({ state }) => state !== 'checking' && state !== 'queued')).toBe(true)
})

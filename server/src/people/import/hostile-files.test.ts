import { describe, expect, jest, test } from '@jest/globals'
import * as fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'
import { cadastreCheck, ledgerCheck } from './check-file.ts'
import { IMPORT_LIMITS } from './limits.ts'
import { readTable } from './read-table.ts'
import { sheetOf, unitCode, workbookOf } from './test-workbook.ts'

// A machine that builds other things meanwhile takes its time.
jest.setTimeout(60_000)

const HEADER = ['不动产单元号', '坐落', '总层数', '备注']
const utf8 = (text: string) => strToU8(text)

/** Why a file was refused; its sentence has to be Chinese, and nothing of the file may stand in it. */
async function refusalOf(bytes: Uint8Array, name = '表.xlsx', limits = IMPORT_LIMITS): Promise<string> {
  try {
    await cadastreCheck(bytes, name, { limits })
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error
    expect(error.sentence).toMatch(/[\u4e00-\u9fff].*(请|超过)/)
    expect(error.sentence.length).toBeLessThan(120)
    return error.reason
  }
  return 'read'
}

const cfb = (text: string) =>
  Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.from(text, 'utf16le')])
const good = workbookOf({ 一: sheetOf([HEADER, [unitCode(1), '东区1号', 3, '']]) })

describe('files that are none', () => {
  test.each([
    ['nothing', new Uint8Array(), '表.xlsx', 'empty'],
    ['old Excel', cfb('Workbook'), '表.xls', 'old-excel'],
    ['WPS', cfb('Workbook'), '表.et', 'old-excel'],
    ['a password', cfb('EncryptedPackage'), '表.xlsx', 'encrypted'],
    ['Word', cfb('WordDocument'), '表.doc', 'not-a-table'],
    ['a web page called xls', utf8('\n<html><table><tr><td>坐落</td></tr></table></html>'), '表.xls', 'web-page'],
    ['a web archive', utf8('MIME-Version: 1.0\n'), '表.xls', 'web-page'],
    ['XML of 2003', utf8('<?xml version="1.0"?><Workbook/>'), '表.xls', 'web-page'],
    ['PDF', utf8('%PDF-1.7 坐落'), '表.pdf', 'not-a-table'],
    ['a picture', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]), '表.jpg', 'not-a-table'],
    ['a rar', utf8('Rar!\u001a'), '表.rar', 'not-a-table'],
    ['a docx', zipSync({ 'word/document.xml': utf8('<a/>') }), '表.xlsx', 'not-a-table'],
    [
      'an ods',
      zipSync({ mimetype: [utf8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }] }),
      '表.ods',
      'not-a-table',
    ],
    ['an xlsb', zipSync({ 'xl/workbook.bin': utf8('x') }), '表.xlsx', 'old-excel'],
    ['a zip of something', zipSync({ 'a.txt': utf8('坐落') }), '表.xlsx', 'damaged'],
    ['binary called csv', Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256), '表.csv', 'not-a-table'],
    ['prose', utf8('今天下午三点开会\n请大家准时\n'), '表.csv', 'no-header'],
    ['an open quote', utf8(`坐落,总层数\n"东区1号,3\n${'东区2号,3\n'.repeat(9000)}`), '表.csv', 'not-a-table'],
    ['an open quote at the end', utf8('坐落,总层数\n东区1号,"3\n'), '表.csv', 'not-a-table'],
    ['a text of one line of 1 MB', utf8('坐'.repeat(1_000_000)), '表.csv', 'cell-too-long'],
  ])('%s', async (_, bytes, name, reason) => expect(await refusalOf(bytes, name)).toBe(reason))

  test('a zip that ends early, wherever it ends, and one with a wrong byte', async () => {
    for (let length = 4; length < good.length; length += 7) {
      expect(['damaged', 'not-a-table']).toContain(await refusalOf(good.slice(0, length)))
    }
    const sheet = workbookOf({
      一: sheetOf([HEADER, ...Array.from({ length: 50 }, (_, at) => [unitCode(at), `东区${at}号`, 3, ''])]),
    })
    const at = Buffer.from(sheet).indexOf('sheet1.xml') + 60
    sheet[at] = (sheet[at] ?? 0) ^ 0xff
    expect(await refusalOf(sheet)).toBe('damaged')
  })

  test('a text that changed on the way is noticed by its checksum', async () => {
    const stored = zipSync(unzipSync(good), { level: 0 })
    expect(await refusalOf(stored)).toBe('read')
    const at = Buffer.from(stored).indexOf('东区1号') + '东区'.length * 3
    stored[at] = '7'.charCodeAt(0)
    expect(await refusalOf(stored)).toBe('damaged')
  })

  test('a small zip that unpacks to gigabytes', async () => {
    const bomb = workbookOf({
      一: `<sheetData><row r="1"><c r="A1"><v>1</v></c></row>${'<row></row>'.repeat(300_000)}</sheetData>`,
    })
    expect(bomb.length).toBeLessThan(200_000)
    expect(await refusalOf(bomb, '表.xlsx', { ...IMPORT_LIMITS, unpackedBytes: 1_000_000 })).toBe('too-large')
    const texts = workbookOf(
      { 一: sheetOf([HEADER]) },
      { 'xl/sharedStrings.xml': `<sst>${'<si><t>x</t></si>'.repeat(60_000)}</sst>` },
    )
    expect(await refusalOf(texts, '表.xlsx', { ...IMPORT_LIMITS, textBytes: 500_000 })).toBe('too-large')
  })

  test('entities that expand, in a document type or by reference, do nothing', async () => {
    const sheet = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${sheetOf([HEADER, [unitCode(1), '东区1号', 3, '']])}`
    expect(await refusalOf(workbookOf({ 一: sheet }))).toBe('damaged')
    const literal = sheetOf([
      HEADER,
      [unitCode(1), '东区1号', 3, { xml: '<c t="inlineStr"><is><t>&lol; &#xD800; &amp;lt; &#99999999;</t></is></c>' }],
    ])
    const { rows } = await cadastreCheck(workbookOf({ 一: literal }), '表.xlsx')
    expect(rows[0]?.stored?.remark).toBe('&lol; \uFFFD &lt; &#99999999;')
  })

  test('limits on cells, rows, columns, sheets and bytes', async () => {
    const long = workbookOf({ 一: sheetOf([HEADER, [unitCode(1), '东区1号', 3, '长'.repeat(1_000_000)]]) })
    expect(await refusalOf(long)).toBe('cell-too-long')
    const gap = workbookOf({ 一: `<sheetData>${' '.repeat(2_000_000)}</sheetData>` })
    expect(await refusalOf(gap)).toBe('cell-too-long')
    expect(await refusalOf(good, '表.xlsx', { ...IMPORT_LIMITS, rows: 1 })).toBe('too-many-rows')
    expect(await refusalOf(good, '表.xlsx', { ...IMPORT_LIMITS, cells: 3 })).toBe('too-many-rows')
    expect(await refusalOf(good, '表.xlsx', { ...IMPORT_LIMITS, columns: 2 })).toBe('too-many-columns')
    expect(await refusalOf(good, '表.xlsx', { ...IMPORT_LIMITS, bytes: 100 })).toBe('too-large')
    expect(await refusalOf(utf8('坐落,层数,备注\n东区1号,3,x\n'), '表.csv', { ...IMPORT_LIMITS, columns: 2 })).toBe(
      'too-many-columns',
    )
    expect(await refusalOf(utf8('坐落,层数\n东区1号,3\n东区2号,3\n'), '表.csv', { ...IMPORT_LIMITS, rows: 2 })).toBe(
      'too-many-rows',
    )
    const many = Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`表${at}`, '<sheetData/>']))
    expect(await refusalOf(workbookOf(many))).toBe('too-many-sheets')
  })

  test('addresses that lead backwards or nowhere', async () => {
    const sheet = (rows: string) => workbookOf({ 一: `<sheetData>${rows}</sheetData>` })
    expect(await refusalOf(sheet('<row r="5"/><row r="4"/>'))).toBe('damaged')
    expect(await refusalOf(sheet('<row r="99999999"/>'))).toBe('damaged')
    expect(await refusalOf(sheet('<row r="1"><c r="B1"/><c r="A1"/></row>'))).toBe('damaged')
    expect(await refusalOf(sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'))).toBe('damaged')
    expect(
      await refusalOf(workbookOf({ 一: '' }, { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c ' })),
    ).toBe('damaged')
  })

  test('merged cells that overlap a thousandfold cost nothing', async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => [unitCode(at), `东区${at}号`, 3, ''])
    const merges = Array.from({ length: 20_000 }, (_, at) => `C${(at % 2000) + 2}:C3000`)
    const before = performance.now()
    expect((await cadastreCheck(workbookOf({ 一: sheetOf([HEADER, ...rows], merges) }), '表.xlsx')).rows).toHaveLength(
      3000,
    )
    expect(performance.now() - before).toBeLessThan(10_000)
  })

  test('long cells of brackets, quotes and digits take no more than their length', async () => {
    const before = performance.now()
    for (const piece of ['(', '【', '1', '第', '同上', '1380000', '栋2单元', '_x', '&', ' ', '合计', '共']) {
      const cell = piece.repeat(Math.floor(30_000 / piece.length))
      const rows = Array.from({ length: 30 }, () => `"${cell}","${cell}","${cell}"`)
      const text = utf8(`坐落,总层数,备注\n东区1号,3,\n${rows.join('\n')}`)
      await cadastreCheck(text, '表.csv')
      await ledgerCheck(text, '表.csv')
    }
    expect(performance.now() - before).toBeLessThan(20_000)
  })

  test('rows that reach far to the right, and merged cells without number, are counted', async () => {
    const wide = `<sheetData>${Array.from({ length: 200 }, (_, at) => `<row r="${at + 1}"><c r="IV${at + 1}"><v>1</v></c></row>`).join('')}</sheetData>`
    expect(await refusalOf(workbookOf({ 一: wide }), '表.xlsx', { ...IMPORT_LIMITS, cells: 10_000 })).toBe(
      'too-many-rows',
    )
    const merges = Array.from({ length: 50 }, () => 'A2:A3')
    const merged = workbookOf({ 一: sheetOf([HEADER, [unitCode(1), '东区1号', 3, '']], merges) })
    expect(await refusalOf(merged, '表.xlsx', { ...IMPORT_LIMITS, rows: 20 })).toBe('too-many-rows')
  })

  test('whatever the bytes, there is a table or a refusal', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.uint8Array({ maxLength: 200 }).map((tail) => Uint8Array.from([0x50, 0x4b, 3, 4, ...tail])),
      fc.string({ unit: 'grapheme', maxLength: 400 }).map(utf8),
      fc
        .string({ unit: fc.constantFrom('坐落', '门牌号', ',', '\n', '"', '1', '同上', '{', '<', '\t', '\0') })
        .map(utf8),
      fc.tuple(fc.nat(), fc.nat({ max: 255 })).map(([at, byte]) => good.with(at % good.length, byte)),
    )
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom('a.csv', 'a.xlsx', 'a.geojson', 'a'), async (file, name) => {
        for (const check of [cadastreCheck, ledgerCheck]) {
          const error = await check(file, name).then(
            () => null,
            (reason: unknown) => reason,
          )
          if (error !== null) expect(error).toBeInstanceOf(ImportRefusal)
        }
      }),
      { numRuns: 400 },
    )
  })
})

test('what no database can hold is dropped from cells and headings', async () => {
  const feature = { type: 'Feature', properties: { '坐落\ud800': '东区1号\0', '备注\0': '\udc00租客' }, geometry: null }
  const file = utf8(JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
  const [table] = await readTable(file, '楼.geojson', { kind: 'cadastre' })
  expect(table!.columns.map(({ name }) => name)).toEqual(['坐落', '备注'])
  expect(table!.rows.map(({ cells }) => cells)).toEqual([['东区1号', '租客']])
})

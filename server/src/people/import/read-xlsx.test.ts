import { describe, expect, jest, test } from '@jest/globals'
import writeXlsxFile from 'write-excel-file/node'
import { cadastreCheck, ledgerCheck } from './check-file.ts'
import { readTable } from './read-table.ts'
import { sheetOf, unitCode, workbookOf } from './test-workbook.ts'

// A machine that builds other things meanwhile takes its time.
jest.setTimeout(60_000)

const HEADER = ['序号', '不动产单元号', '权利人', '坐落', '幢号', '房屋结构', '总层数', '建筑面积（㎡）']

const doorsOf = async (bytes: Uint8Array) =>
  (await cadastreCheck(bytes, '表.xlsx')).rows.map(({ row, door, reason }) => [row, door, reason])

describe('xlsx', () => {
  test('merged cells of data rows count for every row they span', async () => {
    const bytes = workbookOf({
      一: sheetOf(
        [
          ['溪头村房屋公示表'],
          HEADER,
          [1, unitCode(1, 1), '林甲', '溪头村东区1号', 1, '钢混', 3, 270],
          [2, unitCode(1, 2), '', '', 2, '', 1, 30],
          ['', '', '小计：2幢'],
          [3, unitCode(2), '林乙', '溪头村东区2号', 1, '砖木', 2, 180],
        ],
        ['A1:H1', 'C3:C4', 'D3:D4', 'F3:F5', 'B5:D5'],
      ),
    })
    const { rows, sheets } = await cadastreCheck(bytes, '表.xlsx')
    expect(
      rows.map(({ row, door, reason, stored }) => [row, door, reason, stored?.structure, stored?.buildingNumber]),
    ).toEqual([
      [3, '东区1号', null, '钢混', '1'],
      [4, '东区1号', null, '钢混', '2'],
      [6, '东区2号', null, '砖木', '1'],
    ])
    expect(rows[1]?.warnings.map((warning) => warning.code)).toEqual(['shared-door'])
    expect(sheets[0]?.table.dropped).toEqual(['权利人'])
    expect(JSON.stringify(sheets)).not.toMatch(/林[甲乙]/)
  })

  test('a merged unit code is the same code twice', async () => {
    const rows = [HEADER, [1, unitCode(1), '', '东区1号', 1], [2, '', '', '东区2号', 2]]
    expect(await doorsOf(workbookOf({ 一: sheetOf(rows, ['B2:B3']) }))).toEqual([
      [2, '东区1号', null],
      [3, '东区2号', 'duplicate-code'],
    ])
  })

  test('a header of two lines with merged groups', async () => {
    const bytes = workbookOf({
      一: sheetOf(
        [
          ['单位：㎡'],
          ['序号', '宗地', '', '房屋', '', '', '面积', ''],
          ['', '代码', '面积', '坐落', '结构', '总层数', '占地', '建筑'],
          ['1', '2', '3', '4', '5', '6', '7', '8'],
          [1, unitCode(1).slice(0, 19), 120, '东区1号', '混合', 3, 90, 270],
        ],
        ['A2:A3', 'B2:C2', 'D2:F2', 'G2:H2'],
      ),
    })
    const { rows } = await cadastreCheck(bytes, '表.xlsx')
    expect(rows.map((row) => row.stored)).toMatchObject([
      { door: '东区1号', landArea: 120, footprintArea: 90, floorArea: 270, floors: 3, structure: '混合' },
    ])
  })

  test('several sheets: empty, notes, hidden, another order of columns', async () => {
    const bytes = workbookOf(
      {
        说明: sheetOf([['填表说明'], ['请按要求填写']]),
        旧稿: sheetOf([HEADER, [1, unitCode(1), '', '东区9号']]),
        一期: sheetOf([HEADER, [1, unitCode(1), '', '东区1号']]),
        空: '<sheetData/>',
        二期: sheetOf([
          ['坐落', '层数', '不动产单元代码'],
          ['东区2号', '三', unitCode(2)],
          ['东区3号', '2', unitCode(1)],
        ]),
      },
      {},
      { 旧稿: 'state="hidden"' },
    )
    const { rows, skipped } = await cadastreCheck(bytes, '表.xlsx')
    expect(rows.map(({ sheet, row, reason }) => [sheet, row, reason])).toEqual([
      ['一期', 2, null],
      ['二期', 2, null],
      ['二期', 3, 'duplicate-code'],
    ])
    expect(skipped.map((sheet) => sheet.name)).toEqual(['说明', '空'])
  })

  test('formulas give the result that the file holds; one without a result is said to be one', async () => {
    const bytes = workbookOf({
      一: sheetOf([
        ['不动产单元号', '坐落', '总层数', '建筑面积'],
        [
          unitCode(1),
          { xml: '<c t="str"><f>"东区"&amp;1&amp;"号"</f><v>东区1号</v></c>' },
          3,
          { xml: '<c><f>90*3</f><v>270</v></c>' },
        ],
        [unitCode(2), '东区2号', 3, { xml: '<c><f>SUM(A1:A2)</f><v></v></c>' }],
        [unitCode(3), { xml: '<c t="e"><v>#REF!</v></c>' }, 3, 90],
        [{ xml: '<c><v>3.50582105099e+27</v></c>' }, '东区4号', 3, 90],
      ]),
    })
    const { rows } = await cadastreCheck(bytes, '表.xlsx')
    expect(rows.map((row) => row.reason)).toEqual([null, 'bad-area', 'no-door', 'bad-code'])
    expect(rows[0]?.stored).toMatchObject({ door: '东区1号', floorArea: 270 })
    expect(rows[1]?.reasons[0]?.sentence).toContain('公式')
  })

  test('a door that Excel turned into a date is said to be one', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs></styleSheet>'
    const rows = [
      ['网格', '门牌号', '人数'],
      [2, { xml: '<c s="1"><v>44689</v></c>' }, 3],
      [2, { xml: '<c s="2"><v>44690</v></c>' }, 3],
      [2, { xml: '<c s="0"><v>12</v></c>' }, 3],
    ]
    const { rows: verdicts } = await ledgerCheck(
      workbookOf({ 一: sheetOf(rows) }, { 'xl/styles.xml': styles }),
      '表.xlsx',
    )
    expect(verdicts.map(({ door, reason }) => [door, reason])).toEqual([
      [null, 'bad-door'],
      [null, 'bad-door'],
      ['12号', null],
    ])
    for (const verdict of verdicts.slice(0, 2)) expect(verdict.reasons[0]?.sentence).toContain('日期')
  })

  test('shared texts with runs, reading aids, escapes and prefixes of the namespace', async () => {
    const texts =
      '<sst><si><t>坐落</t></si><si><t>总层数</t></si><si><r><t>东区</t></r><r><t>１号</t></r><rPh><t>dong</t></rPh></si><si><t>3_x000D_</t></si></sst>'
    const sheet =
      '<x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row><x:row><x:c t="s"><x:v>2</x:v></x:c><x:c t="s"><x:v>3</x:v></x:c></x:row></x:sheetData>'
    const { rows } = await cadastreCheck(workbookOf({ 一: sheet }, { 'xl/sharedStrings.xml': texts }), '表.xlsx')
    expect(rows.map(({ row, door, stored }) => [row, door, stored?.floors])).toEqual([[2, '东区1号', 3]])
  })

  test('what another library wrote', async () => {
    const data = [
      [{ value: '溪头村台账', span: 4 }, null, null, null],
      ['网格', '门牌号', '人数', '联系电话'].map((value) => ({ value })),
      [{ value: 2 }, { value: '溪头村东区1号' }, { value: 3 }, { value: 13_812_345_678 }],
      [{ value: '2' }, { value: '溪头村东区2号' }, { value: '三人' }, { value: '138 1234 5679' }],
    ]
    const bytes = await writeXlsxFile(data).toBuffer()
    const { rows } = await ledgerCheck(bytes, '台账.xlsx')
    expect(rows.map((row) => row.stored)).toMatchObject([
      { grid: '2', door: '东区1号', headcount: 3, phone: '13812345678' },
      { grid: '2', door: '东区2号', headcount: 3, phone: '13812345679' },
    ])
  })

  test('formatted blank rows, of which offices hand out a million, are no rows', async () => {
    const blank = Array.from(
      { length: 60_000 },
      (_, at) => `<row r="${at + 10}"><c r="A${at + 10}" s="1"/></row>`,
    ).join('')
    const sheet = sheetOf([HEADER, [1, unitCode(1), '', '东区1号']]).replace('</sheetData>', `${blank}</sheetData>`)
    expect(await doorsOf(workbookOf({ 一: sheet }))).toEqual([[2, '东区1号', null]])
  })

  test('progress is told, and a stopped reading stops', async () => {
    const rows = Array.from({ length: 6000 }, (_, at) => [at, unitCode(at), '', `东区${at}号`])
    const bytes = workbookOf({ 一: sheetOf([HEADER, ...rows]) })
    const shares: number[] = []
    await readTable(bytes, '表.xlsx', { kind: 'cadastre', onProgress: ({ share }) => shares.push(share) })
    expect(shares.length).toBeGreaterThan(2)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(Math.max(...shares)).toBeLessThanOrEqual(1)
    const stop = new AbortController()
    const reading = readTable(bytes, '表.xlsx', {
      kind: 'cadastre',
      signal: stop.signal,
      onProgress: ({ rows }) => rows > 0 && stop.abort(new Error('stopped')),
    })
    await expect(reading).rejects.toThrow('stopped')
  })
})

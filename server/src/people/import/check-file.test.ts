import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, jest, test } from '@jest/globals'
import { LOOKS_LIKE_CADASTRE } from '@gezhong/shared/people/import/looks-like-cadastre'
import * as fc from 'fast-check'
import readXlsxFile from 'read-excel-file/node'
import { cadastreCheck, flatVerdict, ledgerCheck } from './check-file.ts'
import { rejectedFile, rejectedSheets } from './rejected-file.ts'
import { sheetOf, unitCode, workbookOf } from './test-workbook.ts'

// A machine that builds other things meanwhile takes its time.
jest.setTimeout(60_000)

const utf8 = (text: string) => new TextEncoder().encode(text)
const DATA = new URL('../../../../../shared/data/', import.meta.url)
const SAMPLE = new URL('cadastre/huatingkou/', DATA)

if (existsSync(new URL('expected.json', SAMPLE))) {
  describe('the sample village', () => {
    test('its cadastral list is judged exactly as labelled', async () => {
      const expected = JSON.parse(readFileSync(new URL('expected.json', SAMPLE), 'utf8')) as {
        rows: unknown[]
        good: number
        rejected: number
      }
      const name = '房屋建筑面积测量公示表.xlsx'
      const { rows, sheets } = await cadastreCheck(readFileSync(new URL(name, SAMPLE)), name)
      expect(rows.map(({ sheet, row, door, verdict, reason }) => ({ sheet, row, door, verdict, reason }))).toEqual(
        expected.rows,
      )
      expect(rows.filter((row) => row.verdict === 'good')).toHaveLength(expected.good)
      expect(sheets.map(({ table }) => table.dropped)).toEqual([['权利人'], ['权利人']])
    })

    test('its footprints and its ledger are good throughout', async () => {
      const footprints = await cadastreCheck(readFileSync(new URL('buildings.geojson', SAMPLE)), 'buildings.geojson')
      expect(footprints.rows.map((row) => row.verdict)).toEqual(Array.from({ length: 184 }, () => 'good'))
      const ledger = await ledgerCheck(readFileSync(new URL('chain/huatingkou/ledger.csv', DATA)), 'ledger.csv')
      expect(ledger.rows).toHaveLength(268)
      expect(ledger.rows.every((row) => row.verdict === 'good' && row.warnings.length === 0)).toBe(true)
    })
  })
}

const village = workbookOf({
  '公示（一期）': sheetOf(
    [
      ['溪头村房屋面积测量公示表'],
      ['单位：平方米', '', '', '', '', '', '公示期：15日'],
      ['序号', '不动产单元号', '权利人', '坐落', '房屋结构', '总层数', '建筑面积\n(㎡)', '备注'],
      [1, unitCode(1), '林甲', '溪头村上厝1号', '混合', '3层', 270.5, ''],
      [2, unitCode(2), '林乙', '溪头村上厝二号', '同上', '三', '—', '证 350582199001011234'],
      [3, unitCode(1), '林丙', '溪头村上厝1号', '混合', 3, 250, ''],
      ['', '', '', '小计：3户', '', '', { xml: '<c><f>SUM(G4:G6)</f><v></v></c>' }, ''],
      [4, `350582105099J8${'00004F00010001'}`, '林丁', '溪头村下厝5号', '混合', 3, 250, '=cmd|"/c calc"!A1'],
      [5, unitCode(5), '林戊', '', '混合', 3, 250, '坐落不详'],
      [6, unitCode(6), '林己', '溪头村下厝7号', '混合', -2, 250, '+1'],
      ['合计', '', '', '', '', '', 1520.5, ''],
      ['测绘单位（盖章）：', '', '', '异议电话：0595-85000000'],
    ],
    ['A1:H1'],
  ),
})

describe('checking a file', () => {
  test('every data row has its verdict, in order, and no other row has one', async () => {
    const { rows } = await cadastreCheck(village, '公示.xlsx')
    expect(rows.map(({ row, door, reason }) => [row, door, reason])).toEqual([
      [4, '上厝1号', null],
      [5, '上厝2号', null],
      [6, '上厝1号', 'duplicate-code'],
      [8, '下厝5号', 'bad-code'],
      [9, null, 'no-door'],
      [10, '下厝7号', 'bad-floors'],
    ])
  })

  test('a cadastral list given as a household ledger is not read as one', async () => {
    const { sheets, skipped, rows } = await ledgerCheck(village, '公示.xlsx')
    expect([sheets.length, rows.length]).toEqual([0, 0])
    expect(skipped.map(({ problem }) => problem)).toEqual([LOOKS_LIKE_CADASTRE])
  })

  test('owners and identity numbers are nowhere in what is kept', async () => {
    const everything = JSON.stringify(await cadastreCheck(village, '公示.xlsx'))
    expect(everything).not.toMatch(/林[甲乙丙丁戊己]|350582199001011234/)
    expect(everything).toContain('［证件号不保存］')
  })

  test('the line that the command prints', async () => {
    const { rows } = await cadastreCheck(village, '公示.xlsx')
    const [first] = rows
    const fourth = rows[3]
    if (first === undefined || fourth === undefined) throw new Error('rows are missing')
    expect(flatVerdict(first)).toMatchObject({
      sheet: '公示（一期）',
      row: 4,
      door: '上厝1号',
      verdict: 'good',
      reason: null,
      unitCode: unitCode(1),
      floors: 3,
      floorArea: 270.5,
    })
    expect(flatVerdict(fourth)).toMatchObject({
      verdict: 'rejected',
      reason: 'bad-code',
      suggestion: `350582105099JB${'00004F00010001'}`,
    })
    expect(flatVerdict(fourth)).not.toHaveProperty('floors')
  })

  test('a correction of the columns is followed, one that cannot be is refused', async () => {
    const name = '公示（一期）'
    const { rows } = await cadastreCheck(village, '公示.xlsx', { mapping: { [name]: { door: 7, floors: null } } })
    expect(rows.at(-1)).toMatchObject({ door: null, reason: 'no-door' })
    expect(rows.at(-1)?.reasons).toHaveLength(1)
    for (const mapping of [{ door: 2 }, { door: 99 }, { owner: 2 }]) {
      await expect(cadastreCheck(village, '公示.xlsx', { mapping: { [name]: mapping } })).rejects.toMatchObject({
        reason: 'wrong-mapping',
      })
    }
  })

  test('progress adds up', async () => {
    const seen: { passed: number; total: number; good: number; rejected: number }[] = []
    await cadastreCheck(village, '公示.xlsx', { onProgress: (progress) => seen.push(progress) })
    expect(seen.at(-1)).toMatchObject({ passed: 9, total: 9, good: 2, rejected: 4 })
  })

  test('whatever stands in the cells, each row with a code has exactly one verdict, in order', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        '同上',
        '—',
        '小计',
        '合计：3',
        '东区1号',
        '溪头村上厝2号',
        '3',
        '-1',
        '三',
        '1e9',
        '=1+1',
        '#REF!',
        '盖章',
        '混合',
        unitCode(1),
        '3.5E+27',
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 99 }), fc.array(cell, { minLength: 4, maxLength: 4 })), { maxLength: 30 }),
        async (given) => {
          const quoted = given.map(([parcel, cells]) =>
            [unitCode(parcel), ...cells].map((text) => `"${text.replaceAll('"', '""')}"`).join(','),
          )
          const { rows } = await cadastreCheck(
            utf8(
              ['不动产单元号,坐落,房屋结构,总层数,建筑面积', '"350582105099JC99999","东区9号",,,', ...quoted].join(
                '\n',
              ),
            ),
            'a.csv',
          )
          expect(rows.map((row) => row.row)).toEqual(Array.from({ length: given.length + 1 }, (_, at) => at + 2))
          for (const row of rows) {
            expect(row.verdict === 'good').toBe(row.reason === null && row.stored !== null)
            if (row.verdict === 'good') expect(row.door).not.toBeNull()
          }
          const codes = rows.filter((row) => row.verdict === 'good').map((row) => row.stored?.unitCode ?? row.row)
          expect(new Set(codes).size).toBe(codes.length)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('the file of rejected rows', () => {
  const MARK = '导出人：林书记  时间：2022-04-03 9:42  用途：修改后再导入  仅供本次工作使用，不得外传'

  const rejected = async () => {
    const { rows, sheets } = await cadastreCheck(village, '公示.xlsx')
    return rejectedFile(
      rejectedSheets(
        sheets.map(({ table }) => table),
        rows,
      ),
      MARK,
    )
  }

  test('another library reads it: original columns but the owner, the row number, the reason', async () => {
    const [sheet] = await readXlsxFile(await rejected())
    expect(sheet?.sheet).toBe('公示（一期）')
    expect(sheet?.data[1]).toEqual([
      '序号',
      '不动产单元号',
      '坐落',
      '房屋结构',
      '总层数',
      '建筑面积\n(㎡)',
      '备注',
      '原行号',
      '原因',
    ])
    expect(sheet?.data.slice(2).map((row) => [row[2], row[7]])).toEqual([
      ['溪头村上厝1号', '6'],
      ['溪头村下厝5号', '8'],
      [null, '9'],
      ['溪头村下厝7号', '10'],
      [null, null],
    ])
    expect(sheet?.data.at(-1)?.[0]).toBe(MARK)
    expect(sheet?.data[3]?.[8]).toContain('单元号第 14 位')
  })

  test('texts that begin like a formula stay texts', async () => {
    const bytes = await rejected()
    const [sheet] = await readXlsxFile(bytes)
    expect(sheet?.data[3]?.[6]).toBe('=cmd|"/c calc"!A1')
    expect(sheet?.data[5]?.[6]).toBe('+1')
    const { rows } = await cadastreCheck(bytes, '退回.xlsx')
    expect(rows).toHaveLength(4)
  })

  test('mended and uploaded again it is read like the original', async () => {
    const { rows, sheets } = await cadastreCheck(await rejected(), '退回.xlsx')
    expect(rows.map(({ door, reason }) => [door, reason])).toEqual([
      ['上厝1号', null],
      ['下厝5号', 'bad-code'],
      [null, 'no-door'],
      ['下厝7号', 'bad-floors'],
    ])
    expect(sheets[0]?.table.dropped).toEqual([])
  })

  test('odd characters and names of sheets survive or are made harmless', async () => {
    const table = { name: '一[二]:*?/'.repeat(9), columns: [{ index: 0, name: '<&"\'_x0041_', lines: [] }], titles: [] }
    const bytes = await rejectedFile(
      [
        { table, rows: [{ row: 1, cells: ['\u0001\ud800<b>&amp;'], sentence: '不行' }] },
        { table, rows: [] },
      ],
      MARK,
    )
    const [first, second] = await readXlsxFile(bytes)
    expect(first?.sheet).not.toBe(second?.sheet)
    expect(first?.sheet.length).toBeLessThanOrEqual(31)
    expect(first?.data[0]?.[0]).toContain('<&"')
    expect(first?.data[1]?.[2]).toBe('不行')
  })
})

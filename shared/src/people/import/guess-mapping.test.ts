import { describe, expect, test } from '@jest/globals'
import type { ImportKind } from './contract.ts'
import { guessMapping } from './guess-mapping.ts'
import type { SheetTable } from './sheet-table.ts'

const tableOf = (names: string[], rows: string[][], headerRow = 1): SheetTable => ({
  name: '表',
  headerRow,
  columns: names.map((name, index) => ({ index, name, lines: name === '' ? [] : name.split('+') })),
  dropped: [],
  titles: [],
  rows: rows.map((cells, at) => ({ row: headerRow + 1 + at, cells, personal: 0 })),
  problem: null,
})

/** The columns that were found, by field. */
const guess = (kind: ImportKind, names: string[], rows: string[][], headerRow = 1) =>
  Object.fromEntries(
    Object.entries(guessMapping(tableOf(names, rows, headerRow), kind)).filter(([, column]) => column !== null),
  )

const CODE = (n: number) => `350582105012JC0000${n}F00010001`
const six = <T>(make: (n: number) => T): T[] => [1, 2, 3, 4, 5, 6].map(make)

describe('guessing the columns', () => {
  test('an office that writes pinyin abbreviations, in another order', () => {
    const names = ['ZL', 'ZCS', 'JZMJ', 'ZZDMJ', 'FWJG', 'BDCDYH', 'ZDDM', 'ZDMJ', 'BZ', 'OBJECTID']
    const rows = six((n) => [
      `东区${n}号`,
      '3',
      '270.5',
      '90.1',
      '混合',
      CODE(n),
      CODE(n).slice(0, 19),
      '120',
      '',
      String(n),
    ])
    expect(guess('cadastre', names, rows)).toEqual({
      door: 0,
      floors: 1,
      floorArea: 2,
      footprintArea: 3,
      structure: 4,
      unitCode: 5,
      parcelCode: 6,
      landArea: 7,
      remark: 8,
    })
  })

  test('the ledger as it is exported here', () => {
    const names = ['网格', '门牌', '人数', '电话', '居住', '优先', '备注', '登记人员']
    const rows = six((n) => ['2-1', `中区${n}号`, '3', '138····0001', '封存', '', '', '0'])
    const { grid, door, headcount, phone, occupancy, priority, remark } = guess('ledger', names, rows)
    expect([grid, door, headcount, occupancy, priority, remark]).toEqual([0, 1, 2, 4, 5, 6])
    // Masked numbers are no numbers: those in the ledger stay.
    expect(phone).toBe(undefined)
  })

  test('headings of two lines', () => {
    const names = ['宗地+代码', '宗地+面积', '房屋+坐落', '面积（㎡）+占地', '面积（㎡）+建筑']
    const rows = six((n) => [CODE(n).slice(0, 19), '120', `东区${n}号`, '90', '270'])
    expect(guess('cadastre', names, rows)).toEqual({
      parcelCode: 0,
      landArea: 1,
      door: 2,
      footprintArea: 3,
      floorArea: 4,
    })
  })

  test('codes and doors under headings that nobody knows', () => {
    const rows = six((n) => [String(n), CODE(n), `花厅口村东区${n}号`])
    expect(guess('cadastre', ['编号', '统一编码甲', '某某'], rows)).toEqual({ unitCode: 1, door: 2 })
  })

  test('a heading that its values contradict is not believed', () => {
    const rows = six((n) => [`1380000111${n}`, `东区${n}号`])
    expect(guess('ledger', ['门牌号', '住户信息'], rows)).toEqual({ door: 1, phone: 0 })
  })

  test('a parcel column that holds unit codes', () => {
    expect(
      guess(
        'cadastre',
        ['宗地编码', '坐落'],
        six((n) => [CODE(n), `东区${n}号`]),
      ),
    ).toEqual({ unitCode: 0, door: 1 })
  })

  test('the words villages use in a ledger', () => {
    const names = ['序号', '所属网格', '户主', '家庭住址', '常住人口', '联系方式', '网格员电话', '情况说明']
    const rows = six((n) => [String(n), '2', '某某', `中区${n}号`, '3', `1380000111${n}`, '13900000000', ''])
    expect(guess('ledger', names, rows)).toEqual({ grid: 1, names: 2, door: 3, headcount: 4, phone: 5, remark: 7 })
  })

  test('a street beside a number', () => {
    const rows = six((n) => ['中区', String(n), '3'])
    expect(guess('ledger', ['坐落', '门牌号', '人数'], rows)).toEqual({ area: 0, door: 1, headcount: 2 })
    expect(
      guess(
        'ledger',
        ['小区', '楼栋', '单元', '房号', '人数'],
        six((n) => ['海丝花园', '3', '1', `10${n}`, '2']),
      ),
    ).toEqual({
      area: 0,
      building: 1,
      unit: 2,
      room: 3,
      headcount: 4,
    })
  })

  test('a ledger without any heading', () => {
    const rows = [3, 5, 2, 4, 1, 6].map((heads, at) => ['2', `中区${at + 1}号`, String(heads), `1380000111${at}`])
    expect(guess('ledger', ['', '', '', ''], rows, 0)).toEqual({ grid: 0, door: 1, headcount: 2, phone: 3 })
  })
})

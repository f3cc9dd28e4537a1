import { describe, expect, test } from '@jest/globals'
import { RowSorter, tellingWord } from './row-kind.ts'
import type { SheetTable } from './sheet-table.ts'

const names = ['序号', '不动产单元号', '坐落', '房屋结构', '总层数', '建筑面积（㎡）', '备注']
const table: SheetTable = {
  name: '表',
  headerRow: 3,
  columns: names.map((name, index) => ({ index, name, lines: [name] })),
  dropped: ['权利人'],
  titles: [],
  rows: [],
  problem: null,
}
const mapping = { unitCode: 1, door: 2, structure: 3, floors: 4, floorArea: 5, remark: 6 }
const sorter = new RowSorter(table, mapping)
const kindOf = (cells: string[], row = 50, personal = 0) => sorter.kindOf({ row, cells, personal })
const CODE = '350582105012JC00001F00010001'

describe('which rows are data', () => {
  test.each([
    ['a whole row', ['1', CODE, '东区1号', '混合', '3', '90', '']],
    ['a code without a door', ['1', CODE, '', '', '', '', '坐落不详']],
    ['a code that became a number', ['1', '3.5e+27', '', '', '', '', '']],
    ['a door alone', ['', '', '东区1号', '', '', '', '']],
    ['numbers without a door', ['7', '', '', '混合', '3', '90', '']],
    ['a total in the remark', ['1', '', '东区1号', '混合', '3', '90', '合计3间']],
  ])('%s', (_, cells) => expect(kindOf(cells)).toBe('data'))

  test('a row of which only the owner is known is data', () => {
    expect(kindOf(['5', '', '', '', '', '', ''], 50, 1)).toBe('data')
    expect(kindOf(['5', '', '', '', '', '', ''], 50, 0)).toBe('note')
  })

  test.each([
    ['subtotal', ['', '', '小计：40户', '', '', '', '']],
    ['subtotal', ['合  计', '', '', '', '', '6120.5', '']],
    ['subtotal', ['', '', '（本页小计）', '', '', '300', '']],
    ['heading', ['序号', '不动产单元号', '坐落', '房屋结构', '总层数', '建筑面积(㎡)', '备注']],
    ['note', ['测绘单位（盖章）：', '', '异议电话：0595-85000000', '', '', '', '']],
    ['note', ['注：面积以实测为准', '', '', '', '', '', '']],
    ['note', ['二、西区', '', '', '', '', '', '']],
    ['note', ['', '', '', '混合', '', '', '']],
    ['note', ['审核：', '', '日期：2022年5月8日', '', '', '', '']],
    ['note', ['制表人：', '', '审核人：', '', '日期：2022.5.8', '', '']],
    ['note', ['二〇二二年五月八日', '', '', '', '', '', '']],
  ])('a %s', (kind, cells) => expect(kindOf(cells)).toBe(kind))

  test('column numbers right under the header, not further down', () => {
    expect(kindOf(['1', '2', '3', '4', '5', '6', '7'], 4)).toBe('heading')
    expect(kindOf(['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)'], 4)).toBe('heading')
    expect(kindOf(['1', '2', '3', '4', '5', '6', '7'], 40)).toBe('data')
  })

  test('of a dropped cell only the word is left by which its row is known', () => {
    expect(['小计：40户', '合 计', '制表人：林甲', '林甲', ''].map(tellingWord)).toEqual([
      '小计',
      '小计',
      '签字',
      '',
      '',
    ])
  })
})

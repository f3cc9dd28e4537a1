import { describe, expect, test } from '@jest/globals'
import { findHeader } from './header-row.ts'

const rowsOf = (...rows: string[][]) => rows.map((cells, at) => ({ row: at + 1, cells }))
const namesOf = (found: ReturnType<typeof findHeader>) => found?.lines.map((lines) => lines.join('+'))

describe('finding the header', () => {
  test('below titles and units, whatever stands in brackets or breaks the line', () => {
    const rows = rowsOf(
      ['花厅口村房屋建筑面积测量公示表'],
      ['单位：平方米（㎡）'],
      ['序号', '不动产单元号', '权利人', '坐落', '建筑面积\n(㎡)'],
      ['1', '3505…', '林', '东区1号', '90'],
    )
    expect(findHeader(rows, [], 'cadastre')).toMatchObject({ row: 3, next: 3 })
  })

  test('of two lines, joined through merged cells', () => {
    const rows = rowsOf(
      ['序号', '宗地', '', '坐落', '房屋', '', '面积（㎡）', '', ''],
      ['', '代码', '面积', '', '结构', '层数', '占地', '建筑', ''],
      ['1', '350582105012JC00001', '100', '东区1号', '混合', '3', '90', '270', ''],
    )
    const merges = [
      { left: 1, top: 1, right: 2, bottom: 1 },
      { left: 4, top: 1, right: 5, bottom: 1 },
      { left: 6, top: 1, right: 7, bottom: 1 },
      { left: 0, top: 1, right: 0, bottom: 2 },
    ]
    const found = findHeader(rows, merges, 'cadastre')
    expect(found).toMatchObject({ row: 2, next: 2 })
    expect(namesOf(found)).toEqual([
      '序号',
      '宗地+代码',
      '宗地+面积',
      '坐落',
      '房屋+结构',
      '房屋+层数',
      '面积（㎡）+占地',
      '面积（㎡）+建筑',
      '',
    ])
  })

  test('of two lines in a text file, where a group stands over its first column only', () => {
    const rows = rowsOf(['不动产单元号', '坐落', '面积', ''], ['', '', '占地', '建筑'], ['x', 'y', '1', '2'])
    expect(namesOf(findHeader(rows, [], 'cadastre'))).toEqual(['不动产单元号', '坐落', '面积+占地', '面积+建筑'])
  })

  test('data is no second line, also when it is words only', () => {
    const rows = rowsOf(['网格', '门牌', '人数', '备注'], ['二', '东区一号', '三', '空房'])
    expect(findHeader(rows, [], 'ledger')).toMatchObject({ row: 1, next: 1 })
  })

  test('data whose words could be headings is no second line', () => {
    const rows = rowsOf(
      ['门牌号', '人数', '姓名', '关系'],
      ['东区一号', '三', '某某', '户主'],
      ['东区二号', '二', '某某', '户主'],
    )
    expect(findHeader(rows, [], 'ledger')).toMatchObject({ row: 1, next: 1 })
  })

  test('rows of data alone have none', () => {
    expect(
      findHeader(rowsOf(['2', '中区1号', '3', '13800001111'], ['2', '中区2号', '3', '13800001112']), [], 'ledger'),
    ).toBeNull()
    expect(findHeader([], [], 'ledger')).toBeNull()
  })
})

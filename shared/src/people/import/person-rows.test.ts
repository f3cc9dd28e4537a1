import { describe, expect, test } from '@jest/globals'
import { guessMapping } from './guess-mapping.ts'
import { ledgerVerdicts } from './ledger-rows.ts'
import type { SheetTable } from './sheet-table.ts'

/** A sheet from its lines, the header first; cells are separated by commas. */
function check(...[header = '', ...lines]: string[]) {
  const table: SheetTable = {
    name: '人员',
    headerRow: 1,
    columns: header.split(',').map((name, index) => ({ index, name, lines: [name] })),
    dropped: [],
    titles: [],
    rows: lines.map((line, at) => ({ row: at + 2, cells: line.split(','), personal: 0 })),
    problem: null,
  }
  return [...ledgerVerdicts([{ table, mapping: guessMapping(table, 'ledger') }], { placeNames: [] })]
}

const outcomes = (verdicts: ReturnType<typeof check>) =>
  verdicts.map(({ reason, warnings, stored }) => [
    reason ?? warnings.map((warning) => warning.code).join(' '),
    stored?.headcount ?? null,
  ])

describe('a sheet with a row for every person', () => {
  test('becomes households: as many people as rows, each phone once, no names', () => {
    const verdicts = check(
      '门牌号,姓名,电话,备注',
      '中区1号,林甲,13812340001,租客',
      '中区1号,林乙,13812340002,',
      '中区1号,林丙,13812340001,行动不便',
      '中区2号,王甲,,',
      '中区3号,陈甲,13812340003,',
      '中区3号,陈乙,无,',
    )
    expect(outcomes(verdicts)).toEqual([
      ['merged-row', 3],
      ['merged-row', null],
      ['merged-row', null],
      ['', 1],
      ['merged-row', 2],
      ['merged-row', null],
    ])
    expect(verdicts.every((one) => one.verdict === 'good')).toBe(true)
    expect(verdicts[0]!.stored).toMatchObject({
      door: '中区1号',
      phone: '13812340001',
      morePhones: ['13812340002'],
      names: [],
      remark: '租客；行动不便',
    })
    expect(verdicts[0]!.warnings[0]!.sentence).toMatch(/3 行.*3 人/)
    expect(verdicts[2]!.warnings[0]!.sentence).toMatch(/并入第 2 行/)
    expect(verdicts[2]!.door).toBe('中区1号')
    expect(JSON.stringify(verdicts)).not.toMatch(/林甲|王甲|陈乙/)
  })

  test('is known by a column of relations as soon as one door repeats, wherever the rows stand', () => {
    const verdicts = check(
      '户主,与户主关系,门牌号,电话',
      '林甲,户主,中区1号,13812340001',
      '王甲,户主,中区2号,',
      '林甲,配偶,中区 1号,13812340002',
    )
    expect(outcomes(verdicts)).toEqual([
      ['merged-row', 2],
      ['', 1],
      ['merged-row', null],
    ])
  })

  test('takes its grid from whoever has it, and what holds for one person not for all', () => {
    const verdicts = check(
      '网格,门牌号,姓名,与户主关系,居住状态,重点户',
      ',中区1号,林甲,户主,在住,否',
      '2,中区1号,林乙,子,外出,孕妇',
    )
    expect(verdicts[0]!.stored).toMatchObject({ grid: '2', occupancy: 'occupied', priority: true, headcount: 2 })
  })

  test('a headcount that agrees, or counts the person, is no obstacle', () => {
    const rows = (first: string, second: string) =>
      outcomes(check('门牌号,姓名,与户主关系,人数', `中区1号,林甲,户主,${first}`, `中区1号,林乙,子,${second}`))
    expect(rows('2', '2')[0]).toEqual(['merged-row', 2])
    expect(rows('2', '')[0]).toEqual(['merged-row', 2])
    expect(rows('1', '1')[0]).toEqual(['merged-row', 2])
  })

  test.each([
    ['headcounts that differ', '中区1号,林甲,户主,林甲,3', '中区1号,林乙,子,,2', 3],
    ['a headcount that the rows do not make up', '中区1号,林甲,户主,林甲,4', '中区1号,林乙,子,,4', 4],
    ['two heads', '中区1号,林甲,户主,林甲,', '中区1号,王甲,户主,,', null],
    ['two names of heads', '中区1号,林甲,妻,林丙,', '中区1号,王甲,妻,王丙,', null],
    ['the same person twice', '中区1号,林甲,户主,林甲,', '中区1号,林甲,户主,林甲,', null],
  ])('%s: the first row counts, the other is a duplicate for a person to look at', (_, first, second, headcount) => {
    const verdicts = check('门牌号,姓名,与户主关系,户主姓名,人数', first, second)
    expect(verdicts.map((one) => one.reason)).toEqual([null, 'duplicate-door'])
    expect(verdicts[0]!.stored!.headcount).toBe(headcount)
  })

  test('persons of a household that was turned down are turned down with it', () => {
    const verdicts = check('门牌号,姓名,与户主关系', '村委旁边,林甲,户主', '村委旁边,林乙,子')
    expect(verdicts.map((one) => one.reason)).toEqual(['bad-door', 'bad-door'])
    expect(verdicts[1]!.reasons[0]!.sentence).toMatch(/第 2 行/)
  })
})

describe('a sheet of households', () => {
  test('with the names of heads stays one, however often a door repeats', () => {
    const verdicts = check('门牌号,户主姓名,电话', '中区1号,林甲,', '中区1号,王甲,', '中区1号,陈甲,')
    expect(verdicts.map((one) => one.reason)).toEqual([null, 'duplicate-door', 'duplicate-door'])
  })

  test('in which a few doors of many repeat stays one', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `中区${at + 1}号,林甲,3`)
    const verdicts = check('门牌号,姓名,人数', ...lines, '中区1号,王甲,3', '中区2号,王乙,3')
    expect(verdicts.filter((one) => one.reason === 'duplicate-door')).toHaveLength(2)
  })
})

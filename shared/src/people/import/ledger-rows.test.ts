import { describe, expect, test } from '@jest/globals'
import { OCCUPANCY_WORDS } from '../ledger/contract.ts'
import { guessMapping } from './guess-mapping.ts'
import { ledgerVerdicts, type LedgerContext } from './ledger-rows.ts'
import type { SheetTable } from './sheet-table.ts'

const NAMES = ['网格', '门牌号', '人数', '大人', '小孩', '联系电话', '姓名', '是否空房', '重点户', '备注']

type Given = Partial<Record<(typeof NAMES)[number], string>>

const tableOf = (rows: Given[]): SheetTable => ({
  name: '台账',
  headerRow: 1,
  columns: NAMES.map((name, index) => ({ index, name, lines: [name] })),
  dropped: [],
  titles: [],
  rows: rows.map((row, at) => ({ row: at + 2, cells: NAMES.map((name) => row[name] ?? ''), personal: 0 })),
  problem: null,
})

const mapping = guessMapping(tableOf([]), 'ledger')
const checkIn = (context: Partial<LedgerContext>, ...rows: Given[]) => [
  ...ledgerVerdicts([{ table: tableOf(rows), mapping }], { placeNames: ['花厅口村'], ...context }),
]
const check = (...rows: Given[]) => checkIn({}, ...rows)
const warningsOf = (row: Given) => check(row)[0]?.warnings.map((warning) => warning.code)

const GOOD: Given = { 网格: '2', 门牌号: '中区1号', 人数: '3', 联系电话: '13812345678' }

describe('rows of a ledger', () => {
  test('what would be stored', () => {
    const [verdict] = check({
      ...GOOD,
      门牌号: '花厅口村中区３２号',
      人数: '３人',
      姓名: '林甲、林乙',
      重点户: '孕妇',
      备注: '租客',
    })
    expect(verdict).toMatchObject({ verdict: 'good', warnings: [] })
    expect(verdict?.stored).toEqual({
      grid: '2',
      door: '中区32号',
      headcount: 3,
      adults: null,
      children: null,
      phone: '13812345678',
      morePhones: [],
      names: ['林甲', '林乙'],
      occupancy: 'occupied',
      priority: true,
      remark: '孕妇；租客',
    })
  })

  test('a fifth number is not stored, and the row says so', () => {
    const numbers = [1, 2, 3, 4, 5].map((n) => `1381234567${n}`)
    const row = { ...GOOD, 联系电话: numbers.slice(0, 4).join('、'), 备注: `女儿 ${numbers[4]}` }
    expect(check({ ...row, 备注: '' })[0]).toMatchObject({ warnings: [], stored: { morePhones: numbers.slice(1, 4) } })
    expect(check(row)[0]?.stored?.morePhones).toEqual(numbers.slice(1, 4))
    expect(warningsOf(row)).toContain('many-phones')
  })

  test.each([
    [{ ...GOOD, 门牌号: '' }, 'no-door'],
    [{ ...GOOD, 门牌号: '同上' }, 'no-door'],
    [{ ...GOOD, 门牌号: '村委旁边' }, 'bad-door'],
    [{ ...GOOD, 门牌号: '2022-05-08' }, 'bad-door'],
    [{ ...GOOD, 人数: '好几个' }, 'bad-headcount'],
    [{ ...GOOD, 人数: '-1' }, 'bad-headcount'],
    [{ ...GOOD, 人数: '13812345678' }, 'bad-headcount'],
    [{ ...GOOD, 小孩: '几个' }, 'bad-headcount'],
  ])('%j is rejected: %s', (row, reason) => expect(check(row)[0]).toMatchObject({ reason, stored: null }))

  test('a door that was there before', () => {
    expect(check(GOOD, { ...GOOD, 门牌号: '中区一号' }).map((verdict) => verdict.reason)).toEqual([
      null,
      'duplicate-door',
    ])
  })

  test('a telephone that is none is left out with a warning, the household stays', () => {
    expect(check({ ...GOOD, 联系电话: '1381234567' })[0]).toMatchObject({
      verdict: 'good',
      stored: { phone: null },
      warnings: [{ code: 'bad-phone' }],
    })
    expect(warningsOf({ ...GOOD, 联系电话: '同上' })).toEqual(['bad-phone'])
    expect(warningsOf({ ...GOOD, 联系电话: '无' })).toEqual([])
  })

  test('several telephones, landlines, and one in the remark', () => {
    const row = { ...GOOD, 联系电话: '138 1234 5678 / 0595-85123456', 备注: '儿子13900001111' }
    expect(check(row)[0]?.stored).toMatchObject({
      phone: '13812345678',
      morePhones: ['0595-85123456', '13900001111'],
      remark: '儿子［电话另存］',
    })
    expect(checkIn({ areaCode: '0595' }, { ...GOOD, 联系电话: '85123456' })[0]?.stored?.phone).toBe('0595-85123456')
    expect(check({ ...GOOD, 联系电话: '', 备注: '找13900001111' })[0]?.stored).toMatchObject({
      phone: '13900001111',
      morePhones: [],
    })
  })

  test('two numbers and a dash are a guess that is told; with their words they are none', () => {
    expect(check({ ...GOOD, 门牌号: '中区5-8' })[0]).toMatchObject({
      door: '中区5号之8',
      warnings: [{ code: 'guessed-door' }],
    })
    for (const door of ['中区5-8号', '3-2-501', '中区5号']) expect(warningsOf({ ...GOOD, 门牌号: door })).toEqual([])
  })

  test('heads', () => {
    const headsOf = (row: Given) => {
      const stored = check({ ...GOOD, ...row })[0]?.stored
      return [stored?.headcount, stored?.adults, stored?.children]
    }
    expect(headsOf({ 人数: '2大1小' })).toEqual([3, 2, 1])
    expect(headsOf({ 人数: '', 大人: '2', 小孩: '1' })).toEqual([3, 2, 1])
    expect(headsOf({ 人数: '5', 大人: '2', 小孩: '1' })).toEqual([5, null, null])
    expect(headsOf({ 人数: '' })).toEqual([null, null, null])
    expect(warningsOf({ ...GOOD, 人数: '' })).toEqual(['no-headcount'])
    expect(warningsOf({ ...GOOD, 人数: '5', 大人: '2', 小孩: '1' })).toEqual(['parts-differ'])
    expect(warningsOf({ ...GOOD, 人数: '35' })).toEqual(['large-headcount'])
  })

  test('who lives there now', () => {
    const occupancyOf = (row: Given) => check({ ...GOOD, ...row })[0]?.stored?.occupancy
    expect(occupancyOf({ 是否空房: '是' })).toBe('vacant')
    expect(occupancyOf({ 是否空房: '否' })).toBe('occupied')
    expect(occupancyOf({ 是否空房: '外出务工' })).toBe('away')
    expect(occupancyOf({ 人数: '0' })).toBe('vacant')
    for (const [state, word] of Object.entries(OCCUPANCY_WORDS)) expect(occupancyOf({ 是否空房: word })).toBe(state)
    expect(warningsOf({ ...GOOD, 是否空房: '？？' })).toEqual(['odd-occupancy'])
  })

  test('grids that are known, and without knowing them', () => {
    const grids = [{ code: '2', name: '中区网格' }]
    const gridOf = (grid: string) => checkIn({ grids }, { ...GOOD, 网格: grid })[0]
    expect(gridOf('第二网格')?.stored?.grid).toBe('2')
    expect(gridOf('中区网格')?.stored?.grid).toBe('2')
    expect(gridOf('9')).toMatchObject({ reason: 'unknown-grid', stored: null })
    expect(gridOf('')).toMatchObject({ verdict: 'good', warnings: [{ code: 'no-grid' }] })
    expect(check({ ...GOOD, 网格: '9网格' })[0]?.stored?.grid).toBe('9')
  })
})

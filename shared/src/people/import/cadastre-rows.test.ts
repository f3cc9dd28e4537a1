import { describe, expect, test } from '@jest/globals'
import { cadastreVerdicts } from './cadastre-rows.ts'
import { guessMapping } from './guess-mapping.ts'
import type { SheetTable, TableRow } from './sheet-table.ts'

const NAMES = [
  '不动产单元号',
  '宗地代码',
  '坐落',
  '幢号',
  '房屋结构',
  '总层数',
  '宗地面积（亩）',
  '占地面积',
  '建筑面积',
  '备注',
]
const PARCEL = (n: number) => `350582105012JC0${String(n).padStart(4, '0')}`
const UNIT = (n: number, building = 1) => `${PARCEL(n)}F000${building}0001`

interface Given {
  code?: string
  parcel?: string
  door?: string
  number?: string
  structure?: string
  floors?: string
  land?: string
  footprint?: string
  area?: string
  remark?: string
}

const cellsOf = (row: Given): string[] => [
  row.code ?? '',
  row.parcel ?? '',
  row.door ?? '',
  row.number ?? '',
  row.structure ?? '混合',
  row.floors ?? '3',
  row.land ?? '',
  row.footprint ?? '90',
  row.area ?? '270',
  row.remark ?? '',
]

function tableOf(rows: Given[], more: Partial<TableRow> = {}): SheetTable {
  return {
    name: '表',
    headerRow: 1,
    columns: NAMES.map((name, index) => ({ index, name, lines: [name] })),
    dropped: [],
    titles: [],
    rows: rows.map((row, at) => ({ row: at + 2, cells: cellsOf(row), personal: 0, ...more })),
    problem: null,
  }
}

const mapping = { ...guessMapping(tableOf([]), 'cadastre') }
const check = (...rows: Given[]) => [
  ...cadastreVerdicts([{ table: tableOf(rows), mapping }], { placeNames: ['花厅口'] }),
]
const reasonsOf = (...rows: Given[]) => check(...rows).map((verdict) => verdict.reason)
const warningsOf = (...rows: Given[]) =>
  check(...rows).map((verdict) => verdict.warnings.map((warning) => warning.code))

describe('rows of a cadastral list', () => {
  test('what would be stored', () => {
    const [verdict] = check({
      code: UNIT(1),
      door: '花厅口村东区1号',
      number: '1',
      floors: '三',
      land: '0.3',
      area: '617.479',
      remark: '找 13812345678',
    })
    expect(verdict?.stored).toEqual({
      door: '东区1号',
      parcelCode: PARCEL(1),
      unitCode: UNIT(1),
      buildingNumber: '1',
      floors: 3,
      structure: '混合',
      landArea: 200,
      footprintArea: 90,
      floorArea: 617.48,
      remark: '找 ［电话不保存］',
      footprint: null,
    })
    expect(verdict?.warnings.map((warning) => warning.code)).toEqual(['numbers-removed'])
  })

  test('a rejected row stores nothing, and says its door and all that is wrong', () => {
    const [verdict] = check({ code: '3.5E+27', door: '东区1号', floors: '-2', area: '很大' })
    expect(verdict).toMatchObject({ door: '东区1号', verdict: 'rejected', reason: 'bad-code', stored: null })
    expect(verdict?.reasons.map((reason) => reason.code)).toEqual(['bad-code', 'bad-floors', 'bad-area'])
  })

  test('a code that was mixed up is suggested, never used', () => {
    expect(check({ code: '350582105012J800901F00010001', door: '东区1号' })[0]).toMatchObject({
      verdict: 'rejected',
      suggestion: '350582105012JB00901F00010001',
      stored: null,
    })
  })

  test('the first of two equal unit codes counts, the later one is rejected', () => {
    expect(reasonsOf({ code: UNIT(1), door: '东区1号' }, { code: UNIT(1).toLowerCase(), door: '东区2号' })).toEqual([
      null,
      'duplicate-code',
    ])
  })

  test('the sentence says which code it is and where it stood before', () => {
    const [, unit] = check({ code: UNIT(1), door: '东区1号' }, { code: UNIT(1), door: '东区2号' })
    const [, parcel] = check({ parcel: PARCEL(1), door: '东区1号' }, { parcel: PARCEL(1), door: '东区2号' })
    expect(unit?.reasons[0]?.sentence).toContain('单元号与“表”第 2 行重复')
    expect(parcel?.reasons[0]?.sentence).toContain('宗地代码与“表”第 2 行重复')
  })

  test('buildings of one parcel differ by their number', () => {
    const parcel = PARCEL(1)
    expect(reasonsOf({ parcel, door: '东区1号', number: '1' }, { parcel, door: '东区2号', number: '2' })).toEqual([
      null,
      null,
    ])
    expect(reasonsOf({ parcel, door: '东区1号', number: '1' }, { parcel, door: '东区2号', number: '1' })).toEqual([
      null,
      'duplicate-code',
    ])
    expect(reasonsOf({ parcel, door: '东区1号' }, { parcel, door: '东区2号' })).toEqual([null, 'duplicate-code'])
  })

  test('main house and annex share a door when their codes differ; without codes it is the same row twice', () => {
    expect(warningsOf({ code: UNIT(1, 1), door: '东区1号' }, { code: UNIT(1, 2), door: '东区1号' })).toEqual([
      [],
      ['shared-door'],
    ])
    expect(reasonsOf({ door: '东区1号' }, { door: '东区1号' })).toEqual([null, 'duplicate-door'])
    expect(reasonsOf({ door: '东区1号', number: '1' }, { door: '东区1号', number: '2' })).toEqual([null, null])
  })

  test('a house without a code is a house all the same', () => {
    expect(check({ door: '东区1号' })[0]).toMatchObject({
      verdict: 'good',
      stored: { unitCode: null, parcelCode: null },
    })
    expect(warningsOf({ door: '东区1号' })).toEqual([['no-code']])
  })

  test('unit code and parcel code have to agree', () => {
    expect(
      reasonsOf(
        { code: UNIT(1), parcel: PARCEL(1), door: '东区1号' },
        { code: UNIT(2), parcel: PARCEL(3), door: '东区2号' },
      ),
    ).toEqual([null, 'code-mismatch'])
  })

  test('同上 is filled in for what is shared, and is a reason where it says which house', () => {
    const rows = check(
      { code: UNIT(1), door: '东区1号', structure: '钢混', floors: '4' },
      { code: UNIT(2), door: '东区2号', structure: '同上', floors: '〃' },
    )
    expect(rows[1]?.stored).toMatchObject({ structure: '钢混', floors: 4 })
    expect(
      reasonsOf({ code: UNIT(1), door: '东区1号' }, { code: '同上', door: '东区2号' }, { code: UNIT(3), door: '同上' }),
    ).toEqual([null, 'bad-code', 'no-door'])
    expect(check({ code: UNIT(1), door: '东区1号', structure: '同上', floors: '同上' })[0]).toMatchObject({
      reason: 'bad-floors',
    })
  })

  test('same again follows the row above, not one further up', () => {
    const structures = ['钢混', '砖木', '同上', '', '同上'].map((structure, at) => ({
      code: UNIT(at),
      door: `东区${at + 1}号`,
      structure,
    }))
    expect(check(...structures).map((verdict) => verdict.stored?.structure)).toEqual([
      '钢混',
      '砖木',
      '砖木',
      null,
      null,
    ])
  })

  test('a remark that is too long is not cut in silence', () => {
    expect(reasonsOf({ code: UNIT(1), door: '东区1号', remark: '长'.repeat(501) })).toEqual(['too-long'])
  })

  test('outlines without an address belong to their parcel; a bad outline is a reason', () => {
    const good = tableOf([{ parcel: PARCEL(1) }], { footprint: { ok: true, footprint: [] } })
    const bad = tableOf([{ parcel: PARCEL(1) }], { footprint: { ok: false, sentence: '经度和纬度写反了' } })
    const withoutDoor = { ...mapping, door: null }
    expect([...cadastreVerdicts([{ table: good, mapping: withoutDoor }], { placeNames: [] })][0]).toMatchObject({
      verdict: 'good',
      door: null,
    })
    expect([...cadastreVerdicts([{ table: bad, mapping: withoutDoor }], { placeNames: [] })][0]).toMatchObject({
      reason: 'bad-footprint',
    })
  })
})

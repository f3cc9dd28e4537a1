import { expect, test } from '@jest/globals'
import type { MissingHousehold } from '@gezhong/shared/people/missing/contract'
import { sheetsOf } from './print-groups.ts'

const row = (door: string, gridCode: string, responsibleName: string | null): MissingHousehold => ({
  householdId: door,
  buildingId: `b ${door.replace(/-.*/, '')}`,
  gridId: gridCode,
  gridCode,
  door,
  buildingDoor: door.replace(/-.*/, ''),
  change: 'new',
  due: 2,
  done: 0,
  excused: 0,
  missing: 2,
  before: null,
  rollsMissing: 1,
  names: [],
  phonesMasked: [],
  priority: false,
  note: '',
  responsibleName,
})

const ROWS = [
  row('中区10号', '2-1-1', '林阿姨'),
  row('中区2号-1', '2-1-2', null),
  row('中区2号-2', '2-1-2', null),
  row('东区1号', '1-1-1', '林阿姨'),
  row('西区1号', '10-1', '陈叔'),
]

const cut = (by: Parameters<typeof sheetsOf>[1]) =>
  sheetsOf(ROWS, by, (code) => `${code}片`).map(
    ({ title, rows }) => `${title}: ${rows.map(({ door }) => door).join(' ')}`,
  )

test('each person has all of theirs on one sheet; what nobody answers for comes last', () => {
  expect(cut('person')).toEqual(['陈叔: 西区1号', '林阿姨: 中区10号 东区1号', '2-1片 · 没人负责: 中区2号-1 中区2号-2'])
})

test('by sub-grid and by building, as people count', () => {
  expect(cut('sub-grid')).toEqual(['1-1片: 东区1号', '2-1片: 中区10号 中区2号-1 中区2号-2', '10-1片: 西区1号'])
  expect(cut('building').map((sheet) => sheet.split(':')[0])).toEqual([
    '东区 1 号',
    '西区 1 号',
    '中区 2 号',
    '中区 10 号',
  ])
})

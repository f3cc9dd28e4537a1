import { expect, test } from '@jest/globals'
import { diffChain } from './diff.ts'
import { parseChain } from './parse.ts'

const entries = (text: string) => parseChain(text, { placeNames: [] }).entries
const kinds = (before: string, after: string) => {
  const { changes, gone } = diffChain(entries(before), entries(after))
  return { changes: changes.map((change) => change.kind), gone: gone.map((entry) => entry.raw) }
}

const FIRST = '#接龙\n1. 中区1号 3人 13800001001\n2. 中区2号 2人 13800001002'

test('a line more is new, the others stay', () => {
  expect(kinds(FIRST, `${FIRST}\n3. 中区3号 1人`)).toEqual({ changes: ['same', 'same', 'new'], gone: [] })
})

test('renumbering, blanks and width change nothing', () => {
  const after = '#接龙\n１、中区2号  2人 13800001002\n5）中区１号 3人 138 0000 1001'
  expect(kinds(FIRST, after)).toEqual({ changes: ['same', 'same'], gone: [] })
})

test('an edited line names the one before', () => {
  const { changes } = diffChain(entries(FIRST), entries(FIRST.replace('3人', '4人')))
  expect(changes[0]).toMatchObject({ kind: 'changed', previous: { headcount: 3 }, entry: { headcount: 4 } })
})

test('a door that moved up keeps its line, and the one that left is gone', () => {
  const after = '#接龙\n1. 中区2号 5人 13800001002'
  expect(kinds(FIRST, after)).toEqual({ changes: ['changed'], gone: ['1. 中区1号 3人 13800001001'] })
})

test('a second list that begins at 1 again changes no line of the first', () => {
  const after = '下午补报\n1. 中区7号 4人\n2. 中区8号 1人 13800001008'
  const gone = ['1. 中区1号 3人 13800001001', '2. 中区2号 2人 13800001002']
  expect(kinds(FIRST, after)).toEqual({ changes: ['new', 'new'], gone })
})

test('a door put right keeps its line by the phone, an unreadable line put right by its index', () => {
  expect(kinds(FIRST, FIRST.replace('中区1号', '中区11号'))).toEqual({ changes: ['changed', 'same'], gone: [] })
  expect(kinds('1. 三口人', '1. 中区1号 3人')).toEqual({ changes: ['changed'], gone: [] })
})

test('words that name nobody replace no household, whatever their index', () => {
  const after = '1. 5人 住在榕树下\n2. 今天没菜了，谁帮带'
  const gone = ['1. 中区1号 3人 13800001001', '2. 中区2号 2人 13800001002']
  expect(kinds(FIRST, after).gone).toEqual(gone)
})

test('equal lines count as often as they occur', () => {
  expect(kinds('1. 中区1号 3人', '1. 中区1号 3人\n2. 中区1号 3人')).toEqual({ changes: ['same', 'new'], gone: [] })
})

test('50,000 lines take well under a second each way', () => {
  const many = Array.from({ length: 50_000 }, (_, k) => ({
    raw: `${k}. 中区${k}号`,
    index: k,
    door: `中区${k}号`,
    phones: [],
  }))
  const turned = many.map((entry) => ({ ...entry, raw: `${entry.raw} 改` })).toReversed()
  const start = performance.now()
  expect(diffChain(many, turned).gone).toEqual([])
  expect(performance.now() - start).toBeLessThan(5000)
})

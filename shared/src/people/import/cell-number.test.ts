import { describe, expect, test } from '@jest/globals'
import { readArea, readFloors, readHeads } from './cell-number.ts'

const valueOf = (read: { ok: boolean; value?: unknown }): unknown => (read.ok ? read.value : 'bad')

describe('numbers in cells', () => {
  test.each([
    ['3', 3],
    ['3层', 3],
    ['三', 3],
    ['十二层', 12],
    ['３', 3],
    ['3.0', 3],
    ['共5层', 5],
    ['地上3层', 3],
    ['3F', 3],
    ['', null],
    ['—', null],
    ['/', null],
    ['-2', 'bad'],
    ['0', 'bad'],
    ['2.5', 'bad'],
    ['两层半', 'bad'],
    ['6+1', 'bad'],
    ['201', 'bad'],
    ['三四', 'bad'],
    ['=公式未计算', 'bad'],
  ])('floors %s → %s', (cell, expected) => {
    expect(valueOf(readFloors(cell))).toBe(expected)
  })

  test.each([
    ['617.48', 617.48],
    ['617.4799999999999', 617.48],
    ['1,617.5㎡', 1617.5],
    ['120 平方米', 120],
    ['90m²', 90],
    ['.5', 0.5],
    ['0.3亩', 200],
    ['—', null],
    ['', null],
    ['0', null],
    ['无', null],
    ['-90', 'bad'],
    ['约200', 'bad'],
    ['1e9', 'bad'],
    ['2000000', 'bad'],
    ['12,34', 'bad'],
  ])('area %s → %s', (cell, expected) => {
    expect(valueOf(readArea(cell, 1))).toBe(expected)
  })

  test('a column in mu is converted, a cell that says its own unit is not converted twice', () => {
    expect(valueOf(readArea('0.3', 2000 / 3))).toBe(200)
    expect(valueOf(readArea('200㎡', 2000 / 3))).toBe(200)
  })

  test.each([
    ['3', 3, null, null],
    ['３人', 3, null, null],
    ['三', 3, null, null],
    ['两口', 2, null, null],
    ['一家五口', 5, null, null],
    ['0', 0, null, null],
    ['2大1小', 3, 2, 1],
    ['大人2小孩1', 3, 2, 1],
    ['2个大人', null, null, null],
  ])('heads %s', (cell, headcount, adults, children) => {
    const read = readHeads(cell)
    if (headcount === null) expect(read.ok).toBe(false)
    else expect(read).toEqual({ ok: true, value: { headcount, adults, children } })
  })

  test.each(['13812345678', '3.5', '三四人', '很多', '-1', '3-4'])('%s is no headcount', (cell) => {
    expect(readHeads(cell).ok).toBe(false)
  })
})

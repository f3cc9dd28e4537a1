import { describe, expect, test } from '@jest/globals'
import { readStall } from './stall.ts'

const CABBAGE = { item: '白菜', aliases: ['大白菜'], unit: '斤', priceFen: 250 }

describe('a stall', () => {
  test('is read, with aliases and step left out or not', () => {
    const { stall } = readStall([CABBAGE, { item: '鸡蛋', unit: '板', priceFen: 2800, step: 1, stock: 30 }])
    expect(stall).toEqual([CABBAGE, { item: '鸡蛋', aliases: [], unit: '板', priceFen: 2800, step: 1 }])
  })

  test.each<[string, unknown, string[]]>([
    ['no list', { item: '白菜' }, ['A stall is a JSON list of items, [{"item": …}, …].']],
    ['an empty list', [], ['The stall has no items.']],
    ['something else in the list', [CABBAGE, 'x'], [expect.stringMatching(/^Item 2: /) as unknown as string]],
    [
      'a price in yuan',
      [{ ...CABBAGE, priceFen: 2.5 }],
      [expect.stringMatching(/^Item 1 \(白菜\): priceFen/) as unknown as string],
    ],
    ['a step of nothing', [{ ...CABBAGE, step: 0 }], ['Item 1 (白菜): step must be a number above 0.']],
    [
      'a name of signs',
      [{ ...CABBAGE, item: '--' }],
      [expect.stringMatching(/^Item 1 \(--\): item must/) as unknown as string],
    ],
    ['an item twice', [CABBAGE, { ...CABBAGE, aliases: [] }], ['白菜 is there twice.']],
    ['a name of two items', [CABBAGE, { ...CABBAGE, item: '娃娃菜' }], ['"大白菜" names both 白菜 and 娃娃菜.']],
  ])('with %s is refused in sentences', (_, value, problems) => {
    expect(readStall(value)).toEqual({ stall: null, problems })
  })
})

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { buildLedgerIndex } from '../../people/ledger-index.ts'
import { judgeOrders } from './judge.ts'
import { parseOrder, parseOrders } from './parse.ts'
import { LARGEST_QUANTITY } from './quantity.ts'
import { readStall } from './stall.ts'

const { stall } = readStall([
  { item: '白菜', aliases: ['大白菜'], unit: '斤', priceFen: 250 },
  { item: '土豆', unit: '斤', priceFen: 300, step: 0.5 },
  { item: '鸡蛋', aliases: ['蛋'], unit: '板', priceFen: 2800 },
  { item: 'A套餐', aliases: ['A'], unit: '份', priceFen: 5000 },
])
if (stall === null) throw new Error('the stall cannot be used')
const ledger = buildLedgerIndex([
  { id: 'a', grid: '2', door: '中区1号', headcount: 3, phones: ['13800001001'] },
  { id: 'b', grid: '2', door: '中区12号之1', headcount: 2, phones: ['13800001002'] },
  { id: 'c', grid: '2', door: '海丝花园3栋2单元501室', headcount: 4, phones: ['13800001004'] },
])
const context = { placeNames: ['花厅口'], areaCode: '0595', grid: '2', ledger, stall }

const PIECES = [
  '#接龙 1. 2、 ③ 中区1号 12号之1 3栋2单元501 13800001001 85123456 ， 白菜 大白菜 土豆 鸡蛋 蛋 A套餐 A 鸭蛋 黄瓜 2斤 两斤 半斤',
  '1斤2两 500克 3 1.5 板 份 个 各 不要了 取消 改成 再加 加 少要 元 5块钱 /斤 * x - + 、 3人 例： 「 」 【 】 ( ) ２ 兩 999999',
]
  .flatMap((words) => words.split(' '))
  .concat(' ', '\n', '\n\n', '阿珍 9:12', '\ud800', '\u200b', '\uE006', '\uE003')
const chainText = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 60,
  })
  .map((pieces) => pieces.join(''))

describe('any text', () => {
  test('is covered by its segments, and its entries lie where they say', () => {
    fc.assert(
      fc.property(chainText, (text) => {
        const { segments, entries } = parseOrders(text, context)
        expect(segments.map((segment) => text.slice(segment.start, segment.end)).join('')).toBe(text)
        for (const entry of entries) {
          expect(text.slice(entry.start, entry.end)).toBe(entry.raw)
          for (const span of entry.spans) {
            expect(span.start).toBeGreaterThanOrEqual(0)
            expect(span.end).toBeGreaterThan(span.start)
            expect(span.end).toBeLessThanOrEqual(entry.raw.length)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('orders positive, bounded quantities of what the stall has, each item once', () => {
    fc.assert(
      fc.property(chainText, (text) => {
        for (const { items, confidence } of parseOrders(text, context).entries) {
          expect(new Set(items.map(({ item }) => item)).size).toBe(items.length)
          for (const { item, quantity } of items) {
            expect(stall.map((one) => one.item)).toContain(item)
            expect(quantity).toBeGreaterThan(0)
            expect(quantity).toBeLessThanOrEqual(LARGEST_QUANTITY)
          }
          expect(confidence).toBeGreaterThanOrEqual(0)
          expect(confidence).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('is judged to one result per entry; a line that counts has a household of the ledger and something ordered', () => {
    fc.assert(
      fc.property(chainText, (text) => {
        const { entries } = parseOrders(text, context)
        const judged = judgeOrders(entries, ledger, { grid: '2' })
        expect(judged).toHaveLength(entries.length)
        judged.forEach(({ verdict, household }, k) => {
          if (['candidates', 'incomplete', 'unknown-door'].includes(verdict)) expect(household).toBeNull()
          else expect(ledger.byId.has(household?.id ?? '')).toBe(true)
          if (verdict === 'ok') expect(entries[k]?.items).not.toEqual([])
        })
      }),
      { numRuns: 300 },
    )
  })

  test('never makes a single line throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => parseOrder(text, context).raw.length <= text.length),
      { numRuns: 300 },
    )
  })
})

describe('an order', () => {
  test('is read the same whatever stands between item and number', () => {
    // 86 right before a mobile is the country's code.
    const quantity = fc.integer({ min: 1, max: 99 }).filter((n) => n !== 86)
    const write = fc.constantFrom<(item: string, n: number) => string>(
      (item, n) => `${item}${n}斤`,
      (item, n) => `${n}斤${item}`,
      (item, n) => `${item}*${n}`,
      (item, n) => `${item}-${n}`,
      (item, n) => `${item} ${n} 斤`,
      (item, n) => `${item}：${n}`,
      (item, n) => `${item}${n * 500}克`,
      (item, n) => `${item}${n * 10}两`,
    )
    const separator = fc.constantFrom(' ', '，', '、', '+', '；')
    fc.assert(
      fc.property(quantity, quantity, write, separator, (cabbage, potato, say, between) => {
        const text = `中区1号 ${say('白菜', cabbage)}${between}${say('土豆', potato)} 13800001001`
        const { items, remark, door } = parseOrder(text, context)
        expect({ items, remark, door }).toEqual({
          items: [
            { item: '白菜', quantity: cabbage },
            { item: '土豆', quantity: potato },
          ],
          remark: '',
          door: '中区1号',
        })
      }),
      { numRuns: 300 },
    )
  })
})

describe('time', () => {
  const HOSTILE: readonly (readonly [string, string])[] = [
    ['items', '白菜'],
    ['orders', '白菜2斤'],
    ['lines of orders', '1. 中区1号 白菜2斤 土豆1\n'],
    ['bare orders', '白菜 2 '],
    ['each', '白菜、土豆各2斤'],
    ['numerals', '一'],
    ['halves', '半'],
    ['digits', '1'],
    ['units', '斤'],
    ['weights', '1斤'],
    ['money', '5元'],
    ['additions', '再加'],
    ['withdrawals', '不要了'],
    ['foreign goods', '黄瓜2斤'],
    ['letters', 'A'],
    ['letters with blanks', 'A 套'],
    ['brackets', '白菜('],
    ['blanks', ' '],
    ['doors', '3号'],
  ]
  const least = (text: string): number => {
    let best = Infinity
    for (let round = 0; round < 2; round += 1) {
      const start = process.cpuUsage()
      parseOrders(text, context)
      best = Math.min(best, process.cpuUsage(start).user / 1000)
    }
    return best
  }

  // Eight times the text may take eight times as long; with a quadratic step it would take 64 times as long.
  test.each(HOSTILE)('grows with the text, not faster: %s', (_, unit) => {
    const small = unit.repeat(Math.ceil(2000 / unit.length))
    const large = unit.repeat(Math.ceil(16_000 / unit.length))
    parseOrders(small, context)
    expect(least(large)).toBeLessThan(Math.max(least(small), 10) * 30)
  })
})

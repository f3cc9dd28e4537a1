import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { canonicalDoor } from '../door-free-text.ts'
import { buildLedgerIndex } from '../ledger-index.ts'
import { reconcile } from '../reconciliation/reconcile.ts'
import { diffChain } from './diff.ts'
import { parseChain, parseEntry } from './parse.ts'

const ledger = buildLedgerIndex([
  { id: 'a', grid: '2', door: '中区1号', headcount: 3, phones: ['13800001001'] },
  { id: 'b', grid: '2', door: '中区12号之1', headcount: 2, phones: ['13800001002'] },
  { id: 'c', grid: '3', door: '北路8巷6号', headcount: null, phones: [] },
  { id: 'd', grid: '7', door: '海丝花园3栋2单元501室', headcount: 4, phones: ['13800001004', '0595-85123456'] },
])
const context = { placeNames: ['花厅口'], areaCode: '0595', grid: '2', ledger }

const PIECES = [
  '#接龙',
  '1.',
  '2、',
  '③',
  '1️⃣',
  '中区',
  '北路8巷',
  '海丝花园',
  '1号',
  '12号之1',
  '-',
  '3栋2单元501',
  '三十二号',
  '3人',
  '大人2小孩1',
  '0人',
  '空房',
  '取消',
  '更正',
  '13800001001',
  '138 0000 1002',
  '85123456',
  '电话：',
  '门牌：',
  '人数：',
  ' ',
  '\n',
  '\r\n',
  '\n\n',
  '，',
  '+',
  '/',
  '\t',
  '「',
  '」',
  '【',
  '】',
  '例：',
  '阿珍 9:12',
  '阿明：',
  '- - - -',
  '號',
  'Ｏ',
  'l',
  '\u{1F9EA}',
  '\ud800',
  '\u200b',
  '１',
  '5/8',
  '谢谢',
  '门牌\t人数\t电话',
  '之',
  '附',
  '号',
  '栋',
  '3',
  '+2',
]
const chainText = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 60,
  })
  .map((pieces) => pieces.join(''))

describe('any text', () => {
  test('is covered by its segments from the first to the last character', () => {
    fc.assert(
      fc.property(chainText, (text) => {
        const { segments, entries } = parseChain(text, context)
        expect(segments.map((segment) => text.slice(segment.start, segment.end)).join('')).toBe(text)
        expect(segments.filter((segment) => segment.kind === 'entry').map((segment) => segment.entry)).toEqual(
          entries.map((_, k) => k),
        )
        let cursor = 0
        for (const segment of segments) {
          expect(segment.start).toBe(cursor)
          expect(segment.end).toBeGreaterThanOrEqual(segment.start)
          cursor = segment.end
        }
      }),
      { numRuns: 200 },
    )
  })

  test('gives entries whose raw text and spans lie where they say', () => {
    fc.assert(
      fc.property(chainText, (text) => {
        for (const entry of parseChain(text, context).entries) {
          expect(text.slice(entry.start, entry.end)).toBe(entry.raw)
          expect(entry.confidence).toBeGreaterThanOrEqual(0)
          expect(entry.confidence).toBeLessThanOrEqual(1)
          for (const span of entry.spans) {
            expect(span.start).toBeGreaterThanOrEqual(0)
            expect(span.end).toBeGreaterThan(span.start)
            expect(span.end).toBeLessThanOrEqual(entry.raw.length)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('reconciles to one result per entry, each certain household of the ledger', () => {
    fc.assert(
      fc.property(chainText, (text) => {
        const { entries } = parseChain(text, context)
        const results = reconcile(entries, ledger, { grid: '2' })
        expect(results).toHaveLength(entries.length)
        for (const result of results) {
          if (['candidates', 'incomplete', 'unknown-door'].includes(result.verdict)) expect(result.household).toBeNull()
          else expect(ledger.byId.has(result.household?.id ?? '')).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('is the same when it is pasted again', () => {
    fc.assert(
      fc.property(chainText, (text) => {
        const first = parseChain(text, context).entries
        const again = diffChain(first, parseChain(text, context).entries)
        expect(again.gone).toEqual([])
        expect(again.changes.every((change) => change.kind === 'same')).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test('never makes a single line throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => parseEntry(text, context).raw.length <= text.length),
      { numRuns: 300 },
    )
  })

  test('is a canonical door that stays itself, or none', () => {
    const doorText = fc
      .array(
        fc.constantFrom(
          '中区',
          '北路',
          '八巷',
          '8巷',
          '三组',
          '1',
          '12',
          '三',
          '号',
          '之',
          '-',
          '栋',
          '#',
          '单元',
          '层',
          '室',
          'A',
          'b',
          '502',
          ' ',
          '花厅口',
          '村',
          '附',
        ),
        { maxLength: 9 },
      )
      .map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(doorText, (text) => {
        const door = canonicalDoor(text, context)
        if (door !== null) expect(canonicalDoor(door, context)).toBe(door)
      }),
      { numRuns: 1500 },
    )
  })
})

describe('time', () => {
  const HOSTILE: readonly (readonly [string, string])[] = [
    ['digits', '1'],
    ['plates', '3号'],
    ['indexes', '1. '],
    ['indexes after words', '汉1.'],
    ['blanks', ' '],
    ['numerals', '一'],
    ['dashes', '1-'],
    ['people', '3人'],
    ['open quotes', '「\n'],
    ['colons', 'a:\n'],
    ['phones', '13900001111 '],
    ['masked phones', '138***'],
    ['tabs', '1\t'],
    ['words', '中'],
    ['headings', '【中区】\n'],
    ['short lines', '1\n'],
    ['examples', '例：\n'],
    ['brackets', '('],
    ['stars', '*'],
    ['letters in numbers', 'O0l'],
    ['letters that could be digits', 'l'],
    ['times', '9:12 '],
    ['rest of doors', '12栋\n902室\n'],
    ['forms', '门牌：1号\n人数：3\n'],
    ['totals', '3人，其中2人'],
  ]
  const least = (text: string): number => {
    let best = Infinity
    for (let round = 0; round < 3; round += 1) {
      const start = process.cpuUsage()
      parseChain(text, context)
      best = Math.min(best, process.cpuUsage(start).user / 1000)
    }
    return best
  }

  // Eight times the text may take eight times as long; with a quadratic step it would take 64 times as long.
  test.each(HOSTILE)('grows with the text, not faster: %s', (_, unit) => {
    const small = unit.repeat(Math.ceil(2000 / unit.length))
    const large = unit.repeat(Math.ceil(16_000 / unit.length))
    parseChain(small, context)
    expect(least(large)).toBeLessThan(Math.max(least(small), 10) * 30)
  })
})

import { describe, expect, test } from '@jest/globals'
import { buildLedgerIndex } from '../../people/ledger-index.ts'
import { judgeOrders } from './judge.ts'
import { parseOrder, parseOrders } from './parse.ts'
import { readStall } from './stall.ts'

const { stall } = readStall([
  { item: '大白菜', aliases: ['白菜'], unit: '斤', priceFen: 150 },
  { item: '黄瓜', unit: '斤', priceFen: 350 },
  { item: '西红柿', aliases: ['番茄'], unit: '斤', priceFen: 400 },
  { item: '鸡蛋', aliases: ['蛋'], unit: '板', priceFen: 2500 },
  { item: '牛腩', unit: '斤', priceFen: 4200, step: 0.5 },
  { item: '蒜', unit: '头', priceFen: 100 },
  { item: '食用油', aliases: ['油'], unit: '桶', priceFen: 8800 },
  { item: 'A套餐', aliases: ['A'], unit: '份', priceFen: 2500 },
  { item: 'B套餐', aliases: ['B'], unit: '份', priceFen: 4500 },
])
if (stall === null) throw new Error('the stall cannot be used')
const ledger = buildLedgerIndex(
  ['101', '102', '201', '202'].map((room, k) => ({
    id: room,
    grid: '2',
    door: `7栋1单元${room}室`,
    headcount: 3,
    phones: [`1380000100${k}`],
  })),
)
const context = { placeNames: ['和平里'], areaCode: '0371', grid: '2', ledger, stall }

/** `白菜2 黄瓜1` of what was read. */
const told = (items: readonly { item: string; quantity: number }[]) =>
  items.map(({ item, quantity }) => `${item}${quantity}`).join(' ')

const verdicts = (...lines: string[]) => {
  const { entries } = parseOrders(`#接龙\n${lines.map((line, k) => `${k + 1}. ${line}`).join('\n')}\n`, context)
  expect(entries).toHaveLength(lines.length)
  return judgeOrders(entries, ledger, { grid: '2' }).map(({ verdict }) => verdict)
}

describe('what one line orders', () => {
  test.each([
    ['白菜2斤半，番茄1斤半', '大白菜2.5 西红柿1.5'],
    ['番茄２斤３两', '西红柿2.3'],
    ['白菜两公斤半', '大白菜5'],
    ['白菜2KG黄瓜500g', '大白菜4 黄瓜1'],
    ['白菜、黄瓜、番茄 各2斤 共6斤', '大白菜2 黄瓜2 西红柿2'],
    ['番茄2斤、黄瓜、白菜各1斤', '西红柿2 黄瓜1 大白菜1'],
    ['【白菜】2【黄瓜】1', '大白菜2 黄瓜1'],
    ['白菜（2）黄瓜（1）', '大白菜2 黄瓜1'],
    ['白菜，2，黄瓜，1', '大白菜2 黄瓜1'],
    ['给我来2斤黄瓜3斤白菜', '黄瓜2 大白菜3'],
    ['1A2B', 'A套餐1 B套餐2'],
    ['A2份B1份', 'A套餐2 B套餐1'],
    ['白菜5元2斤 黄瓜3.5元1斤', '大白菜2 黄瓜1'],
    ['白菜1.5元/斤 2斤', '大白菜2'],
    ['白菜2斤5元', '大白菜2'],
    ['白菜2斤改成3斤', '大白菜3'],
    ['白菜2斤换成黄瓜3斤', '黄瓜3'],
    ['白菜2斤（不要烂叶），番茄3斤', '大白菜2 西红柿3'],
    ['3个大人2个小孩 白菜5斤', '大白菜5'],
    ['一家五口 白菜5', '大白菜5'],
    ['黄瓜 3个人吃', '黄瓜1'],
    ['白菜黄瓜各一', '大白菜1 黄瓜1'],
    ['白菜2斤 转账尾号5566', '大白菜2'],
    ['白菜2斤 要3点送', '大白菜2'],
    ['白菜2斤，和7-1-102一起送', '大白菜2'],
    ['李女士白菜2斤', '大白菜2'],
    ['5个人 黄瓜', '黄瓜1'],
    ['白菜1000000斤', '大白菜1000000'],
  ])('%s', (words, expected) => {
    const { items, unknownItem, lacksQuantity, door } = parseOrder(`7-1-101 ${words}`, context)
    expect({ items: told(items), unknownItem, lacksQuantity, door }).toEqual({
      items: expected,
      unknownItem: false,
      lacksQuantity: false,
      door: '7栋1单元101室',
    })
  })
})

describe('what a person must look at', () => {
  test.each([
    '白菜20块 黄瓜10块',
    '10元黄瓜',
    '番茄2-3斤',
    '白菜一二斤',
    '白菜1/2斤',
    '白菜2斤x2',
    '白菜2份黄瓜3',
    '白菜1000000000000斤',
    '白菜0斤',
    '鸡蛋30个',
    '白菜黄瓜2斤',
    '番茄换黄瓜',
    '没有白菜就换黄瓜2斤',
    '少要1斤黄瓜',
    '退1斤黄瓜',
    '番茄不要了，黄瓜2斤',
    '退款 番茄没收到',
    '有没有番茄？',
    '牛腩6两',
    '',
  ])('for its quantity: %s', (words) => {
    const { lacksQuantity, unknownItem, intent } = parseOrder(`7-1-101 ${words}`, context)
    expect({ lacksQuantity, unknownItem, intent }).toEqual({ lacksQuantity: true, unknownItem: false, intent: 'order' })
  })

  test.each([
    '鸭蛋1板',
    '蛋挞1盒',
    '番茄炒蛋2份',
    '油麦菜2斤',
    '白菜2斤油麦菜1斤',
    '包菜2斤',
    '蒜苔2斤 蒜2头',
    '小番茄2斤',
    '黄瓜2斤 香蕉',
    '牛腩面2份',
    '老干妈1瓶',
    '同楼上一样',
  ])('for an item that the stall does not have: %s', (words) => {
    const { unknownItem, door } = parseOrder(`7-1-101 ${words}`, context)
    expect({ unknownItem, door }).toEqual({ unknownItem: true, door: '7栋1单元101室' })
  })
})

describe('what becomes of the lines of a household', () => {
  test.each<[string, string[], string[]]>([
    ['a later order replaces', ['7-1-101 白菜2斤', '7-1-101 白菜3斤'], ['superseded', 'ok']],
    ['the same again', ['7-1-101 白菜2斤 黄瓜1斤', '7-1-101 黄瓜1斤 白菜2斤'], ['ok', 'duplicate']],
    ['more', ['7-1-101 白菜2斤', '7-1-101 再加白菜2斤'], ['ok', 'ok']],
    [
      'more, then the sum of both',
      ['7-1-101 白菜2斤', '7-1-101 加黄瓜1斤', '7-1-101 白菜2斤 黄瓜1斤'],
      ['ok', 'ok', 'duplicate'],
    ],
    [
      'more, then something else',
      ['7-1-101 白菜2斤', '7-1-101 加黄瓜1斤', '7-1-101 番茄1斤'],
      ['superseded', 'superseded', 'ok'],
    ],
    [
      'nothing any more',
      ['7-1-101 白菜2斤', '7-1-101 加黄瓜1斤', '7-1-101 不要了'],
      ['withdrawn', 'withdrawn', 'withdrawn'],
    ],
    ['anew after that', ['7-1-101 白菜2斤', '7-1-101 取消', '7-1-101 白菜2斤'], ['withdrawn', 'withdrawn', 'ok']],
    [
      'the whole taken back by its names',
      ['7-1-101 白菜2斤 黄瓜1斤', '7-1-101 白菜、黄瓜不要了'],
      ['withdrawn', 'withdrawn'],
    ],
    ['a part taken back', ['7-1-101 白菜2斤 黄瓜1斤', '7-1-101 黄瓜不要了'], ['ok', 'no-quantity']],
    ['less of something taken back', ['7-1-101 白菜2斤', '7-1-101 取消白菜1斤'], ['ok', 'no-quantity']],
    ['only something else', ['7-1-101 白菜2斤', '7-1-101 白菜不要了，只要黄瓜1斤'], ['superseded', 'ok']],
    ['another phone', ['7-1-101 白菜2斤 13900005555', '7-1-101 白菜2斤 13900006666'], ['ok', 'candidates']],
    [
      'another phone, put right',
      ['7-1-101 白菜2斤 13900005555', '7-1-101 更正 白菜3斤 13900006666'],
      ['superseded', 'ok'],
    ],
    ['words only', ['7-1-101 白菜2斤', '7-1-101 几点送'], ['ok', 'unknown-item']],
    [
      'household before item before quantity',
      ['7-1-999 香蕉1斤', '7-1-101 香蕉1斤 白菜 黄瓜', '7-1-102 白菜 黄瓜'],
      ['unknown-door', 'unknown-item', 'no-quantity'],
    ],
    ['a bag that is not wanted', ['7-1-101 白菜2斤 袋子不要了'], ['ok']],
    ['nothing taken back', ['7-1-101 别取消，白菜2斤', '7-1-102 白菜2斤 没有就算了'], ['ok', 'ok']],
  ])('%s', (_, lines, expected) => {
    expect(verdicts(...lines)).toEqual(expected)
  })

  test('what a person has settled counts', () => {
    const { entries } = parseOrders('1. 7-1 白菜2斤\n2. 7-1-102 黄瓜1斤\n', context)
    const settled = entries.map((entry, k) => ({
      ...entry,
      override: k === 0 ? { household: '201' } : { dismissed: true },
    }))
    const judged = judgeOrders(settled, ledger, { grid: '2' })
    expect(judged.map(({ verdict, household }) => [verdict, household?.door ?? null])).toEqual([
      ['ok', '7栋1单元201室'],
      ['dismissed', null],
    ])
  })
})

test('prices of the day are no orders, whatever index stands before them', () => {
  const text =
    '#接龙 今日菜单\n1、白菜 1.5元/斤\n2、黄瓜 3.5/斤\n3.鸡蛋25元一板\nA套餐：白菜2斤+黄瓜1斤\n\n1. 7-1-101 白菜2斤\n'
  expect(parseOrders(text, context).entries.map(({ line }) => line)).toEqual([7])
})

test('the numbers of what is ordered start no entries on a line that holds several', () => {
  const text = '接龙 1.7-1-101 白菜2、黄瓜3、13800001000 2.7-1-102 黄瓜3、番茄1 13800001001 3.7-1-201 A1、B2'
  const { entries } = parseOrders(text, context)
  expect(entries.map(({ index, items }) => [index, told(items)])).toEqual([
    [1, '大白菜2 黄瓜3'],
    [2, '黄瓜3 西红柿1'],
    [3, 'A套餐1 B套餐2'],
  ])
})

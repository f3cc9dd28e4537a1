import { expect, test } from '@jest/globals'
import { buildLedgerIndex } from '../../people/ledger-index.ts'
import { parseOrders } from '../orders/parse.ts'
import { stallAnnouncement } from './announcement.ts'

const cabbage = {
  name: '大白菜',
  unit: '斤',
  priceFen: 150,
  stepMilli: 500,
  limitMilli: 10_000,
  leftMilli: 8_000,
} as const
const eggs = {
  name: '鸡蛋',
  unit: '板',
  priceFen: 2505,
  stepMilli: 1000,
  limitMilli: null,
  leftMilli: null,
} as const
const carrots = { ...cabbage, name: '胡萝卜', stepMilli: 300, limitMilli: null }
const stall = {
  title: '爱心菜吧',
  note: '送到家门口，现金、扫码都行。\n楼上的请开一下门禁。',
  cutOff: '2022-11-27T06:00:00Z',
  deliverFrom: '2022-11-27T08:00:00Z',
  deliverUntil: '2022-11-27T12:00:00Z',
  items: [cabbage, eggs, carrots],
}

test('tells what is sold, for how much, until when and how to order', () => {
  expect(stallAnnouncement(stall)).toBe(
    `【爱心菜吧】11月27日 16:00–20:00 送到家
11月27日 14:00 截止
送到家门口，现金、扫码都行。
楼上的请开一下门禁。

大白菜 1.5元/斤，0.5斤起，每户最多10斤
鸡蛋 25.05元/板
胡萝卜 1.5元/斤，0.3斤起

接龙格式：门牌号 菜名 数量 电话
例 门牌号 大白菜1斤 鸡蛋1板 电话`,
  )
})

test('leaves out what is sold out, and says when that is everything', () => {
  expect(stallAnnouncement({ ...stall, items: [{ ...cabbage, leftMilli: 0 }, eggs] })).not.toContain('大白菜')
  const nothing = stallAnnouncement({ ...stall, items: [{ ...cabbage, leftMilli: 0 }] })
  expect(nothing).toContain('都卖完了')
  expect(nothing).not.toContain('接龙')
})

test('says both days of a delivery that goes on past midnight, in the time of the village', () => {
  const late = { ...stall, note: '', deliverFrom: '2022-11-27T12:00:00Z', deliverUntil: '2022-11-27T17:00:00Z' }
  expect(stallAnnouncement(late)).toMatch(/^【爱心菜吧】11月27日 20:00 到 11月28日 1:00 送到家\n/)
})

test('copied together with the chain, it orders nothing itself', () => {
  const ledger = buildLedgerIndex([
    { id: 'a', grid: '2', door: '7栋1单元101室', headcount: 3, phones: ['13800001000'] },
  ])
  const context = {
    placeNames: ['和平里'],
    areaCode: '0371',
    grid: '2',
    ledger,
    stall: stall.items.map(({ name, unit, priceFen }) => ({ item: name, aliases: [], unit, priceFen })),
  }
  const { entries } = parseOrders(`${stallAnnouncement(stall)}\n\n1. 7栋1单元101室 大白菜2斤 13800001000\n`, context)
  expect(entries.map(({ items }) => items)).toEqual([[{ item: '大白菜', quantity: 2 }]])
})

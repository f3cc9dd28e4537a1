import { expect, test } from '@jest/globals'
import { Refusal } from '@gezhong/shared/errors'
import { saveStall, type StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { bodyOf, copyOf, draftOf, newItem, newStall, onDay, problemsOf, withMoved } from './stall-draft.ts'

const id = (n: number) => `018f0000-0000-7000-8000-00000000000${n}`
const local = (text: string) => new Date(text).toISOString()

const stall: StallWithItems = {
  id: id(1),
  gridId: id(2),
  gridCode: '2',
  day: '2022-11-27',
  title: '爱心菜吧',
  note: '',
  payCode: 'wxp://f2f0someone',
  state: 'closed',
  cutOff: local('2022-11-27T14:00'),
  deliverFrom: local('2022-11-27T16:00'),
  deliverUntil: local('2022-11-27T20:00'),
  revision: 4,
  openedAt: null,
  orders: 3,
  amountFen: 900,
  now: local('2022-11-27T15:00'),
  items: [
    {
      id: id(3),
      name: '大白菜',
      aliases: ['白菜', '黄芽白'],
      unit: '斤',
      priceFen: 29,
      stepMilli: 500,
      limitMilli: 10_000,
      offeredMilli: 300_000,
      photoId: id(9),
      leftMilli: 290_000,
      orderedMilli: 10_000,
      amountFen: 290,
    },
    {
      id: id(4),
      name: '鸡蛋',
      aliases: [],
      unit: '板',
      priceFen: 2500,
      stepMilli: 1000,
      limitMilli: null,
      offeredMilli: null,
      photoId: null,
      leftMilli: null,
      orderedMilli: 0,
      amountFen: 0,
    },
  ],
}

test('what is saved as it was opened says the same again', () => {
  const { body, problems } = bodyOf(draftOf(stall))
  expect(problems.size).toBe(0)
  const sold = stall.items.map(({ leftMilli: _, orderedMilli: __, amountFen: ___, ...item }) => item)
  expect(body).toEqual({
    gridId: stall.gridId,
    day: stall.day,
    title: stall.title,
    note: '',
    payCode: 'wxp://f2f0someone',
    items: sold,
    cutOff: stall.cutOff,
    deliverFrom: stall.deliverFrom,
    deliverUntil: stall.deliverUntil,
  })
})

test('a new stall is for tomorrow, and needs only its goods', () => {
  const draft = newStall(id(2), id(5), new Date('2022-11-26T17:00:00Z'))
  expect([draft.day, draft.cutOff]).toEqual(['2022-11-28', '2022-11-28T14:00'])
  expect([...bodyOf(draft).problems.keys()]).toEqual([`${id(5)}.name`, `${id(5)}.price`])
  const items = [{ ...draft.items[0]!, name: ' 土豆 ', aliases: '洋芋，马铃薯 洋芋', price: '2.5' }]
  const { body } = bodyOf({ ...draft, items })
  expect(body?.items[0]).toMatchObject({ name: '土豆', aliases: ['洋芋', '马铃薯'], priceFen: 250, stepMilli: 500 })
  expect(saveStall.body.safeParse({ ...body, revision: 0 }).success).toBe(true)
})

test('the stall before is copied to the day that was chosen, with goods of its own', () => {
  let made = 5
  const copy = copyOf(stall, '2022-12-01', () => id(made++))
  expect([copy.day, copy.cutOff, copy.deliverUntil]).toEqual(['2022-12-01', '2022-12-01T14:00', '2022-12-01T20:00'])
  expect(copy.items.map((item) => [item.id, item.name])).toEqual([
    [id(5), '大白菜'],
    [id(6), '鸡蛋'],
  ])
})

test('a day that is being typed moves nothing', () => {
  const draft = draftOf(stall)
  expect(onDay(draft, '')).toEqual({ ...draft, day: '' })
  expect(onDay({ ...draft, cutOff: '' }, '2022-11-28')).toMatchObject({ cutOff: '', deliverFrom: '2022-11-28T16:00' })
})

test('an item moves by one place, and not over the edge', () => {
  const items = [1, 2, 3].map((n) => newItem(id(n)))
  const order = (n: number, by: -1 | 1) => withMoved(items, id(n), by).map((item) => Number(item.id.at(-1)))
  expect([order(2, -1), order(2, 1), order(1, -1), order(3, 1)]).toEqual([
    [2, 1, 3],
    [1, 3, 2],
    [1, 2, 3],
    [1, 2, 3],
  ])
})

test('what the server refuses stands at its field, by place or by the id of the item', () => {
  const sent = bodyOf(draftOf(stall)).body!
  const told = (...fields: { path: string; message: string }[]) => {
    const error = new Refusal('not-valid', undefined, fields)
    const { at, whole } = problemsOf(error, sent)
    return [Object.fromEntries(at), whole === error]
  }
  expect(told({ path: id(3), message: '大白菜已经订出去 10斤' })).toEqual([
    { [`${id(3)}.offered`]: '大白菜已经订出去 10斤' },
    false,
  ])
  expect(told({ path: 'items.1.limitMilli', message: '太少' }, { path: 'cutOff', message: '太晚' })).toEqual([
    { [`${id(4)}.limit`]: '太少', cutOff: '太晚' },
    false,
  ])
  expect(told({ path: 'items.1.aliases.0', message: '太长' })).toEqual([{ [`${id(4)}.aliases`]: '太长' }, false])
  expect(told({ path: 'items.9.name', message: '没有' })).toEqual([{}, true])
  expect(told()).toEqual([{}, true])
})

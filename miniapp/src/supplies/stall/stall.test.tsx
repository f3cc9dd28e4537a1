import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { Order } from '@gezhong/shared/supplies/orders/contract'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { AS_ORDERED, CABBAGE, EGGS, order, STALL, stallWith } from '../../../test/market.ts'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { HOUSEHOLD, id, refusal } from '../../../test/village.ts'
import { queries } from '../../platform/queries.ts'
import StallPage from './stall.tsx'

let stall = stallWith()
let standing: Order | null = null
let refused: object | null = null

const PLACED = `/api/stalls/${STALL.id}/households/${HOUSEHOLD.id}/order`
const bodies = (end: string) =>
  phone.requests
    .filter(({ method, url }) => method === 'POST' && url.endsWith(end))
    .map(({ data }) => JSON.parse(data ?? '{}') as { revision: number; lines: object[]; note: string })

beforeEach(() => {
  phone.reset()
  signedIn('resident')
  stall = stallWith()
  standing = null
  refused = null
  phone.params = { id: STALL.id }
  phone.answer = ({ url, method, data }) => {
    if (url.endsWith(`/api/stalls/${STALL.id}`)) return { status: 200, body: stall }
    if (url.endsWith(PLACED)) return { status: 200, body: { order: standing } }
    if (url.endsWith('/api/my/households'))
      return { status: 200, body: { households: [{ household: HOUSEHOLD, gridTitle: '第2网格', asked: [] }] } }
    if (url.endsWith('/api/orders') && method === 'POST') {
      if (refused !== null) return { status: 409, body: refused }
      const { lines } = JSON.parse(data ?? '{}') as { lines: { itemId: string; milli: number; priceFen: number }[] }
      standing = order({
        revision: (standing?.revision ?? 0) + 1,
        lines: lines.map((line) => ({
          ...line,
          name: '大白菜',
          unit: '斤',
          amountFen: (line.milli * line.priceFen) / 1000,
          ...AS_ORDERED,
        })),
        amountFen: 150,
      })
      return { status: 200, body: standing }
    }
    if (url.endsWith('/cancel')) {
      standing = order({ state: 'cancelled', revision: 2 })
      return { status: 200, body: standing }
    }
    return { status: 404, body: {} }
  }
})

const more = (name: string) => fireEvent.click(screen.getByRole('button', { name: new RegExp(`${name}.*(加|多)`) }))

test('what is chosen is added up and ordered at the price that was shown', async () => {
  show(<StallPage />)
  await screen.findByText('大白菜')
  more('大白菜')
  more('大白菜')
  more('鸡蛋')
  await screen.findByText('¥26.50')
  fireEvent.click(screen.getByRole('button', { name: '下单' }))
  await screen.findByText('已经订了')
  expect(bodies('/api/orders')).toMatchObject([
    {
      revision: 0,
      lines: [
        { itemId: CABBAGE.id, milli: 1000, priceFen: 150 },
        { itemId: EGGS.id, milli: 1000, priceFen: 2500 },
      ],
    },
  ])
})

test('an order is changed from what it is, and only when something differs', async () => {
  standing = order()
  show(<StallPage />)
  await screen.findByText('已经订了')
  expect(screen.getByRole('button', { name: '已经订好' })).toBeTruthy()
  more('大白菜')
  fireEvent.click(await screen.findByRole('button', { name: '改成这样' }))
  await waitFor(() => expect(bodies('/api/orders')).toMatchObject([{ revision: 1, lines: [{ milli: 2500 }] }]))
})

test('an order is cancelled after a question', async () => {
  standing = order()
  show(<StallPage />)
  fireEvent.click(await screen.findByRole('button', { name: '不要了，取消' }))
  expect(bodies('/cancel')).toEqual([])
  fireEvent.click(await screen.findByRole('button', { name: '取消订单' }))
  await waitFor(() => expect(bodies('/cancel')).toEqual([{ revision: 1 }]))
  await waitFor(() => expect(screen.queryByText('已经订了')).toBeNull())
})

test('a price that has changed meanwhile is said at the thing, and nothing is ordered', async () => {
  refused = { ...refusal('price-changed'), fields: [{ path: CABBAGE.id, message: '大白菜改价了，现在 ¥1.80/斤' }] }
  show(<StallPage />)
  await screen.findByText('大白菜')
  more('大白菜')
  fireEvent.click(screen.getByRole('button', { name: '下单' }))
  await screen.findByText('大白菜改价了，现在 ¥1.80/斤')
  expect(screen.queryByText('已经订了')).toBeNull()
})

test('what is sold out cannot be chosen', async () => {
  stall = stallWith([CABBAGE, { ...EGGS, leftMilli: 0 }])
  show(<StallPage />)
  await screen.findByText('卖完了')
  more('鸡蛋')
  expect(screen.getByRole('button', { name: '先选菜' })).toBeTruthy()
})

test('when another of the family has changed the order, theirs counts and it is said', async () => {
  standing = order()
  show(<StallPage />)
  await screen.findByText('已经订了')
  more('大白菜')
  await screen.findByRole('button', { name: '改成这样' })
  standing = order({ revision: 2, lines: [{ ...order().lines[0]!, milli: 4000, amountFen: 600 }], amountFen: 600 })
  await queries.invalidateQueries()
  await screen.findByText('单子刚才有人改过')
  expect(screen.getByRole('button', { name: '已经订好' })).toBeTruthy()
})

test('a closed page loses nothing that was chosen', async () => {
  const first = show(<StallPage />)
  await screen.findByText('大白菜')
  more('大白菜')
  await screen.findByText('¥0.75')
  first.unmount()
  show(<StallPage />)
  await screen.findByText('¥0.75')
})

test('after the cut-off there is only what was ordered', async () => {
  standing = order()
  stall = stallWith(undefined, { cutOff: '2026-11-23T08:00:00+08:00' })
  show(<StallPage />)
  await screen.findByText('已经订了')
  expect(screen.queryByRole('button', { name: '不要了，取消' })).toBeNull()
  expect(screen.queryByRole('button', { name: /改成这样|已经订好|下单/ })).toBeNull()
})

/** What else runs is real: only what the phone takes the time to be is made up. */
const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'] as const
const DAY = 86_400_000

test.each([
  ['a second before it', -1000, DAY, true],
  ['at it', 0, -DAY, false],
])('the cut-off is the server’s, %s, though the phone’s clock is a day wrong', async (_, moment, skew, sells) => {
  const asked = Date.parse(STALL.cutOff) + moment
  const doNotFake = [...TIMERS, 'nextTick', 'queueMicrotask', 'performance', 'requestAnimationFrame'] as const
  jest.useFakeTimers({ now: asked + skew, doNotFake: [...doNotFake] })
  try {
    stall = stallWith(undefined, { now: new Date(asked).toISOString() })
    show(<StallPage />)
    await screen.findByText(sells ? /截止，还有 不到 1 分钟/ : '已经截止')
    await screen.findByText('大白菜')
    expect(screen.queryByRole('button', { name: '先选菜' }) !== null).toBe(sells)
  } finally {
    jest.useRealTimers()
  }
})

test('after the cut-off the voucher is opened to be scanned, and stays on the phone', async () => {
  stall = stallWith(undefined, { state: 'closed' })
  standing = order()
  const before = phone.answer
  const digits = '1'.repeat(193)
  phone.answer = (request) =>
    request.url.endsWith(`/api/orders/${standing!.id}/voucher`)
      ? {
          status: 200,
          body: { voucher: { digits, shortCode: '12345674', state: 'live', lastDay: '2022-04-05', deliveredAt: null } },
        }
      : before(request)
  show(<StallPage />)
  fireEvent.click(await screen.findByText('送菜的人来了，打开给他扫'))
  await screen.findByRole('img', { name: /取菜凭证/ })
  expect(screen.getByText('1234 5674')).toBeTruthy()
})

test('a long menu is there in the end, drawn a few rows at a time', async () => {
  const many = Array.from({ length: 40 }, (_, at) => ({ ...CABBAGE, id: id(3000 + at), name: `菜${at + 1}号` }))
  stall = stallWith(many)
  show(<StallPage />)
  await screen.findByText('菜1号')
  expect(screen.queryByText('菜40号')).toBeNull()
  await screen.findByText('菜40号', undefined, { timeout: 10_000 })
  more('菜40号')
  await screen.findByText('¥0.75')
}, 20_000)

test('whoever keeps the stall gives a thing its photo; the rest of the stall stays as it is', async () => {
  signedIn('worker')
  phone.photo = 'wxfile://cabbage.jpg'
  const answer = phone.answer
  phone.answer = (request) => {
    if (request.url.includes('/api/stall-photos/')) return { status: 200, body: { id: request.url.split('/').at(-1) } }
    if (request.method === 'PUT' && request.url.endsWith(`/api/stalls/${STALL.id}`)) {
      const { items } = JSON.parse(request.data ?? '{}') as { items: { photoId: string | null }[] }
      stall = stallWith(stall.items.map((item, at) => ({ ...item, photoId: items[at]!.photoId })))
      return { status: 200, body: stall }
    }
    return answer(request)
  }
  show(<StallPage />)
  fireEvent.click(await screen.findByRole('button', { name: '照片和收款码' }))
  fireEvent.click(screen.getByRole('button', { name: '拍照：大白菜' }))
  fireEvent.click(await screen.findByRole('button', { name: '从相册选' }))
  await screen.findByRole('button', { name: '换照片：大白菜' })
  expect(stall.items.map(({ photoId }) => photoId !== null)).toEqual([true, false])
})

const passedOn = () => phone.passOn?.({}) ?? {}

test('a resident is offered neither photos nor a key to pass the stall on, and the menu of WeChat names nobody', async () => {
  show(<StallPage />)
  await screen.findByText('大白菜')
  expect(screen.queryByRole('button', { name: '照片和收款码' })).toBeNull()
  expect(screen.queryByText('发到微信群')).toBeNull()
  expect(passedOn()).toMatchObject({ title: expect.stringContaining('爱心菜吧') })
  expect(JSON.stringify(passedOn())).not.toContain(HOUSEHOLD.id)
})

describe('the collector’s code', () => {
  const PAY_CODE = 'wxp://f2f0someone'
  const stand = { dueFen: 150, paidFen: 0, openFen: 150, overpaidFen: 0, payments: [] }
  const withPayments = (money: object) => {
    const before = phone.answer
    phone.answer = (request) => (request.url.endsWith('/payments') ? { status: 200, body: money } : before(request))
  }

  test('is shown to a household that owes something, and not to one that has paid', async () => {
    stall = { ...stallWith(), payCode: PAY_CODE }
    standing = order()
    withPayments(stand)
    const shown = show(<StallPage />)
    fireEvent.click(await screen.findByRole('button', { name: '转账付款' }))
    expect(await screen.findByRole('img', { name: '收款码' })).toBeTruthy()
    shown.unmount()
    queries.clear()
    withPayments({ ...stand, paidFen: 150, openFen: 0 })
    show(<StallPage />)
    await screen.findByText('付钱')
    await waitFor(() => expect(screen.queryByRole('button', { name: '转账付款' })).toBeNull())
  })

  test('is scanned by who keeps the stall; what is no such code is said and not saved', async () => {
    signedIn('worker')
    const saved: (string | null)[] = []
    const before = phone.answer
    phone.answer = (request) => {
      if (request.method !== 'PUT') return before(request)
      const { payCode } = JSON.parse(request.data ?? '{}') as { payCode: string | null }
      saved.push(payCode)
      stall = { ...stall, payCode }
      return { status: 200, body: stall }
    }
    show(<StallPage />)
    fireEvent.click(await screen.findByRole('button', { name: '照片和收款码' }))
    phone.scanned = '12345678'
    fireEvent.click(await screen.findByRole('button', { name: '扫收款人的码' }))
    await screen.findByText(/这不是收款码/)
    expect(saved).toEqual([])
    phone.scanned = ` ${PAY_CODE} `
    fireEvent.click(screen.getByRole('button', { name: '关闭扫码' }))
    fireEvent.click(screen.getByRole('button', { name: '扫收款人的码' }))
    await screen.findByRole('img', { name: '收款码' })
    expect(saved).toEqual([PAY_CODE])
    fireEvent.click(screen.getByRole('button', { name: '不要了' }))
    await waitFor(() => expect(saved).toEqual([PAY_CODE, null]))
  })
})

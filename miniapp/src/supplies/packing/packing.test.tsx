import { beforeEach, expect, test } from '@jest/globals'
import type { Bag, BagLine } from '@gezhong/shared/supplies/packing/contract'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { CABBAGE, EGGS, STALL } from '../../../test/market.ts'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { id, NOW, refusal } from '../../../test/village.ts'
import Packing from './packing.tsx'

const cabbage: BagLine = {
  itemId: CABBAGE.id,
  name: '大白菜',
  unit: '斤',
  milli: 2000,
  dueMilli: 2000,
  weighedMilli: null,
  givenMilli: 2000,
  amountFen: 300,
}
const eggs: BagLine = {
  ...cabbage,
  itemId: EGGS.id,
  name: '鸡蛋',
  unit: '板',
  milli: 1000,
  dueMilli: 1000,
  givenMilli: 1000,
}

const aBag = (over: Partial<Bag> = {}): Bag => ({
  orderId: id(1100),
  stallId: STALL.id,
  door: '中区32号',
  gridCode: '2-1',
  priority: false,
  state: 'placed',
  revision: 3,
  note: '放门口',
  lines: [cabbage, eggs],
  amountFen: 2800,
  packedAt: null,
  packedByName: null,
  changedSince: false,
  ...over,
})

let bag = aBag()
let mayPack = true

const sent = (end: string) =>
  phone.requests
    .filter(({ method, url }) => method !== 'GET' && url.endsWith(end))
    .map(({ data }) => JSON.parse(data ?? '{}') as object)

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  bag = aBag()
  mayPack = true
  phone.params = { id: STALL.id }
  phone.answer = ({ url, data }) => {
    const totals = [{ itemId: CABBAGE.id, name: '大白菜', unit: '斤', milli: 2000, leftMilli: 2000 }]
    const piece = { gridId: id(203), gridCode: '2-1', bags: [bag], packed: bag.packedAt === null ? 0 : 1, totals }
    if (url.endsWith(`/api/stalls/${STALL.id}/bags`))
      return { status: 200, body: { pieces: [piece], mayPack, over: true } }
    if (url.endsWith('/api/bags/find')) {
      const { code } = JSON.parse(data ?? '{}') as { code: string }
      return code === '12345674' ? { status: 200, body: bag } : { status: 404, body: refusal('not-found') }
    }
    if (url.endsWith('/pack')) {
      bag = aBag({ packedAt: NOW, packedByName: '网格员' })
      return { status: 200, body: bag }
    }
    if (url.endsWith('/weight')) {
      bag = aBag({ revision: 4, lines: [{ ...cabbage, weighedMilli: 1500, givenMilli: 1500, amountFen: 225 }, eggs] })
      return { status: 200, body: bag }
    }
    return { status: 404, body: {} }
  }
})

test('a bag that is found by its eight digits is packed once every line is ticked', async () => {
  show(<Packing />)
  await screen.findByText('2-1 网格')
  fireEvent.input(screen.getByRole('textbox', { name: '标签上的8个数字' }), { target: { value: '1234 5674' } })
  await screen.findByRole('switch', { name: '大白菜 2斤' })
  const packed = screen.getByRole('button', { name: '装好了' })
  fireEvent.click(packed)
  fireEvent.click(screen.getByRole('switch', { name: '大白菜 2斤' }))
  fireEvent.click(packed)
  expect(sent('/pack')).toEqual([])
  fireEvent.click(screen.getByRole('switch', { name: '鸡蛋 1板' }))
  fireEvent.click(screen.getByRole('button', { name: '装好了' }))
  await waitFor(() => expect(sent('/pack')).toEqual([{ revision: 3 }]))
  await screen.findByText('装好 1 / 1 袋')
})

test('a label that is scanned opens its bag, and once it is packed the next is read at once', async () => {
  show(<Packing />)
  await screen.findByText('2-1 网格')
  phone.scanned = '12345674'
  fireEvent.click(screen.getByRole('button', { name: '扫标签' }))
  fireEvent.click(await screen.findByRole('switch', { name: '大白菜 2斤' }))
  fireEvent.click(screen.getByRole('switch', { name: '鸡蛋 1板' }))
  phone.scanned = 'https://pay.example/13800000000'
  fireEvent.click(screen.getByRole('button', { name: '装好了' }))
  await screen.findByText('这不是袋子上的标签，请扫标签上的码')
  expect(sent('/pack')).toEqual([{ revision: 3 }])
  expect(sent('/find')).toEqual([{ code: '12345674' }])
  phone.scanned = null
  fireEvent.click(screen.getByRole('button', { name: '继续扫码' }))
  await screen.findByText('中区 32 号 装好了')
  fireEvent.input(screen.getByRole('textbox', { name: '标签上的8个数字' }), { target: { value: '87654323' } })
  fireEvent.click(screen.getByRole('button', { name: '查' }))
  await screen.findByText('没找到')
  fireEvent.click(screen.getByRole('button', { name: '继续扫码' }))
  fireEvent.click(screen.getByRole('button', { name: '关闭扫码' }))
  await screen.findByText('2-1 网格')
})

test('a weight far from what is due is kept only by saying that it is right', async () => {
  show(<Packing />)
  fireEvent.click(await screen.findByRole('button', { name: /中区 32 号/ }))
  fireEvent.click(await screen.findByText('大白菜过秤'))
  fireEvent.input(await screen.findByRole('textbox', { name: '称出多少斤' }), { target: { value: '1.5' } })
  expect(screen.queryByRole('button', { name: '记下' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '没错，1.5斤' }))
  await waitFor(() => expect(sent('/weight')).toEqual([{ dueMilli: 2000, weighedMilli: 1500, sure: true }]))
})

test('a bag that changed after it was packed says so, and whoever may not pack only reads', async () => {
  bag = aBag({ packedAt: NOW, packedByName: '网格员', changedSince: true })
  mayPack = false
  show(<Packing />)
  await screen.findByText('有改动，请重装')
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.queryByRole('button', { name: /中区 32 号/ })).toBeNull()
})

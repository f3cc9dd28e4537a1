import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { order, STALL } from '../../../test/market.ts'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { refusal } from '../../../test/village.ts'
import Stalls from './stalls.tsx'

let stalls = [STALL]
let refuse = false

const moves = () =>
  phone.requests.filter(({ url }) => url.endsWith('/state')).map(({ data }) => JSON.parse(data ?? '{}').to)

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  stalls = [STALL]
  refuse = false
  phone.answer = ({ url }) => {
    if (url.endsWith(`/api/stalls/${STALL.id}/state`))
      return refuse ? { status: 409, body: refusal('past-cut-off') } : { status: 200, body: {} }
    if (url.includes('/api/stalls?')) return { status: 200, body: { rows: stalls, total: stalls.length } }
    if (url.includes('/api/own/orders'))
      return { status: 200, body: { rows: [{ order: order(), stall: STALL }], total: 1 } }
    return { status: 404, body: {} }
  }
})

test('a household sees what is sold, until when, and what it has ordered; nothing of the keeper', async () => {
  signedIn('resident')
  show(<Stalls />)
  await screen.findByText('中区 32 号 订了 1 样')
  screen.getByText('今天 14:00 截止，还有 5 小时 50 分，今天 16:00–20:00 送')
  expect(screen.queryByText('粘贴接龙')).toBeNull()
  expect(screen.queryByText('提前截止')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '爱心菜吧，正在卖' }))
  expect(phone.opened).toEqual([`/supplies/stall/stall?id=${STALL.id}`])
})

test('a worker is led to the orders and to pasting', async () => {
  show(<Stalls />)
  fireEvent.click(await screen.findByRole('button', { name: /^2 户订了/ }))
  fireEvent.click(screen.getByRole('button', { name: /^粘贴接龙/ }))
  expect(phone.opened).toEqual([
    `/supplies/orders/orders?id=${STALL.id}`,
    `/supplies/order-chain/order-chain?id=${STALL.id}&grid=${STALL.gridId}`,
  ])
})

test('a draft is put on sale after a question', async () => {
  stalls = [{ ...STALL, state: 'draft', openedAt: null }]
  show(<Stalls />)
  fireEvent.click(await screen.findByRole('button', { name: '开卖' }))
  expect(moves()).toEqual([])
  await screen.findByText('网格里每一户马上看得到，可以下单。')
  fireEvent.click(screen.getAllByRole('button', { name: '开卖' }).at(-1)!)
  await waitFor(() => expect(moves()).toEqual(['open']))
  await waitFor(() => expect(screen.queryByText('网格里每一户马上看得到，可以下单。')).toBeNull())
})

test('a sale is ended before its time; why it was not is said in the question', async () => {
  refuse = true
  show(<Stalls />)
  fireEvent.click(await screen.findByRole('button', { name: '提前截止' }))
  fireEvent.click(screen.getByRole('button', { name: '截止' }))
  await waitFor(() => expect(moves()).toEqual(['closed']))
  await screen.findByRole('alert')
  screen.getByText('现在就截止？')
})

test('a sale that is over offers neither pasting nor an end', async () => {
  stalls = [{ ...STALL, state: 'closed' }]
  show(<Stalls />)
  await screen.findByText('2 户订了')
  expect(screen.queryByText('粘贴接龙')).toBeNull()
  expect(screen.queryByText('提前截止')).toBeNull()
})

test('nothing is sold: it says why the list is empty', async () => {
  stalls = []
  show(<Stalls />)
  await screen.findByText('今天还没开卖')
})

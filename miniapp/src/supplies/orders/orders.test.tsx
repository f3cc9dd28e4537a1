import { beforeEach, expect, test } from '@jest/globals'
import { SEARCH_HEADER } from '@gezhong/shared/client'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { AS_ORDERED, CABBAGE, EGGS, order, STALL, stallWith } from '../../../test/market.ts'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { id } from '../../../test/village.ts'
import Orders from './orders.tsx'

const eggs = {
  itemId: EGGS.id,
  name: '鸡蛋',
  unit: '板' as const,
  milli: 1000,
  priceFen: 2500,
  amountFen: 2500,
  ...AS_ORDERED,
}
const FIRST = order()
const SECOND = order({
  id: id(1101),
  householdId: id(132),
  door: '中区33号',
  priority: true,
  source: 'chain',
  note: '放门口',
  lines: [{ ...FIRST.lines[0]!, milli: 1500, amountFen: 225 }, eggs],
  amountFen: 2725,
})
let rows = [FIRST, SECOND]
let offline = false

const asked = (words: string) => phone.requests.some(({ url }) => url.includes('/orders?') && url.includes(words))

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  rows = [FIRST, SECOND]
  offline = false
  phone.params = { id: STALL.id }
  phone.answer = ({ url }) => {
    if (offline) return null
    if (url.endsWith(`/api/stalls/${STALL.id}`))
      return { status: 200, body: stallWith([CABBAGE, { ...EGGS, orderedMilli: 1000, leftMilli: 4000 }]) }
    if (!url.includes(`/api/stalls/${STALL.id}/orders`)) return { status: 404, body: {} }
    const found = url.includes(EGGS.id) ? rows.filter(({ lines }) => lines.length > 1) : rows
    const amountFen = found.reduce((sum, one) => sum + one.amountFen, 0)
    return { status: 200, body: { rows: found, total: found.length, amountFen } }
  }
})

test('every door has its goods, its sum and what it wished, and leads to its order', async () => {
  show(<Orders />)
  await screen.findByText('2 户')
  screen.getByText('一共 ¥30.25')
  screen.getByText('大白菜 1.5斤、鸡蛋 1板 · 放门口 · 群里接龙')
  screen.getByText('先照顾')
  expect(asked('state=placed')).toBe(true)
  fireEvent.click(screen.getByRole('button', { name: /^中区 33 号/ }))
  expect(phone.opened).toEqual([`/supplies/stall/stall?id=${STALL.id}&household=${id(132)}`])
})

test('how much of a thing is wanted leads to those who want it, and back', async () => {
  show(<Orders />)
  fireEvent.click(await screen.findByRole('tab', { name: /每样多少/ }))
  await screen.findByText('3.5斤')
  fireEvent.click(screen.getByRole('button', { name: '鸡蛋，订了 1板，看谁要' }))
  await screen.findByText('只看要鸡蛋的')
  await screen.findByText('鸡蛋 1板 · 放门口 · 群里接龙')
  expect(screen.getByText('1 户')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '看全部' }))
  await screen.findByText('2 户')
})

test('a door is searched for', async () => {
  show(<Orders />)
  await screen.findByText('2 户')
  fireEvent.change(screen.getByRole('textbox', { name: '找门牌' }), { target: { value: '33' } })
  await waitFor(() => expect(phone.requests.at(-1)?.header[SEARCH_HEADER]).toBe('33'))
})

test('nobody has ordered yet: it says so, and how orders come in', async () => {
  rows = []
  show(<Orders />)
  await screen.findByText('还没有人订')
  fireEvent.click(screen.getByRole('button', { name: '粘贴接龙' }))
  expect(phone.opened).toEqual([`/supplies/order-chain/order-chain?id=${STALL.id}&grid=${STALL.gridId}`])
})

test('without a network the orders of the last visit are shown', async () => {
  const first = show(<Orders />)
  await screen.findByText('2 户')
  first.unmount()
  offline = true
  show(<Orders />)
  screen.getByText('2 户')
})

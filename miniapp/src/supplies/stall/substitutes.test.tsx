import { beforeEach, expect, test } from '@jest/globals'
import type { Substitute } from '@gezhong/shared/supplies/shortage/contract'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { CABBAGE, EGGS, order, STALL, stallWith } from '../../../test/market.ts'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { HOUSEHOLD, id } from '../../../test/village.ts'
import StallPage from './stall.tsx'

const WHY = '大白菜到货少：先照顾老人和病人，其余每户平分，您家 1斤'
let offer: Substitute

const short = () =>
  order({
    amountFen: 150,
    lines: [{ ...order().lines[0]!, givenMilli: 1000, amountFen: 150, shortWhy: WHY }],
  })

beforeEach(() => {
  phone.reset()
  signedIn('resident')
  offer = {
    id: id(1200),
    orderId: order().id,
    shortItemId: CABBAGE.id,
    shortName: '大白菜',
    itemId: EGGS.id,
    name: '鸡蛋',
    unit: '板',
    milli: 1000,
    priceFen: 2500,
    amountFen: 2500,
    state: 'offered',
  }
  phone.params = { id: STALL.id }
  phone.answer = ({ url, data }) => {
    if (url.endsWith(`/api/stalls/${STALL.id}`)) return { status: 200, body: stallWith(undefined, { state: 'closed' }) }
    if (url.endsWith('/order')) return { status: 200, body: { order: short() } }
    if (url.endsWith('/substitutes')) return { status: 200, body: { rows: [offer] } }
    if (url.endsWith('/answer')) {
      const { accept } = JSON.parse(data ?? '{}') as { accept: boolean }
      offer = { ...offer, state: accept ? 'accepted' : 'declined' }
      return { status: 200, body: short() }
    }
    if (url.endsWith('/api/my/households'))
      return { status: 200, body: { households: [{ household: HOUSEHOLD, gridTitle: '第2网格', asked: [] }] } }
    return { status: 404, body: {} }
  }
})

test('a household reads why it gets less, and says yes or no to something else', async () => {
  show(<StallPage />)
  await screen.findByText((_, element) => element?.className === 'row-note' && element.textContent.includes(WHY))
  await screen.findByText('大白菜不够，换鸡蛋 1板？')
  fireEvent.click(screen.getByRole('button', { name: '要' }))
  await waitFor(() =>
    expect(phone.requests.filter(({ url }) => url.endsWith('/answer')).map(({ data }) => data)).toEqual([
      JSON.stringify({ accept: true }),
    ]),
  )
  fireEvent.click(await screen.findByRole('button', { name: '又不要了' }))
  await screen.findByRole('button', { name: '还是要' })
})

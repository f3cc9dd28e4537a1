import { beforeEach, expect, test } from '@jest/globals'
import type { Due, Payment, PaymentBatch, PaymentVerdict } from '@gezhong/shared/supplies/payments/contract'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { STALL, stallWith } from '../../../test/market.ts'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { HOUSEHOLD, id, NOW } from '../../../test/village.ts'
import Dues from './dues.tsx'

const DUE: Due = {
  orderId: id(1100),
  householdId: HOUSEHOLD.id,
  door: HOUSEHOLD.door,
  gridCode: '2',
  state: 'placed',
  orderedFen: 300,
  dueFen: 285,
  paidFen: 0,
  openFen: 285,
  overpaidFen: 0,
}
const PAID: Payment = {
  id: id(1300),
  orderId: DUE.orderId,
  door: DUE.door,
  gridCode: '2',
  way: 'cash',
  takenFen: 500,
  changeFen: 100,
  takesBack: null,
  isTakenBack: false,
  reason: '',
  collectorName: '陈志强',
  at: NOW,
}
let payments: Payment[] = []
let verdict: PaymentVerdict = 'recorded'
let lost = false

const sent = () =>
  phone.requests
    .filter(({ method, url }) => method === 'POST' && url.endsWith('/api/payments'))
    .map(({ data }) => (JSON.parse(data ?? '{}') as PaymentBatch).payments[0]!)

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  payments = []
  verdict = 'recorded'
  lost = false
  phone.params = { id: STALL.id }
  phone.answer = ({ url, data }) => {
    if (url.endsWith(`/api/stalls/${STALL.id}`)) return { status: 200, body: stallWith() }
    if (url.includes('/dues')) {
      const { dueFen, paidFen, openFen, overpaidFen } = DUE
      const sums = { dueFen, paidFen, openFen, overpaidFen }
      return { status: 200, body: { rows: url.includes('state=open') ? [DUE] : [], total: 1, ...sums } }
    }
    if (url.endsWith('/api/own/takings')) {
      const ways = { cash: 1050, transfer: 300, prepaid: 0, handedFen: 500, missingFen: 0, heldFen: 550 }
      const mine = { stallId: STALL.id, title: STALL.title, day: STALL.day, payments: 4, ...ways }
      return { status: 200, body: { takings: [mine] } }
    }
    if (url.endsWith(`/api/orders/${DUE.orderId}/payments`)) return { status: 200, body: { ...DUE, payments } }
    if (!url.endsWith('/api/payments')) return { status: 404, body: {} }
    if (lost) return null
    const { payments: said } = JSON.parse(data ?? '{}') as PaymentBatch
    return { status: 200, body: { verdicts: said.map((one) => ({ id: one.id, verdict, stand: null })) } }
  }
})

const open = async () => {
  show(<Dues />)
  fireEvent.click(await screen.findByRole('button', { name: '中区 32 号，还欠 ¥2.85' }))
  await screen.findByText('记下后两清')
}
const type = (name: string, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

test('a door that owes pays with a note and is given change', async () => {
  await open()
  screen.getByText('现金 ¥10.50，转账 ¥3.00')
  screen.getByText('¥5.50')
  type('收了（元）', '5')
  await screen.findByText('记下后要退 ¥2.15')
  type('找零或退（元）', '2.15')
  await screen.findByText('记下后两清')
  press('记下')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(sent()).toMatchObject([{ orderId: DUE.orderId, way: 'cash', takenFen: 500, changeFen: 215 }])
})

test('pressed again after a lost answer it is the same payment', async () => {
  await open()
  lost = true
  press('记下')
  await screen.findByRole('alert')
  lost = false
  press('记下')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const [first, second, ...more] = sent()
  expect([first!.id, first!.at, more]).toEqual([second!.id, second!.at, []])
})

test('what the server does not count is said, and the amounts stay', async () => {
  verdict = 'unknown'
  await open()
  type('收了（元）', '２．８５')
  press('记下')
  await screen.findByText('没有这一单，或者不归您收')
  type('收了（元）', '二块')
  await screen.findByText('写多少元，如 12.5')
})

test('a payment is taken back with its reason, mirrored', async () => {
  payments = [PAID]
  await open()
  await screen.findByText('现金，收 ¥5.00，找 ¥1.00')
  press('撤回')
  type('为什么撤回“现金，收 ¥5.00，找 ¥1.00”', '记错户了')
  press('撤回这一笔')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(sent()).toMatchObject([{ takesBack: PAID.id, takenFen: 100, changeFen: 500, reason: '记错户了' }])
})

test('a column without doors says so', async () => {
  show(<Dues />)
  fireEvent.click(await screen.findByRole('tab', { name: '要退' }))
  await screen.findByText('没有要退的')
})

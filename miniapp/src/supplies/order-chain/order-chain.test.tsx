import { beforeEach, expect, test } from '@jest/globals'
import type { OrderChainView } from '@gezhong/shared/supplies/order-chains/contract'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { goods, orderChain, orderLine, plan, STALL, stallWith } from '../../../test/market.ts'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { GRIDS, HOUSEHOLD, id, NOW } from '../../../test/village.ts'
import OrderChainPage from './order-chain.tsx'

const TEXT = '#接龙\n1. 中区32号 白菜2斤 18800003570\n2. 8号 白菜1斤'
const HOME = { householdId: HOUSEHOLD.id, door: HOUSEHOLD.door, headcount: 3 }
const OTHER = { householdId: id(131), door: '北路6巷8号', headcount: 4 }
const CLEAR = orderLine({
  line: 2,
  text: '1. 中区32号 白菜2斤 188····3570',
  door: '中区32号',
  goods: goods(2000),
  household: HOME,
})
const DOUBTFUL = orderLine({
  line: 3,
  index: 2,
  text: '2. 8号 白菜1斤',
  goods: goods(1000),
  verdict: 'candidates',
  toSettle: true,
  candidates: [OTHER],
})

let offline = false
let before: OrderChainView
let seen: OrderChainView
let done: OrderChainView
let stall = stallWith()

interface Sent {
  text: string
  fixes: { key: string; text: string | null; householdId: string | null; dismissed: boolean }[]
  settled: { householdId: string; counts: string }[]
}
const PLACE = `/api/stalls/${STALL.id}/chains/${STALL.gridId}`
const sent = (end: string) =>
  phone.requests
    .filter(({ method, url }) => method === 'POST' && url.endsWith(PLACE + end))
    .map(({ data }) => JSON.parse(data ?? '{}') as Sent)

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  offline = false
  stall = stallWith()
  before = orderChain([], [])
  seen = orderChain([CLEAR, DOUBTFUL], [plan({})])
  done = seen
  phone.params = { id: STALL.id, grid: STALL.gridId }
  phone.answer = ({ url, method }) => {
    if (url.endsWith('/api/grids')) return { status: 200, body: { grids: GRIDS } }
    if (url.endsWith(`/api/stalls/${STALL.id}`)) return { status: 200, body: stall }
    if (url.endsWith(PLACE) && method === 'GET') return { status: 200, body: before }
    if (offline) return null
    if (url.endsWith(`${PLACE}/preview`)) return { status: 200, body: seen }
    if (url.endsWith(PLACE)) return { status: 200, body: done }
    return { status: 404, body: {} }
  }
})

const box = () => screen.findByRole('textbox', { name: '接龙原文' })
const type = async (text: string) => fireEvent.change(await box(), { target: { value: text } })

test('a chain is read while one types: every line has its word, and nothing is ordered', async () => {
  show(<OrderChainPage />)
  await type(TEXT)
  await screen.findByText('中区 32 号 · 大白菜 2斤')
  expect(screen.getByText('对上了')).toBeTruthy()
  expect(screen.getByText('分不清哪户')).toBeTruthy()
  expect(sent('/preview').at(-1)?.text).toBe(TEXT)
  expect(sent('')).toEqual([])
})

test('a household is chosen from those meant, a line reworded from our own copy, or left out', async () => {
  show(<OrderChainPage />)
  await type(TEXT)
  fireEvent.click(await screen.findByRole('button', { name: /认定是 北路/ }))
  await waitFor(() =>
    expect(sent('/preview').at(-1)?.fixes).toMatchObject([{ key: 'line-3', householdId: OTHER.householdId }]),
  )
  fireEvent.click(screen.getByRole('button', { name: /^改这一条/ }))
  fireEvent.change(screen.getByDisplayValue('8号 白菜1斤'), { target: { value: '8号 白菜3斤' } })
  fireEvent.click(screen.getByRole('button', { name: '就这样' }))
  await waitFor(() =>
    expect(sent('/preview').at(-1)?.fixes).toEqual([
      { key: 'line-3', text: '8号 白菜3斤', householdId: OTHER.householdId, dismissed: false },
    ]),
  )
  fireEvent.click(screen.getByRole('button', { name: /^不改了/ }))
  await waitFor(() => expect(sent('/preview').at(-1)?.fixes).toEqual([]))
  fireEvent.click(screen.getByRole('button', { name: /^不算数/ }))
  await waitFor(() => expect(sent('/preview').at(-1)?.fixes).toMatchObject([{ key: 'line-3', dismissed: true }]))
})

test('a household that is none of those is found in the ledger', async () => {
  const answer = phone.answer
  phone.answer = (request) =>
    request.url.includes('/api/households?') && request.url.includes(STALL.gridId)
      ? { status: 200, body: { rows: [HOUSEHOLD], total: 1 } }
      : answer(request)
  show(<OrderChainPage />)
  await type(TEXT)
  fireEvent.click(await screen.findByRole('button', { name: /^选门牌/ }))
  fireEvent.change(screen.getByRole('textbox', { name: '找门牌' }), { target: { value: '32' } })
  fireEvent.click(await screen.findByRole('button', { name: /^中区 32 号/ }))
  await waitFor(() =>
    expect(sent('/preview').at(-1)?.fixes).toMatchObject([{ key: 'line-3', householdId: HOUSEHOLD.id }]),
  )
})

test('one press orders for all; the box is empty once nothing waits for a person', async () => {
  seen = orderChain([CLEAR], [plan({})])
  done = seen
  show(<OrderChainPage />)
  await type(TEXT)
  fireEvent.click(await screen.findByRole('button', { name: '订上 1 户' }))
  await screen.findByText('订上了 1 户')
  expect(sent('')).toEqual([{ text: TEXT, fixes: [], settled: [] }])
  expect(((await box()) as HTMLTextAreaElement).value).toBe('')
})

test('what still waits keeps the text, with what there is left to do', async () => {
  done = orderChain(
    [CLEAR, DOUBTFUL],
    [plan({}), plan({ householdId: id(132), door: '中区33号', doing: 'refused', problem: '大白菜只剩 2斤' })],
  )
  show(<OrderChainPage />)
  await type(TEXT)
  fireEvent.click(await screen.findByRole('button', { name: '订上 1 户' }))
  await screen.findByText('还有 1 条要核对，1 户订不上，在下面“要核对”里')
  expect(screen.getByText('贴了 2 条接龙')).toBeTruthy()
})

test('why a household cannot have it is said at its line and in the list of households', async () => {
  seen = orderChain([CLEAR], [plan({ doing: 'refused', problem: '大白菜只剩 1斤' })])
  show(<OrderChainPage />)
  await type(TEXT)
  await screen.findByText('订不上')
  expect(screen.queryByText('对上了')).toBeNull()
  expect(screen.getByText('大白菜只剩 1斤')).toBeTruthy()
  fireEvent.click(screen.getByRole('tab', { name: /按户/ }))
  expect(screen.getByText('大白菜只剩 1斤')).toBeTruthy()
})

test('where the household ordered otherwise, the worker says which counts, and may think again', async () => {
  seen = orderChain([CLEAR], [plan({ doing: 'conflict', ordered: goods(5000) })])
  show(<OrderChainPage />)
  await type(TEXT)
  fireEvent.click(await screen.findByRole('tab', { name: /按户/ }))
  expect(screen.getByText('网上订的：大白菜 5斤')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '中区 32 号 群里的算' }))
  await waitFor(() =>
    expect(sent('/preview').at(-1)?.settled).toEqual([{ householdId: HOUSEHOLD.id, counts: 'chain' }]),
  )
  fireEvent.click(screen.getByRole('button', { name: '中区 32 号 重新定' }))
  fireEvent.click(await screen.findByRole('button', { name: '中区 32 号 网上的算' }))
  await waitFor(() =>
    expect(sent('/preview').at(-1)?.settled).toEqual([{ householdId: HOUSEHOLD.id, counts: 'order' }]),
  )
})

test('a closed page loses nothing, also without a network', async () => {
  offline = true
  const first = show(<OrderChainPage />)
  await type(TEXT)
  await screen.findByText(/没有连上网络/, undefined, { timeout: 6000 })
  first.unmount()
  show(<OrderChainPage />)
  fireEvent.click(await screen.findByRole('button', { name: '看原文' }))
  expect(((await box()) as HTMLTextAreaElement).value).toBe(TEXT)
}, 15_000)

test('after the cut-off the chain is read, and the key does nothing', async () => {
  stall = stallWith(undefined, { cutOff: '2026-11-23T08:00:00+08:00' })
  show(<OrderChainPage />)
  await type(TEXT)
  await screen.findByText('接龙还能看，已经不能下单、改单了')
  fireEvent.click(await screen.findByRole('button', { name: '订上 1 户' }))
  expect(sent('')).toEqual([])
})

test('what was pasted last is shown to whoever comes next', async () => {
  before = orderChain([CLEAR, DOUBTFUL], [plan({ doing: 'same' })], NOW)
  show(<OrderChainPage />)
  await screen.findByText('2 条，其中 1 条没对上。要改，再贴一次接龙')
  expect(screen.queryByRole('button', { name: /^改这一条/ })).toBeNull()
})

const LAST = { id: id(1200), at: NOW, byName: '陈网格长', counts: { new: 2, changed: 0, cancelled: 1 } }

test('the last confirmation is taken back after a question, and what stays is named', async () => {
  before = { ...orderChain([CLEAR], [plan({ doing: 'same' })], NOW), lastConfirmation: LAST }
  const answer = phone.answer
  phone.answer = (request) => {
    if (!request.url.endsWith(`/confirmations/${LAST.id}/undo`)) return answer(request)
    before = orderChain([], [])
    const kept = [{ door: '中区33号', why: '后来改过单' }]
    return { status: 200, body: { chain: before, putBack: 2, kept } }
  }
  show(<OrderChainPage />)
  await screen.findByText('新订 2 户 · 退单 1 户')
  fireEvent.click(screen.getByRole('button', { name: '撤销' }))
  await screen.findByText(/^新订的 2 户退掉，退掉的 1 户重新订上，货也跟着退回/)
  expect(sent('/undo')).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: '撤销这次确认' }))
  await screen.findByText('撤销了，2 户的单变回了原来的')
  screen.getByText('1 户没动：中区 33 号后来改过单')
  await waitFor(() => expect(screen.queryByText('新订 2 户 · 退单 1 户')).toBeNull())
})

test('after the cut-off a worker who does not keep the stall is offered no way back', async () => {
  before = { ...orderChain([CLEAR], [plan({ doing: 'same' })], NOW), lastConfirmation: LAST }
  stall = stallWith(undefined, { cutOff: '2026-11-23T08:00:00+08:00', gridCode: '1' })
  show(<OrderChainPage />)
  await screen.findByText('新订 2 户 · 退单 1 户')
  await screen.findByText('接龙还能看，已经不能下单、改单了')
  expect(screen.queryByRole('button', { name: '撤销' })).toBeNull()
})

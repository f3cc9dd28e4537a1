import { beforeEach, expect, test } from '@jest/globals'
import type { ChainView } from '@gezhong/shared/people/chain/contract'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { chainLine, chainView, GRIDS, id, refusal, ROLL } from '../../../test/village.ts'
import ChainPage from './chain.tsx'

const TEXT = '#接龙\n1. 中区32号 3人 18800003570\n2. 8号 4人'
const LINES = [
  chainLine({ line: 2, text: '1. 中区32号 3人 188····3570', door: '中区32号', headcount: 3 }),
  chainLine({
    line: 3,
    index: 2,
    text: '2. 8号 4人',
    spans: [{ start: 3, end: 5, field: 'door' }],
    headcount: 4,
    verdict: 'candidates',
    candidates: [{ householdId: id(31), door: '北路6巷8号', headcount: 4 }],
  }),
]
let gone = 0
let refuse = false
let confirmed: ChainView
const LAST = {
  id: id(90),
  at: '2026-03-31T01:05:00.000Z',
  byName: '陈网格长',
  counts: { new: 5, changed: 1, gone: 2, same: 30, reworded: 0 },
  goneDropped: true,
}
let lines = LINES
let rolls = [ROLL]

const posted = (end: string) =>
  phone.requests
    .filter(({ method, url }) => method === 'POST' && url.endsWith(end))
    .map(({ data }) => JSON.parse(data ?? '{}') as { text: string; fixes: unknown[]; dropGone?: boolean })

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  gone = 0
  refuse = false
  confirmed = chainView([])
  lines = LINES
  rolls = [ROLL]
  phone.params = { roll: ROLL.id, grid: id(202) }
  phone.answer = ({ url, method }) => {
    if (url.endsWith('/api/rolls')) return { status: 200, body: { rolls } }
    if (url.endsWith('/api/grids')) return { status: 200, body: { grids: GRIDS } }
    if (url.includes('/chains/') && method === 'GET') return { status: 200, body: confirmed }
    if (refuse) return null
    if (url.includes('/chains/')) return { status: 200, body: chainView(lines, { gone, toSettle: 1 }) }
    return { status: 404, body: {} }
  }
})

const box = () => screen.findByRole('textbox', { name: '接龙原文' })
const type = async (text: string) => fireEvent.change(await box(), { target: { value: text } })

test('a chain is read while one types, in words and not only in colours', async () => {
  show(<ChainPage />)
  await type(TEXT)
  await screen.findByText('对上了')
  expect(screen.getByText('分不清哪户')).toBeTruthy()
  expect(posted('/preview').at(-1)?.text).toBe(TEXT)
})

test('choosing the household rewords that line, from our own unmasked copy', async () => {
  show(<ChainPage />)
  await type(TEXT)
  fireEvent.click(
    await screen
      .findByRole('button', { name: '认定是 北路 6 巷 8 号' })
      .catch(() => screen.findByRole('button', { name: /认定是/ })),
  )
  await waitFor(() => expect(posted('/preview').at(-1)?.fixes).toEqual([{ key: 'line-3', text: '北路6巷8号 4人' }]))
})

test('one press confirms; the text leaves the box only when the server has it', async () => {
  show(<ChainPage />)
  await type(TEXT)
  fireEvent.click(await screen.findByRole('button', { name: '确认 1 条' }))
  await screen.findByText('记下了，1 条对上')
  expect(posted('/chains/' + id(202)).at(-1)).toMatchObject({ text: TEXT, dropGone: false })
  expect(((await box()) as HTMLTextAreaElement).value).toBe('')
})

test('lines that are gone are asked about first', async () => {
  gone = 2
  show(<ChainPage />)
  await type(TEXT)
  fireEvent.click(await screen.findByRole('button', { name: '确认 1 条' }))
  fireEvent.click(await screen.findByRole('button', { name: '群里删了，这 2 条不算' }))
  await waitFor(() => expect(posted('/chains/' + id(202)).at(-1)?.dropGone).toBe(true))
})

test('a closed page loses nothing, also without a network', async () => {
  refuse = true
  const first = show(<ChainPage />)
  await type(TEXT)
  await screen.findByText(/没有连上网络/, undefined, { timeout: 6000 })
  first.unmount()
  show(<ChainPage />)
  fireEvent.click(await screen.findByRole('button', { name: '看原文' }))
  expect(((await box()) as HTMLTextAreaElement).value).toBe(TEXT)
}, 15_000)

test('the last confirmation says who, when and what, and is taken back after a question in plain words', async () => {
  confirmed = { ...chainView(LINES), pastes: 2, lastConfirmation: LAST }
  const answer = phone.answer
  phone.answer = (request) => {
    if (!request.url.endsWith(`/confirmations/${LAST.id}/undo`)) return answer(request)
    confirmed = {
      ...chainView([]),
      lastUndo: { at: '2026-03-31T01:20:00.000Z', byName: '林书记', confirmedAt: LAST.at },
    }
    return { status: 200, body: confirmed }
  }
  show(<ChainPage />)
  await screen.findByText('3月31日 9:05 · 陈网格长')
  screen.getByText('新增 5 · 改了 1 · 少了 2（不算了） · 没变 30')
  fireEvent.click(await screen.findByRole('button', { name: '撤销' }))
  await screen.findByText(/新增的 5 条不再算数，改了的 1 条变回原来的，少了的 2 条重新算数/)
  expect(posted('/undo')).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: '撤销这次确认' }))
  await screen.findByText('3月31日 9:05 确认的，林书记 3月31日 9:20 撤的')
  expect(posted('/undo')).toHaveLength(1)
  await waitFor(() => expect(screen.queryByText('上次确认')).toBeNull())
})

test('why a confirmation cannot be taken back is said, and it stays', async () => {
  confirmed = { ...chainView(LINES), pastes: 2, lastConfirmation: LAST }
  const answer = phone.answer
  const detail = '后来又确认过（林书记，2026-03-31 09:10），请先撤销那一次'
  phone.answer = (request) =>
    request.url.endsWith('/undo') ? { status: 409, body: refusal('undo-blocked', detail) } : answer(request)
  show(<ChainPage />)
  fireEvent.click(await screen.findByRole('button', { name: '撤销' }))
  fireEvent.click(await screen.findByRole('button', { name: '撤销这次确认' }))
  await screen.findByText(new RegExp(detail.slice(0, 8)))
  screen.getByText('上次确认')
})

test('in a closed roll taking back is not offered', async () => {
  confirmed = { ...chainView(LINES), pastes: 2, lastConfirmation: LAST }
  const answer = phone.answer
  phone.answer = (request) =>
    request.url.endsWith('/api/rolls')
      ? { status: 200, body: { rolls: [{ ...ROLL, state: 'closed', closedAt: LAST.at }] } }
      : answer(request)
  show(<ChainPage />)
  await screen.findByText('上次确认')
  await screen.findByText(new RegExp(ROLL.title))
  expect(screen.queryByRole('button', { name: '撤销' })).toBeNull()
})

test('with two open rolls nothing is pasted before somebody has said which one was answered', async () => {
  const other = { ...ROLL, id: id(501), title: '第3轮', question: 'who-was-tested' as const }
  rolls = [other, ROLL]
  show(<ChainPage />)
  fireEvent.click(await screen.findByRole('button', { name: '第3轮，问的是几个人做了检测' }))
  await type(TEXT)
  await screen.findByText('对上了')
  expect(posted(`/rolls/${other.id}/chains/${id(202)}/preview`)).toHaveLength(1)
  // It was for the other one after all: the text goes along.
  fireEvent.click(screen.getByRole('button', { name: /早上住了几人/ }))
  fireEvent.click(await screen.findByRole('button', { name: '确认 1 条' }))
  await screen.findByText('记下了，1 条对上')
  expect(posted(`/rolls/${ROLL.id}/chains/${id(202)}`).at(-1)).toMatchObject({ text: TEXT })
  expect(posted(`/rolls/${other.id}/chains/${id(202)}`)).toEqual([])
})

test('whoever wants to call first confirms, so that nobody is called who stands in the chain', async () => {
  gone = 1
  show(<ChainPage />)
  await type(TEXT)
  fireEvent.click(await screen.findByRole('button', { name: '还差 3 户' }))
  await screen.findByText('先确认接龙，再打电话')
  expect(screen.queryByText('去打电话')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '确认接龙，去打电话' }))
  fireEvent.click(await screen.findByRole('button', { name: '贴的不全，都留着' }))
  await waitFor(() => expect(phone.opened).toEqual([`/people/roll/roll?roll=${ROLL.id}&grid=${id(202)}&state=missing`]))
  expect(posted('/chains/' + id(202))).toHaveLength(1)
})

test('a line that is right but for a damaged number says so, and can be put right', async () => {
  const [line] = LINES
  lines = [{ ...line!, reasons: [{ code: 'phone-invalid', sentence: '电话号码不完整或写错了' }] }]
  show(<ChainPage />)
  await type(TEXT)
  await screen.findByText('对上了')
  expect(screen.getByText('电话号码不完整或写错了')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '改这一条：中区 32 号 · 3 人' }))
  expect(screen.getByDisplayValue('中区32号 3人 18800003570')).toBeTruthy()
})

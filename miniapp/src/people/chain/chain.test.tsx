import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { chainLine, chainView, GRIDS, id, ROLL } from '../../../test/village.ts'
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

const posted = (end: string) =>
  phone.requests
    .filter(({ method, url }) => method === 'POST' && url.endsWith(end))
    .map(({ data }) => JSON.parse(data ?? '{}') as { text: string; fixes: unknown[]; dropGone?: boolean })

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  gone = 0
  refuse = false
  phone.params = { roll: ROLL.id, grid: id(202) }
  phone.answer = ({ url, method }) => {
    if (url.endsWith('/api/rolls')) return { status: 200, body: { rolls: [ROLL] } }
    if (url.endsWith('/api/grids')) return { status: 200, body: { grids: GRIDS } }
    if (url.includes('/chains/') && method === 'GET') return { status: 200, body: chainView([]) }
    if (refuse) return null
    if (url.includes('/chains/')) return { status: 200, body: chainView(LINES, { gone, toSettle: 1 }) }
    return { status: 404, body: {} }
  }
})

const box = () => screen.findByRole('textbox', { name: '接龙原文' })
const type = async (text: string) => fireEvent.change(await box(), { target: { value: text } })

test('a chain is read while one types, in words and not only in colours', async () => {
  show(<ChainPage />)
  await type(TEXT)
  await screen.findByText('对上了')
  expect(screen.getByText('两户都像')).toBeTruthy()
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

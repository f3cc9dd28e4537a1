import { beforeEach, expect, test } from '@jest/globals'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import type { FollowUpWhole } from '@gezhong/shared/people/follow-ups/contract'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { id, NOW, refusal } from '../../../test/village.ts'
import { queries } from '../../platform/queries.ts'
import CallsPage from './calls.tsx'
import { forgetLists } from '../../platform/kept-list.ts'
import { expireSession } from '../../platform/session.ts'

const ROUND = {
  rollId: id(510),
  title: '第1轮核酸',
  question: 'who-was-tested',
  due: 5,
  done: 3,
  excused: 0,
  missing: 2,
} as const
const person = (number: number, name: string, over = {}) => ({
  residentId: id(number),
  name,
  ageGroup: 'adult' as const,
  care: false,
  note: '',
  missingIn: [ROUND.rollId],
  ...over,
})
const home = (number: number, door: string, over: Partial<FollowUpWhole> = {}): FollowUpWhole => ({
  id: id(number),
  householdId: id(number + 100),
  gridId: id(202),
  gridCode: '2',
  door,
  phonesMasked: ['138····6019'],
  care: false,
  note: '',
  state: 'due',
  missingSince: NOW,
  neverTested: false,
  rounds: [ROUND],
  attempts: 0,
  last: null,
  nextAt: null,
  assignedTo: null,
  responsible: null,
  claim: { name: '陈志强', mine: true, until: NOW },
  closedAt: null,
  people: [],
  log: [],
  ...over,
})
const FIRST = home(601, '中区41号', {
  care: true,
  note: '行动不便老人',
  attempts: 1,
  last: { kind: 'call', outcome: 'no-answer', at: '2026-11-23T09:10:00+08:00', byName: '陈志强' },
  people: [person(1, '林东', { care: true }), person(2, '王秀兰', { missingIn: [] })],
})
const SECOND = home(602, '中区47号')

let queue: FollowUpWhole[] = []
let down = false
let problem: 'id-taken' | null = null
let sent: Record<string, unknown>[] = []
let asked: { skipped: string[] }[] = []
let undone: string[] = []

beforeEach(() => {
  phone.reset()
  forgetLists()
  signedIn('worker')
  queue = [FIRST, SECOND]
  down = false
  problem = null
  sent = []
  asked = []
  undone = []
  phone.params = { grid: id(202) }
  phone.answer = ({ url, data }) => {
    if (down) return null
    const body = data === undefined ? {} : (JSON.parse(data) as Record<string, unknown>)
    if (url.includes('/api/follow-ups/counts'))
      return { status: 200, body: { due: queue.length, visit: 1, later: 0, closed: 0, calledToday: 41 } }
    if (url.endsWith('/api/follow-ups/next')) {
      asked.push(body as { skipped: string[] })
      const left = queue.filter((one) => !asked.at(-1)!.skipped.includes(one.id))
      return { status: 200, body: { followUp: left[0] ?? null, after: left[1] ?? null } }
    }
    if (url.endsWith('/claim')) return { status: 200, body: [FIRST, SECOND].find((one) => url.includes(one.id))! }
    if (url.endsWith('/release')) return { status: 200, body: {} }
    if (url.endsWith('/undo')) {
      undone.push(url)
      return { status: 200, body: FIRST }
    }
    if (url.endsWith('/attempts')) {
      if (problem !== null) return { status: 409, body: refusal(problem) }
      sent.push(body)
      queue = queue.filter((one) => !url.includes(one.id))
      return { status: 200, body: { followUp: FIRST, counted: false } }
    }
    return { status: 200, body: { rows: queue, total: queue.length } }
  }
})

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

test('one household after the other: who is missing, what is known, and its outcome in one press', async () => {
  show(<CallsPage />)
  await screen.findByRole('heading', { name: '中区 41 号' })
  for (const words of ['还差 3 户 · 你今天打了 41 个', '还差 2 人', '行动不便老人', '第 2 次', '还差：林东（要照护）'])
    expect(screen.getByText(words)).toBeTruthy()
  expect(screen.getByText(/上次 9:10 没人接/)).toBeTruthy()
  expect(screen.getByText('下一户 中区 47 号')).toBeTruthy()
  await press('没人接')
  await screen.findByRole('heading', { name: '中区 47 号' })
  expect(sent).toMatchObject([{ outcome: 'no-answer', kind: 'call', againMinutes: null, rollId: null, people: null }])
  expect(screen.getByText('记下了 中区 41 号 没人接')).toBeTruthy()
  await press('马上来')
  await screen.findByText('现在没有要打的')
  expect(screen.getByText('还有 1 户过会儿再打，或要上门，看“列表”')).toBeTruthy()
})

test('how many were tested elsewhere is asked; a note and a time go along with the outcome', async () => {
  show(<CallsPage />)
  await press(/^写备注/)
  fireEvent.change(screen.getByRole('textbox', { name: '备注' }), { target: { value: '女儿接的' } })
  fireEvent.click(screen.getByRole('radio', { name: '1 小时后' }))
  await press('好，再按结果')
  await press('别处做了')
  await press('第1轮核酸还差 2 人减一人')
  await press('记下 1 人')
  await waitFor(() =>
    expect(sent).toMatchObject([
      { outcome: 'tested-elsewhere', note: '女儿接的', againMinutes: 60, rollId: ROUND.rollId, people: 1 },
    ]),
  )
})

test('skipped ones come last; the last outcome is taken back and its household is there again', async () => {
  show(<CallsPage />)
  await screen.findByRole('heading', { name: '中区 41 号' })
  await press('跳过')
  await screen.findByRole('heading', { name: '中区 47 号' })
  expect(asked.at(-1)!.skipped).toEqual([FIRST.id])
  await press('拒绝')
  await press('撤销')
  await screen.findByRole('heading', { name: '中区 47 号' })
  expect(undone).toHaveLength(1)
})

test('without a network the outcome stays on the phone, over a closed page too, and is sent once', async () => {
  const first = show(<CallsPage />)
  await screen.findByRole('heading', { name: '中区 41 号' })
  down = true
  await press('没人接')
  await screen.findByText(/1 个电话的结果/)
  first.unmount()
  forgetLists()
  queries.clear()
  down = false
  show(<CallsPage />)
  await screen.findByRole('heading', { name: '中区 47 号' })
  expect(sent).toHaveLength(1)
})

test('whoever signs in after a session has ended neither sees nor sends what the one before called', async () => {
  const first = show(<CallsPage />)
  await screen.findByRole('heading', { name: '中区 41 号' })
  down = true
  await press('没人接')
  await screen.findByText(/1 个电话的结果/)
  first.unmount()
  act(() => expireSession())
  signedIn('secretary')
  down = false
  show(<CallsPage />)
  await screen.findByRole('heading', { name: '中区 41 号' })
  expect(screen.queryByText(/1 个电话的结果/)).toBeNull()
  expect(sent).toEqual([])
})

test('what the server does not take is said with its reason until it is read', async () => {
  show(<CallsPage />)
  await screen.findByRole('heading', { name: '中区 41 号' })
  problem = 'id-taken'
  await press('不在家')
  await screen.findByText(/^中区 41 号 的结果没送上去/)
  await press('知道了')
  await waitFor(() => expect(screen.queryByText(/没送上去/)).toBeNull())
})

test('the list shows the queue by its states, and a press takes that household', async () => {
  show(<CallsPage />)
  await press('列表')
  expect((await screen.findByRole('radio', { name: /^待打/ })).textContent).toContain('2')
  await press(/^中区 47 号/)
  await screen.findByRole('heading', { name: '中区 47 号' })
})

import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { Difference } from '@gezhong/shared/people/reconciliation/contract'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { GRIDS, HOUSEHOLD, id, NOW, receiptOf, ROLL } from '../../../test/village.ts'
import DifferencesPage from './differences.tsx'

const difference: Difference = {
  id: id(800),
  rollId: ROLL.id,
  rollTitle: ROLL.title,
  gridId: id(202),
  gridCode: '2',
  kind: 'headcount-differs',
  sampled: null,
  state: 'open',
  household: { householdId: HOUSEHOLD.id, door: HOUSEHOLD.door, headcount: 3 },
  ledgerPhonesMasked: [],
  report: receiptOf(4).report,
  candidates: [],
  ownerAccountId: null,
  ownerName: null,
  dueAt: NOW,
  openedAt: NOW,
  decision: null,
  decidedByName: null,
  decidedAt: null,
  reason: '',
  revision: 1,
}
const doubtful: Difference = {
  ...difference,
  id: id(801),
  kind: 'candidates',
  household: null,
  candidates: [{ householdId: id(31), door: '北路6巷8号', headcount: 4 }],
}
const OTHER = { ...ROLL, id: id(501), title: '第3轮', question: 'who-was-tested' as const }
let rolls = [ROLL]
let open: Difference[] = []
let outcome: { settled: boolean; problem: string | null } = { settled: true, problem: null }

const posts = () => phone.requests.filter(({ method }) => method === 'POST')
const lastBody = () => JSON.parse(posts().at(-1)?.data ?? '{}') as Record<string, unknown>

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  open = [difference, doubtful]
  rolls = [ROLL]
  outcome = { settled: true, problem: null }
  phone.params = { roll: ROLL.id, grid: id(202) }
  phone.answer = ({ url, data }) => {
    if (url.endsWith('/api/grids')) return { status: 200, body: { grids: GRIDS } }
    if (url.endsWith('/api/rolls')) return { status: 200, body: { rolls } }
    if (url.includes(OTHER.id)) return { status: 200, body: { rows: [], total: 0, byKind: {} } }
    if (url.endsWith('/phone')) return { status: 200, body: { phones: ['13811117777'] } }
    if (url.endsWith('/settle')) {
      const { ids } = JSON.parse(data ?? '{}') as { ids: string[] }
      if (outcome.settled) open = open.filter((one) => !ids.includes(one.id))
      return { status: 200, body: { outcomes: ids.map((one) => ({ id: one, ...outcome })) } }
    }
    if (url.endsWith('/undo')) {
      open = [difference, doubtful]
      return { status: 200, body: difference }
    }
    return { status: 200, body: { rows: open, total: open.length, byKind: { candidates: 1 } } }
  }
})

test('what differs stands side by side, and one tap lets the ledger follow', async () => {
  show(<DifferencesPage />)
  await screen.findByText('台账')
  fireEvent.click(await screen.findByRole('button', { name: '中区 32 号：台账改成 4 人' }))
  await waitFor(() => expect(screen.queryByText('台账改成 4 人')).toBeNull())
  expect(lastBody()).toMatchObject({ ids: [difference.id], decision: 'correct-ledger' })
})

test('a decision is taken back as easily', async () => {
  show(<DifferencesPage />)
  fireEvent.click(await screen.findByRole('button', { name: '中区 32 号：台账改成 4 人' }))
  fireEvent.click(await screen.findByRole('button', { name: '撤销' }))
  await screen.findByText('台账改成 4 人')
  expect(posts().at(-1)?.url).toContain(`/api/differences/${difference.id}/undo`)
})

test('of several households the right one is tapped', async () => {
  show(<DifferencesPage />)
  fireEvent.click(
    await screen
      .findByRole('button', { name: '认定是 北路 6 巷 8 号' })
      .catch(() => screen.findByRole('button', { name: /认定是/ })),
  )
  await waitFor(() => expect(lastBody()).toMatchObject({ decision: 'choose-household', householdId: id(31) }))
})

test('the worker who has asked sets the number', async () => {
  show(<DifferencesPage />)
  fireEvent.click(await screen.findByRole('button', { name: '填实际人数' }))
  fireEvent.click(await screen.findByRole('button', { name: '实际人数加一人' }))
  fireEvent.click(screen.getByRole('button', { name: '按 4 人算' }))
  await waitFor(() => expect(lastBody()).toMatchObject({ decision: 'correct-report', headcount: 4 }))
})

test('where only the number differs, the question is which number holds', async () => {
  open = [{ ...difference, kind: 'phone-differs' }]
  show(<DifferencesPage />)
  await screen.findByRole('button', { name: '中区 32 号：台账电话改成报的' })
  expect(screen.queryByText('填实际人数')).toBeNull()
  fireEvent.click(screen.getByText('台账电话不改'))
  await waitFor(() => expect(lastBody()).toMatchObject({ decision: 'correct-report', headcount: 4 }))
})

test('one that somebody else settled meanwhile says so', async () => {
  outcome = { settled: false, problem: '这件事已经有人处理了' }
  show(<DifferencesPage />)
  fireEvent.click(await screen.findByRole('button', { name: '中区 32 号：台账改成 4 人' }))
  await screen.findByText('这件事已经有人处理了')
})

test('whoever may not decide sees no decision', async () => {
  signedIn('resident')
  show(<DifferencesPage />)
  await screen.findAllByText('台账')
  expect(screen.queryByText('这条上报作废')).toBeNull()
})

test('a roll without differences speaks for itself, and names the other that still has some', async () => {
  rolls = [OTHER, ROLL]
  phone.params = { roll: OTHER.id, grid: id(202) }
  show(<DifferencesPage />)
  await screen.findByText('第3轮没有要核对的')
  fireEvent.click(await screen.findByText('另一次点名还有 2 条'))
  await screen.findByRole('button', { name: '中区 32 号：台账改成 4 人' })
  expect(screen.getByRole('radio', { name: /早上住了几人/ }).getAttribute('aria-checked')).toBe('true')
})

test('a door that the ledger lacks is asked about by the number its line gave', async () => {
  const report = { ...difference.report!, door: '中区77号', phonesMasked: ['138····7777'] }
  open = [{ ...difference, kind: 'unknown-door', household: null, report }]
  show(<DifferencesPage />)
  fireEvent.click(await screen.findByRole('button', { name: '打电话给 中区 77 号' }))
  await waitFor(() => expect(phone.dialled).toEqual(['13811117777']))
  expect(posts().at(-1)?.url).toContain(`/api/reports/${report.id}/phone`)
})

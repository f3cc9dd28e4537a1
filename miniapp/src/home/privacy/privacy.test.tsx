import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { MyNotice, NoticeKind } from '@gezhong/shared/people/agreements/contract'
import { presentVersion } from '@gezhong/shared/people/agreements/notices'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { HOUSEHOLD, myNotice, NOW, ROLL } from '../../../test/village.ts'
import ReportPage from '../../people/report/report.tsx'
import Today from '../today/today.tsx'
import Privacy from './privacy.tsx'

const GIVEN = { answer: 'given', answeredVersion: 1, answeredAt: NOW, asks: false, allows: true } as const
const DECLINED = { ...GIVEN, answer: 'declined', allows: false } as const

let notices: MyNotice[]
let question: (typeof ROLL)['question']
let sent: { url: string; body: unknown }[]

beforeEach(() => {
  phone.reset()
  signedIn('resident')
  sent = []
  question = 'who-lives-here'
  notices = [myNotice('privacy'), myNotice('test-status')]
  phone.params = { roll: ROLL.id, household: HOUSEHOLD.id }
  phone.answer = ({ url, method, data }) => {
    const ok = (body: object) => ({ status: 200, body })
    const roll = { ...ROLL, question }
    if (method === 'POST') {
      const body = JSON.parse(data ?? '{}') as { agreed: boolean }
      sent.push({ url: url.replace(/^.*\/api/, '/api'), body })
      notices = notices.map((notice) =>
        url.includes(notice.kind) ? { ...notice, ...(body.agreed ? GIVEN : DECLINED) } : notice,
      )
      return ok(notices[0]!)
    }
    if (url.endsWith('/api/notices')) return ok({ notices, office: { place: '', officePhone: '' } })
    if (url.endsWith('/api/rolls')) return ok({ rolls: [roll] })
    if (url.endsWith('/api/my/rounds')) return ok({ households: [], readAt: NOW })
    if (url.endsWith('/reports')) return ok({ reports: [] })
    if (url.includes('/api/households/')) return ok({ ...HOUSEHOLD, people: [] })
    const mine = { household: HOUSEHOLD, gridTitle: '第2网格', asked: [{ roll, receipt: null, replacedOwn: null }] }
    return ok({ households: [mine] })
  }
})

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))
const answers = (kind: NoticeKind, agreed: boolean) => ({
  url: `/api/notices/${kind}/answer`,
  body: { version: presentVersion(kind), agreed, via: 'wechat' },
})

test('who comes first reads the notice; agreed, their household is there', async () => {
  show(<Today />)
  await screen.findByRole('heading', { name: '个人信息告知书' })
  expect(screen.getByText('应急一结束就销毁，备份也销毁。')).toBeTruthy()
  expect(screen.queryByText('还是 3 人')).toBe(null)
  await press('同意')
  await screen.findByRole('button', { name: '还是 3 人' })
  expect(sent).toEqual([answers('privacy', true)])
})

test('not agreed, they come in all the same, and read what they cannot do and what goes on', async () => {
  show(<Today />)
  await press('暂不同意')
  await screen.findByText('您没同意告知书，网上不能自己报')
  expect(screen.getByText(/买菜、求助都照常/)).toBeTruthy()
  expect(screen.getByText('还没上报')).toBeTruthy()
  expect(sent).toEqual([answers('privacy', false)])
})

test('somebody with a post is asked nothing', async () => {
  signedIn('worker')
  show(<Privacy />)
  await screen.findByText('个人信息告知书')
  expect(screen.queryByText('收回同意')).toBe(null)
  expect(screen.queryByText('还没答')).toBe(null)
})

test('a report of who was tested asks for its own agreement before the form', async () => {
  question = 'who-was-tested'
  notices = [myNotice('privacy', GIVEN), myNotice('test-status')]
  show(<ReportPage />)
  await screen.findByText('做没做核酸、抗原，结果怎样，是健康方面的敏感信息。')
  expect(screen.queryByRole('button', { name: '上报' })).toBe(null)
  await press('同意')
  await screen.findByRole('button', { name: '上报' })
  expect(sent).toEqual([answers('test-status', true)])
})

test('one tap on who was tested asks for its agreement first, and then sends what was tapped', async () => {
  question = 'who-was-tested'
  notices = [myNotice('privacy', GIVEN), myNotice('test-status')]
  show(<Today />)
  await press('3 人都做了检测')
  await screen.findByRole('dialog', { name: '检测情况单独同意书' })
  expect(sent).toEqual([])
  await press('同意')
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent).toMatchObject([
    answers('test-status', true),
    { url: `/api/rolls/${ROLL.id}/reports`, body: { householdId: HOUSEHOLD.id, headcount: 3 } },
  ])
  expect(screen.queryByRole('dialog')).toBe(null)
})

test('where neither is agreed to, one comes after the other in the same sheet before anything is sent', async () => {
  question = 'who-was-tested'
  notices = [myNotice('privacy', DECLINED), myNotice('test-status')]
  show(<Today />)
  await press('3 人都做了检测')
  await screen.findByRole('dialog', { name: '个人信息告知书' })
  await press('同意')
  await screen.findByRole('dialog', { name: '检测情况单独同意书' })
  await press('同意')
  await waitFor(() => expect(sent).toHaveLength(3))
  expect(sent.map(({ url }) => url)).toEqual([
    '/api/notices/privacy/answer',
    '/api/notices/test-status/answer',
    `/api/rolls/${ROLL.id}/reports`,
  ])
})

test('whoever does not agree to it is told who asks them instead, and nothing is sent', async () => {
  question = 'who-was-tested'
  notices = [myNotice('privacy', GIVEN), myNotice('test-status')]
  show(<Today />)
  await press('3 人都做了检测')
  await press('暂不同意')
  await screen.findByText('您没同意网上报检测')
  expect(screen.queryByRole('dialog')).toBe(null)
  expect(sent).toEqual([answers('test-status', false)])
  await press('3 人都做了检测')
  await press('关闭')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBe(null))
  expect(sent).toHaveLength(1)
})

test('a report of who lives here does not', async () => {
  notices = [myNotice('privacy', GIVEN), myNotice('test-status')]
  show(<ReportPage />)
  await screen.findByRole('button', { name: '上报' })
  await waitFor(() => expect(screen.queryByText(/敏感信息/)).toBe(null))
})

test('agreement is taken back after a word on what that does', async () => {
  notices = [myNotice('privacy', GIVEN), myNotice('test-status', DECLINED)]
  show(<Privacy />)
  await press('收回同意：个人信息告知书')
  await screen.findByText(/报过的人数留着/)
  expect(sent).toEqual([])
  await press('收回，马上生效')
  await waitFor(() => expect(screen.queryByText('已同意')).toBe(null))
  expect(sent).toEqual([answers('privacy', false)])
})

test('what was not agreed to can be read and agreed to later', async () => {
  notices = [myNotice('privacy', DECLINED), myNotice('test-status', DECLINED)]
  show(<Privacy />)
  await press('看全文：个人信息告知书')
  await press('同意')
  await screen.findByText('已同意')
  expect(sent).toEqual([answers('privacy', true)])
})

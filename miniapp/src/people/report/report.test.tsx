import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { HOUSEHOLD, receiptOf, refusal, ROLL } from '../../../test/village.ts'
import ReportPage from './report.tsx'
import { forgetLists } from '../../platform/kept-list.ts'

let offline = false
let unreadable = false
let wrongPhone = false

beforeEach(() => {
  phone.reset()
  forgetLists()
  signedIn('resident')
  offline = false
  unreadable = false
  wrongPhone = false
  phone.params = { roll: ROLL.id, household: HOUSEHOLD.id }
  phone.answer = ({ url, method, data }) => {
    if (offline) return null
    if (url.endsWith('/line') && unreadable) return { status: 422, body: refusal('line-unreadable') }
    if (method === 'POST' && wrongPhone)
      return {
        status: 400,
        body: { ...refusal('not-valid'), fields: [{ path: 'phone', message: '手机号要 11 位，现在是 7 位，请检查' }] },
      }
    if (method === 'POST')
      return { status: 200, body: receiptOf((JSON.parse(data ?? '{}') as { headcount: number }).headcount ?? 3) }
    if (url.endsWith('/api/rolls')) return { status: 200, body: { rolls: [ROLL] } }
    if (url.endsWith('/reports')) return { status: 200, body: { reports: [] } }
    return { status: 200, body: { ...HOUSEHOLD, people: [] } }
  }
})

const submit = async () => fireEvent.click(await screen.findByRole('button', { name: '上报' }))

test('the form is filled in from the ledger, and the receipt says how it was matched', async () => {
  show(<ReportPage />)
  await submit()
  await screen.findByText('已上报 3 人')
  expect(screen.getByText('和台账一致')).toBeTruthy()
})

test('another number is a difference that somebody will look at, and that is said', async () => {
  show(<ReportPage />)
  fireEvent.click(await screen.findByRole('button', { name: '现在住几个人加一人' }))
  await submit()
  await screen.findByText('人数和台账不同，网格员会核对')
})

test('an unreadable line keeps its words and says what to write', async () => {
  unreadable = true
  show(<ReportPage />)
  fireEvent.click(await screen.findByRole('tab', { name: '写一句话' }))
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '我们家没事' } })
  await submit()
  await screen.findByText(/没看懂这句话/)
  expect((screen.getByRole('textbox') as HTMLTextAreaElement).value).toBe('我们家没事')
})

test('a wrong number is told beside its field, until it is changed or the other way is taken', async () => {
  wrongPhone = true
  show(<ReportPage />)
  const type = (value: string) =>
    fireEvent.change(screen.getByRole('textbox', { name: '联系电话' }), { target: { value } })
  await screen.findByRole('button', { name: '上报' })
  type('1380000')
  await submit()
  await screen.findByText('手机号要 11 位，现在是 7 位，请检查')
  expect(screen.queryByRole('alert')).toBeNull()
  type('13800001')
  expect(screen.queryByText(/手机号要 11 位/)).toBeNull()
  await submit()
  await screen.findByText(/手机号要 11 位/)
  fireEvent.click(screen.getByRole('tab', { name: '写一句话' }))
  fireEvent.click(screen.getByRole('tab', { name: '一样样填' }))
  expect(screen.queryByText(/手机号要 11 位/)).toBeNull()
})

test('without a network the report is kept on the phone and nobody types twice', async () => {
  show(<ReportPage />)
  await screen.findByRole('button', { name: '上报' })
  offline = true
  await submit()
  await screen.findByText('已存在手机里')
  expect(JSON.stringify(phone.storage.get('gezhong:person:outbox'))).toContain('"headcount":3')
})

test('a half-written report is there again', async () => {
  const first = show(<ReportPage />)
  fireEvent.change(await screen.findByRole('textbox', { name: '要说明的（可以不写）' }), {
    target: { value: '有孕妇' },
  })
  first.unmount()
  show(<ReportPage />)
  await waitFor(() => expect(screen.getByDisplayValue('有孕妇')).toBeTruthy())
})

import { beforeEach, expect, jest, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { Reminder } from '@gezhong/shared/people/reminders/contract'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { HOUSEHOLD, id, ROLL } from '../../../test/village.ts'
import { Button } from '../../ui/button.tsx'
import { RemindButton } from './remind-button.tsx'
import { RemindMissing } from './remind-missing.tsx'
import { useAskToBeTold } from './use-ask-to-be-told.ts'

const soon = () => new Date(Date.now() + 15_000).toISOString()
const reminder = (): Reminder => ({
  id: id(801),
  batchId: id(800),
  householdId: HOUSEHOLD.id,
  door: HOUSEHOLD.door,
  gridCode: '2',
  kind: 'test',
  channel: 'wechat',
  state: 'queued',
  problem: null,
  askedByName: '吴网格员',
  askedAt: new Date().toISOString(),
  dueAt: soon(),
  endedAt: null,
})
const spread = () => ({ wechat: 1, sms: 2, noChannel: 3, lately: 0, dueAt: soon() })
const TEMPLATES = [
  { templateId: 'missing-1', left: 0 },
  { templateId: 'result-1', left: 5 },
]
let cancelled = { cancelled: 1, tooLate: 0 }
const posted = () =>
  phone.requests
    .filter(({ method, url }) => method === 'POST' && url.endsWith('/subscriptions'))
    .map(({ data }) => data)

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  cancelled = { cancelled: 1, tooLate: 0 }
  phone.answer = ({ url, method }) => {
    if (url.endsWith('/cancel')) return { status: 200, body: cancelled }
    if (url.includes('/preview')) return { status: 200, body: { ...spread(), smsLeft: 9 } }
    if (url.endsWith('/my/subscriptions')) return { status: 200, body: { templates: TEMPLATES } }
    if (method === 'POST' && url.includes('/rolls/')) return { status: 200, body: { batchId: id(800), ...spread() } }
    return { status: 200, body: reminder() }
  }
})

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))

test('one tap reminds a household, says how, and can be taken back', async () => {
  show(<RemindButton householdId={HOUSEHOLD.id} rollId={ROLL.id} />)
  await press('发提醒')
  await screen.findByText('微信提醒马上发')
  await press('撤回')
  await screen.findByText('撤回了，没有发')
  expect(phone.requests.map(({ url }) => url.replace(/^.*\/api/, ''))).toEqual([
    `/households/${HOUSEHOLD.id}/reminders`,
    `/reminder-batches/${id(800)}/cancel`,
  ])
})

test('what has gone meanwhile is said', async () => {
  cancelled = { cancelled: 0, tooLate: 1 }
  show(<RemindButton householdId={HOUSEHOLD.id} rollId={ROLL.id} />)
  await press('发提醒')
  await press('撤回')
  await screen.findByText('1 户已经发出，收不回来')
})

test('a whole grid is counted before anything is sent', async () => {
  show(<RemindMissing rollId={ROLL.id} gridId={id(202)} question="who-lives-here" />)
  await press('给没报的发提醒')
  await screen.findByText('给 3 户发提醒？')
  await screen.findByText(/微信 1 户，短信 2 户；3 户没有能发的号码/)
  expect(phone.requests.every(({ method }) => method === 'GET')).toBe(true)
  await press('发提醒')
  await screen.findByText('提醒马上发')
})

function Tap({ when = true }: { when?: boolean }) {
  const ask = useAskToBeTold(when)
  return <Button onPress={() => void ask().then(() => phone.opened.push('on'))}>好了</Button>
}

const known = () => waitFor(() => expect(phone.requests.some(({ url }) => url.endsWith('/subscriptions'))).toBe(true))

async function tap(): Promise<void> {
  const before = phone.opened.length
  await press('好了')
  await waitFor(() => expect(phone.opened.length).toBe(before + 1))
}

test('a tap asks about the message of which few are left, and tells the server what was agreed to', async () => {
  phone.subscribing = 'accept'
  show(<Tap />)
  await known()
  await waitFor(async () => {
    await tap()
    expect(phone.askedToSubscribe[0]).toEqual(['missing-1'])
  })
  expect(posted()[0]).toBe(JSON.stringify({ answers: [{ templateId: 'missing-1', answer: 'accept' }] }))
})

test.each(['reject', null] as const)('who answers %s is left in peace for a day', async (answer) => {
  phone.subscribing = answer
  const now = jest.spyOn(Date, 'now')
  const start = Date.now()
  show(<Tap />)
  await known()
  await waitFor(async () => {
    await tap()
    expect(phone.askedToSubscribe.length).toBe(1)
  })
  now.mockReturnValue(start + 23 * 3_600_000)
  await tap()
  expect([phone.askedToSubscribe.length, posted()]).toEqual([1, []])
  now.mockReturnValue(start + 25 * 3_600_000)
  await tap()
  expect(phone.askedToSubscribe.length).toBe(2)
  now.mockRestore()
})

test('for somebody else’s household nobody is asked', async () => {
  show(<Tap when={false} />)
  await tap()
  expect([phone.askedToSubscribe, phone.requests]).toEqual([[], []])
})

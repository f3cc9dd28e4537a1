import { beforeEach, expect, test } from '@jest/globals'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { HouseholdTests, SelfTest } from '@gezhong/shared/people/antigen/contract'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { HOUSEHOLD, id, myNotice, NOW, refusal } from '../../../test/village.ts'
import AntigenPage from './antigen.tsx'
import { keptTests } from './kept-tests.ts'
import { sendTests } from './send-tests.ts'
import { forgetLists } from '../../platform/kept-list.ts'

const ROUND = id(511)
const GIVEN = { answer: 'given', answeredVersion: 2, answeredAt: NOW, asks: false, allows: true } as const

let down = false
let agreed = true
let refused: Parameters<typeof refusal>[0] | null = null
let tests: SelfTest[] = []
let sent: { url: string; body: { id: string; result: string; residentId: string | null; people: number } }[] = []

const household = (): HouseholdTests => ({
  roundId: ROUND,
  title: '第1轮抗原',
  state: 'open',
  endsAt: NOW,
  householdId: HOUSEHOLD.id,
  door: HOUSEHOLD.door,
  kits: 3,
  due: 3,
  done: 0,
  excused: 0,
  missing: 3,
  people: [{ residentId: id(151), name: '王秀兰', ageGroup: 'adult', standing: 'missing' }],
  tests,
})

const toldOf = (over: Partial<SelfTest> = {}): SelfTest => ({
  id: id(601),
  roundId: ROUND,
  householdId: HOUSEHOLD.id,
  door: HOUSEHOLD.door,
  gridCode: '2-1',
  residentId: id(151),
  residentName: '王秀兰',
  people: 1,
  result: 'negative',
  source: 'self',
  noPhoto: null,
  photo: 'there',
  takenAt: NOW,
  receivedAt: NOW,
  late: false,
  verdict: null,
  undone: false,
  counts: true,
  ...over,
})

beforeEach(() => {
  phone.reset()
  forgetLists()
  signedIn('resident')
  down = false
  agreed = true
  refused = null
  tests = []
  sent = []
  phone.params = { round: ROUND, household: HOUSEHOLD.id }
  phone.answer = ({ url, method, data }) => {
    if (down) return null
    if (url.endsWith('/api/notices')) {
      const notices = [
        { ...myNotice('privacy'), ...GIVEN },
        { ...myNotice('test-status'), ...(agreed ? GIVEN : {}) },
      ]
      return { status: 200, body: { notices, office: { place: '', officePhone: '' } } }
    }
    if (method === 'GET') return { status: 200, body: household() }
    if (url.endsWith('/photo')) {
      phone.sentFiles.push(url)
      if (refused !== null) return { status: 422, body: refusal(refused) }
      return { status: 200, body: toldOf() }
    }
    if (url.endsWith('/undo')) return { status: 200, body: toldOf({ undone: true, counts: false }) }
    const body = JSON.parse(data!) as (typeof sent)[number]['body']
    sent.push({ url: url.replace(/^.*\/api/, '/api'), body })
    return { status: 200, body: toldOf({ id: body.id, photo: 'awaited', counts: false }) }
  }
})

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

async function tell(who: RegExp, result: string): Promise<void> {
  await press(who)
  const sheet = await screen.findByRole('dialog')
  fireEvent.click(within(sheet).getByRole('radio', { name: result }))
  fireEvent.click(within(sheet).getByRole('button', { name: '拍照' }))
  await within(sheet).findByRole('img', { name: '您拍的试剂' })
  fireEvent.click(within(sheet).getByRole('button', { name: '交上去' }))
}

test('a person is told with a photo: first the words, then the photo, and nothing stays on the phone', async () => {
  phone.photo = 'wxfile://tmp/1.jpg'
  show(<AntigenPage />)
  await screen.findByText('还差 3 人', {}, { timeout: 10_000 })
  await tell(/王秀兰/, '阴性')
  await waitFor(() => expect(phone.sentFiles).toHaveLength(1))
  await waitFor(() => expect(keptTests.all()).toEqual([]))
  expect(sent).toEqual([
    {
      url: `/api/rounds/${ROUND}/self-tests`,
      body: expect.objectContaining({ result: 'negative', residentId: id(151), people: 1 }),
    },
  ])
  expect(phone.sentFiles[0]).toContain(`/api/self-tests/${sent[0]!.body.id}/photo`)
})

test('without a network it waits with its photo, is found again after a restart, and goes once', async () => {
  phone.photo = 'wxfile://tmp/1.jpg'
  const { unmount } = show(<AntigenPage />)
  await screen.findByText('还差 3 人')
  down = true
  await tell(/没登记名字的/, '阳性')
  await screen.findByText('还没送上去，有网自动送')
  unmount()
  forgetLists()
  expect(keptTests.all().map(({ photo, people, told }) => [photo, people, told])).toEqual([
    ['wxfile://saved/1', 2, false],
  ])
  down = false
  await act(() => sendTests())
  await act(() => sendTests())
  expect([sent.length, phone.sentFiles.length, keptTests.all()]).toEqual([1, 1, []])
})

test('a phone that is full keeps the words, and asks for the photo again', async () => {
  phone.photo = 'wxfile://tmp/1.jpg'
  show(<AntigenPage />)
  await screen.findByText('还差 3 人')
  down = true
  phone.storageFull = true
  await tell(/王秀兰/, '阴性')
  await screen.findByText('手机存满了，照片只在屏幕上')
})

test('a photo that the server cannot read is taken again, for the same telling', async () => {
  phone.photo = 'wxfile://tmp/1.jpg'
  refused = 'file-unreadable'
  show(<AntigenPage />)
  await tell(/王秀兰/, '阴性')
  await screen.findByRole('button', { name: '再拍一张' })
  refused = null
  await press('再拍一张')
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '拍照' }))
  await waitFor(() => expect(keptTests.all()).toEqual([]))
  expect([sent.length, phone.sentFiles.length]).toEqual([1, 2])
})

test('whoever has not agreed is asked first; whoever lets nobody at the camera is told another way', async () => {
  agreed = false
  const { unmount } = show(<AntigenPage />)
  await screen.findByRole('button', { name: '同意' })
  expect(screen.queryByText('谁测了')).toBe(null)
  unmount()
  agreed = true
  signedIn('resident')
  phone.photo = 'privacy'
  show(<AntigenPage />)
  await press(/王秀兰/)
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '拍照' }))
  await screen.findByText(/没有同意，拍不了照/)
})

test('what was told is shown as it stands, and taken back', async () => {
  tests = [toldOf(), toldOf({ id: id(602), verdict: 'wrong', counts: false }), toldOf({ id: id(603), undone: true })]
  show(<AntigenPage />)
  for (const word of ['阴性', '要重做', '已撤回']) await screen.findByText(word)
  await press(/王秀兰.*阴性/)
  await press('撤回')
  await waitFor(() => expect(phone.requests.some(({ url }) => url.endsWith(`${id(601)}/undo`))).toBe(true))
})

test('a worker tells it without a photo and says why', async () => {
  signedIn('worker')
  show(<AntigenPage />)
  await press(/王秀兰/)
  const sheet = await screen.findByRole('dialog')
  fireEvent.click(within(sheet).getByRole('radio', { name: '阴性' }))
  fireEvent.click(within(sheet).getByRole('radio', { name: '这户没有手机' }))
  fireEvent.click(within(sheet).getByRole('button', { name: '交上去' }))
  await waitFor(() => expect(keptTests.all()).toEqual([]))
  expect(sent[0]!.body).toMatchObject({ noPhoto: 'no-phone' })
})

import { beforeEach, expect, test } from '@jest/globals'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { encode } from 'uqr'
import { civilDay } from '@gezhong/shared/civil-day'
import type { OwnAsk, OwnRound, OwnRoundPerson } from '@gezhong/shared/people/own-rounds/contract'
import { homeCode } from '@gezhong/shared/people/own-rounds/home-code'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { ACTORS, HOUSEHOLD, id, NOW, ROLL } from '../../../test/village.ts'
import Today from '../../home/today/today.tsx'
import { queries } from '../../platform/queries.ts'
import { chooseReadingSize } from '../../platform/reading-size.ts'
import { forgetLists } from '../../platform/kept-list.ts'

const person = (number: number, name: string | null, over: Partial<OwnRoundPerson>): OwnRoundPerson => ({
  residentId: id(number),
  name,
  ageGroup: name === null ? 'child' : 'adult',
  state: 'missing',
  sampledAt: null,
  outcome: null,
  excuse: null,
  ...over,
})
const hours = (from: number, to: number) => ({
  opens: new Date(Date.now() + from * 3_600_000).toISOString(),
  closes: new Date(Date.now() + to * 3_600_000).toISOString(),
})
const site = (number: number, place: string, from: number, to: number) => {
  const { opens, closes } = hours(from, to)
  return { id: id(number), place, opensAt: opens, closesAt: closes }
}
const ROUND: OwnRound = {
  id: id(510),
  title: '第3轮核酸',
  method: 'pcr',
  state: 'open',
  startsAt: hours(-1, 2).opens,
  endsAt: hours(-1, 2).closes,
  closedAt: null,
  due: 3,
  tested: 1,
  excused: 0,
  missing: 2,
  people: [
    person(1, '王秀兰', { state: 'sampled', sampledAt: '2026-11-23T08:42:00+08:00', outcome: 'pending' }),
    person(2, null, {}),
  ],
  unnamed: { tested: 0, excused: 0, missing: 1, sampledAt: null, excuse: null, outcomes: [] },
  sites: [site(601, '老学校', -4, -3), site(602, '祠堂埕', -1, 2)],
}
const LOOKED_AFTER = { ...HOUSEHOLD, id: id(103), door: '中区41号', headcount: 2 }

let round: OwnRound = ROUND
let asks: OwnAsk[] = []
let asked: Record<string, unknown>[] = []
let down = false

beforeEach(() => {
  phone.reset()
  forgetLists()
  chooseReadingSize('normal')
  signedIn('resident')
  round = ROUND
  asks = []
  asked = []
  down = false
  phone.answer = ({ url, method, data }) => {
    if (down) return null
    const ok = (body: object) => ({ status: 200, body })
    if (method === 'POST') {
      const body = JSON.parse(data ?? '{}') as Record<string, unknown>
      asked.push({ url: url.replace(/^.*\/api/, '/api'), ...body })
      const { id: askId, residentId, people, reason, untilDay } = body as unknown as OwnAsk
      asks = url.endsWith('/end') ? [] : [{ id: askId, residentId, people, reason, untilDay, state: 'asked' }]
      const who = {
        door: HOUSEHOLD.door,
        gridCode: '2-1',
        residentName: null,
        askedByName: '王秀兰',
        byHousehold: true,
      }
      return ok({ ...body, ...who, state: 'asked', askedAt: NOW, decidedByName: null, decidedAt: null })
    }
    if (url.endsWith('/api/my/rounds')) {
      const second = { householdId: LOOKED_AFTER.id, rounds: [{ ...ROUND, missing: 2, people: [] }], asks: [] }
      return ok({ households: [{ householdId: HOUSEHOLD.id, rounds: [round], asks }, second], readAt: NOW })
    }
    if (!url.endsWith('/api/my/households')) return ok({})
    const roll = { ...ROLL, id: round.id, title: round.title, question: 'who-was-tested' }
    const homes = phone.params['proxy'] === undefined ? [HOUSEHOLD] : [HOUSEHOLD, LOOKED_AFTER]
    const toAnswer = { roll, receipt: null, replacedOwn: null }
    return ok({
      households: homes.map((household) => ({ household, gridTitle: '第2网格', asked: [toAnswer] })),
    })
  }
})

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

test('one glance: who is done, who is not, where to go now; and the round stands there once', async () => {
  show(<Today />)
  await screen.findByText('第3轮核酸')
  expect(screen.getByText('✓ 已采样 8:42')).toBeTruthy()
  expect(screen.getByText('等结果')).toBeTruthy()
  expect(screen.getAllByText('! 还没采样')).toHaveLength(2)
  expect(screen.getByText('孩子')).toBeTruthy()
  expect(screen.getByText('另外 1 人')).toBeTruthy()
  expect(screen.getByText(/^正在做，.*结束$/)).toBeTruthy()
  const places = screen.getAllByText(/^采样点：/).map(({ textContent }) => textContent)
  expect(places).toEqual(['采样点：祠堂埕', '采样点：老学校'])
  expect(screen.getByText('现在开着')).toBeTruthy()
  expect(screen.queryByText('几个人做了检测？')).toBeNull()
  await press('在别处采过了')
  expect(phone.opened[0]).toBe(`/people/report/report?roll=${ROUND.id}&household=${HOUSEHOLD.id}`)
})

test('the code is drawn on the phone, also without a network, on the brightest screen, which is then as before', async () => {
  const first = show(<Today />)
  await screen.findByText('第3轮核酸')
  first.unmount()
  queries.clear()
  down = true
  show(<Today />)
  expect(screen.getByText('第3轮核酸')).toBeTruthy()
  await press('出示采样码')
  const sheet = screen.getByRole('dialog', { name: '采样码' })
  expect(within(sheet).getByText('中区 32 号')).toBeTruthy()
  expect(within(sheet).getByText('登记 3 人')).toBeTruthy()
  const drawn = within(sheet).getByRole('img', { name: '中区 32 号的采样码' })
  const bars = [...drawn.querySelectorAll<HTMLElement>('.qr-bar')].map(({ style }) =>
    [style.left, style.top, style.width].map((length) => Number(/\* ([\d.]+)/.exec(length)?.[1])),
  )
  const text = homeCode({ householdId: HOUSEHOLD.id, communityId: ACTORS.resident.communityId })
  const { data } = encode(text, { ecc: 'M', border: 0 })
  const seen = data.map((row) => row.map(() => false))
  for (const [left, top, width] of bars) for (let x = 0; x < width!; x += 1) seen[top!]![left! + x] = true
  expect(seen).toEqual(data)
  await waitFor(() => expect(phone.brightness).toBe(1))
  fireEvent.click(within(sheet).getByRole('button', { name: '关闭' }))
  await waitFor(() => expect(phone.brightness).toBe(0.4))
  await screen.findByText(/^没连上网，检测情况是.*8:10 的$/, {}, { timeout: 8000 })
}, 15_000)

test('who cannot walk asks with two presses for a visit; it waits there and can be taken back', async () => {
  show(<Today />)
  await press('走不动、来不了')
  await press('交给网格长')
  await screen.findByText('孩子：等网格长回话')
  const [first] = asked
  expect(first).toMatchObject({ url: '/api/exemptions', householdId: HOUSEHOLD.id, residentId: id(2), people: 1 })
  expect(first).toMatchObject({ reason: 'bedridden', untilDay: civilDay(new Date(ROUND.endsAt)) })
  await press('收回孩子的申请')
  await press('收回')
  await waitFor(() => expect(screen.queryByText('孩子：等网格长回话')).toBeNull())
  expect(asked[1]!['url']).toBe(`/api/exemptions/${String(first!['id'])}/end`)
})

test('a refusal is told, and what to do', async () => {
  asks = [{ id: id(1), residentId: null, people: 1, reason: 'away', untilDay: '2026-11-30', state: 'refused' }]
  show(<Today />)
  await screen.findByText('1 人：没有同意“不在本地”')
})

test('all done, it says so; bedridden waits for the visit, and nothing is asked any more', async () => {
  const excuse = { reason: 'bedridden' as const, untilDay: '2026-11-30' }
  const unnamed = { ...ROUND.unnamed, missing: 0 }
  const people = [ROUND.people[0]!, person(2, '王婆', { state: 'excused', excuse })]
  round = { ...ROUND, due: 2, tested: 1, excused: 1, missing: 0, people, unnamed }
  show(<Today />)
  await screen.findByText('等上门采')
  expect(screen.queryByText('走不动、来不了')).toBeNull()
})

test('a bad result without a name, where everybody has one, is one of them and nobody besides', async () => {
  const outcomes: OwnRound['unnamed']['outcomes'] = [{ outcome: 'unclear', people: 1 }]
  const unnamed = { ...ROUND.unnamed, tested: 0, missing: 0, outcomes }
  round = { ...ROUND, due: 1, tested: 1, missing: 0, people: [person(1, '施阿婆', { state: 'counted' })], unnamed }
  show(<Today />)
  await screen.findByText('其中 1 人')
  expect(screen.queryByText('另外 1 人')).toBeNull()
})

test('a good result stands beside its time; what is not good says kindly what comes next, for the unnamed too', async () => {
  const sampled = { state: 'sampled' as const, sampledAt: '2026-11-23T08:42:00+08:00' }
  const unnamed = { ...ROUND.unnamed, tested: 3, missing: 0, sampledAt: sampled.sampledAt }
  const outcomes: OwnRound['unnamed']['outcomes'] = [
    { outcome: 'negative', people: 1 },
    { outcome: 'pending', people: 1 },
  ]
  const people = [person(1, '王秀兰', { ...sampled, outcome: 'negative' })]
  round = { ...ROUND, due: 4, tested: 4, missing: 0, people, unnamed: { ...unnamed, outcomes } }
  const first = show(<Today />)
  expect(await screen.findAllByText('✓ 阴性')).toHaveLength(2)
  expect(screen.getAllByText('另外 1 人')).toHaveLength(3)
  expect(screen.getAllByText('等结果')).toHaveLength(1)
  expect(screen.queryByText('先别慌，在家等电话')).toBeNull()
  first.unmount()
  queries.clear()
  round = { ...round, people: [person(1, '王秀兰', { ...sampled, outcome: 'unclear' })] }
  const second = show(<Today />)
  await screen.findByText('? 待复核')
  await screen.findByText('还要再采一次才知道')
  second.unmount()
  queries.clear()
  // Somebody's, and more than are counted as tested: it is told all the same.
  round = { ...round, unnamed: { ...unnamed, tested: 0, outcomes: [{ outcome: 'positive', people: 1 }] } }
  show(<Today />)
  await screen.findByText('! 阳性')
  await screen.findByText('先别慌，在家等电话')
})

test('a round of antigen tests leads to telling them, once, and shows no code', async () => {
  round = { ...ROUND, method: 'antigen', title: '第1轮抗原', sites: [] }
  show(<Today />)
  await press('测抗原、报结果')
  expect(phone.opened[0]).toBe(`/people/antigen/antigen?round=${ROUND.id}&household=${HOUSEHOLD.id}`)
  expect(screen.getByText('✓ 已测 8:42')).toBeTruthy()
  expect(screen.getAllByText('第1轮抗原')).toHaveLength(1)
  expect(screen.queryByText('出示采样码')).toBeNull()
  expect(screen.queryByText('在别处采过了')).toBeNull()
})

test('the tap that shows the code asks whether one may be reminded; the code does not wait for the answer', async () => {
  phone.subscribing = 'accept'
  const answer = phone.answer
  phone.answer = (request) =>
    request.url.endsWith('/subscriptions') && request.method === 'GET'
      ? { status: 200, body: { templates: [{ templateId: 'missing-1', left: 0 }] } }
      : answer(request)
  show(<Today />)
  await screen.findByText('第3轮核酸')
  await waitFor(() => expect(phone.requests.some(({ url }) => url.endsWith('/subscriptions'))).toBe(true))
  await waitFor(async () => {
    await press('出示采样码')
    const sheet = screen.getByRole('dialog', { name: '采样码' })
    fireEvent.click(within(sheet).getByRole('button', { name: '关闭' }))
    await waitFor(() => expect(phone.askedToSubscribe[0]).toEqual(['missing-1']))
  })
})

test('elder mode says one sentence', async () => {
  act(() => chooseReadingSize('elder'))
  show(<Today />)
  await screen.findByText('! 孩子、另外 1 人还没采样')
  expect(screen.queryByText('! 还没采样')).toBeNull()
})

test('whoever looks after another household chooses whose day it is', async () => {
  phone.params = { proxy: 'yes' }
  show(<Today />)
  await screen.findByRole('heading', { name: '中区 32 号' })
  fireEvent.click(screen.getByRole('radio', { name: '替 中区 41 号，差 2 人' }))
  await screen.findByRole('heading', { name: '中区 41 号' })
  await press('出示采样码')
  expect(screen.getByRole('img', { name: '中区 41 号的采样码' })).toBeTruthy()
})

import { beforeEach, expect, test } from '@jest/globals'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { Round } from '@gezhong/shared/people/rounds/contract'
import { homeCode } from '@gezhong/shared/people/own-rounds/home-code'
import type { SampleBatch } from '@gezhong/shared/people/sampling/contract'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { ACTORS, GRIDS, id, NOW, refusal, ROLL } from '../../../test/village.ts'
import { signOutHere } from '../../home/sign-in/sign-out-here.ts'
import { queries } from '../../platform/queries.ts'
import { findDoors } from './find-doors.ts'
import { SamplingEntry } from './sampling-entry.tsx'
import SamplingPage from './sampling.tsx'
import { forgetLists } from '../../platform/kept-list.ts'

const ROUND: Round = {
  ...ROLL,
  id: id(510),
  title: '第1轮核酸',
  question: 'who-was-tested',
  method: 'pcr',
  tubeSize: 5,
  startsAt: NOW,
  endsAt: NOW,
  revision: 1,
  repeat: null,
  followedBy: null,
  due: 'everybody',
  sites: [],
}
const person = (number: number, name: string | null, over = {}) => ({
  residentId: id(number),
  name,
  ageGroup: name === null ? ('child' as const) : ('adult' as const),
  tested: false,
  excused: false,
  homeVisit: false,
  ...over,
})
const home = (number: number, door: string, due: number, over = {}) => ({
  householdId: id(number),
  gridCode: '2',
  door,
  priority: false,
  due,
  tested: 0,
  excused: 0,
  missing: due,
  unnamedVisits: 0,
  people: [],
  ...over,
})
const HOMES = [
  home(101, '中区32号', 4, { people: [person(1, '林东'), person(2, '王秀兰', { tested: true }), person(3, null)] }),
  home(102, '中区320号', 2),
  home(103, '海丝花园3栋2单元602室', 2),
]

let down = false
let refused = false
let sameCode = 0
let outcome: 'recorded' | 'unplaced' = 'recorded'
let sent: SampleBatch[] = []
let rounds: Round[] = [ROUND]

beforeEach(() => {
  phone.reset()
  forgetLists()
  signedIn('worker')
  down = false
  refused = false
  sameCode = 0
  outcome = 'recorded'
  sent = []
  rounds = [ROUND]
  phone.params = { round: ROUND.id, grid: id(202) }
  phone.answer = ({ url, method, data }) => {
    if (down) return null
    if (url.endsWith('/api/rounds')) return { status: 200, body: { rounds } }
    if (url.endsWith('/api/grids')) return { status: 200, body: { grids: GRIDS } }
    if (url.includes('/sheet')) return { status: 200, body: { households: HOMES, readAt: NOW } }
    if (method !== 'POST' || !url.endsWith('/samples')) return { status: 200, body: {} }
    if (refused) return { status: 409, body: refusal('id-taken') }
    const batch = JSON.parse(data!) as SampleBatch
    sent.push(batch)
    const tube = { gridCode: '2', openedByName: '陈志强', people: 0, outsiders: 0, unplaced: 0, late: 0, sameCode }
    return {
      status: 200,
      body: {
        samples: batch.samples.map((sample) => ({ id: sample.id, outcome })),
        tubes: batch.tubes.map((opened) => ({ ...tube, ...opened })),
        late: false,
      },
    }
  }
})

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } })
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

async function openTube(code: string) {
  await screen.findByText('新的一管')
  type('管号', code)
  await press('开始用这管')
  await screen.findByText(code.toUpperCase())
}

async function openHome(digits: string, door: string) {
  type('找门牌', digits)
  await press(new RegExp(`^${door}`))
}

const tick = (name: string | RegExp) => fireEvent.click(screen.getByRole('switch', { name }))
const people = () => sent.flatMap(({ samples }) => samples.map((one) => [one.residentId, one.people]))

test('a household’s people are ticked and recorded with one thumb, and the box waits for the next', async () => {
  show(<SamplingPage />)
  await openTube('a1001')
  await openHome('32', '中区 32 号')
  expect(screen.getByRole('switch', { name: '王秀兰 已采' }).getAttribute('aria-disabled')).toBe('true')
  tick('林东')
  tick('孩子')
  fireEvent.click(screen.getByRole('button', { name: /^没登记名字的.*加一人$/ }))
  await press('记下 3 人')
  await screen.findByText('3/5')
  await screen.findByText('记下了 中区 32 号 3 人')
  const box = screen.getByRole('textbox', { name: '找门牌' })
  await waitFor(() => expect(document.activeElement).toBe(box))
  await waitFor(() =>
    expect(people()).toEqual([
      [id(1), 1],
      [id(3), 1],
      [null, 1],
    ]),
  )
  expect(sent[0]!.tubes.map(({ code, gridId }) => [code, gridId])).toEqual([['A1001', id(202)]])
})

test('without a network everything stays on the phone, counts on the screen, and survives a closed page', async () => {
  const first = show(<SamplingPage />)
  await openTube('A1001')
  down = true
  await openHome('320', '中区 320 号')
  await press('还差的 2 人都在')
  await press('记下 2 人')
  await screen.findByText('这片还差 6 人')
  await screen.findByText(/2 人的采样/)
  first.unmount()
  forgetLists()
  queries.clear()
  show(<SamplingPage />)
  await screen.findByText('2/5')
  await screen.findByText('这片还差 6 人')
  down = false
  await queries.invalidateQueries()
  await waitFor(() => expect(people()).toEqual([[null, 2]]))
  await waitFor(() => expect(screen.queryByText(/2 人的采样/)).toBeNull())
})

test('a tube that would take too many says so first, and the next one takes them at once', async () => {
  show(<SamplingPage />)
  await openTube('A1001')
  for (const digits of ['320', '3 602']) {
    await openHome(digits, digits === '320' ? '中区 320 号' : '海丝花园 3 栋')
    await press('还差的 2 人都在')
    await press('记下 2 人')
  }
  await screen.findByText('4/5')
  await openHome('32', '中区 32 号')
  tick('林东')
  tick('孩子')
  await press('记下 2 人')
  await screen.findByText(/再记 2 人就是 6 人/)
  await press('换一管再记')
  await screen.findByText(/管号填好就记下：中区 32 号 2 人/)
  await openTube('A1002')
  await screen.findByText('2/5')
  await waitFor(() => expect(sent.at(-1)!.samples.map(({ residentId }) => residentId)).toEqual([id(1), id(3)]))
  expect(new Set(sent.map(({ tubes }) => tubes[0]!.code))).toEqual(new Set(['A1001', 'A1002']))
})

test('the last is taken back by one press, and any other from the list of the tube', async () => {
  show(<SamplingPage />)
  await openTube('A1001')
  await openHome('320', '中区 320 号')
  await press('还差的 2 人都在')
  await press('记下 2 人')
  await press(/^外来的人/)
  type('姓名（可不填）', '小周')
  await press('记下 1 人')
  await screen.findByText('3/5')
  await press('撤销')
  await screen.findByText('2/5')
  await press(/^管 A1001，2 人/)
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '撤销 中区 320 号 2 人' }))
  await screen.findByText('0/5')
  await waitFor(() => expect(sent.flatMap(({ undone }) => undone)).toHaveLength(2))
  expect(sent.flatMap(({ samples }) => samples.flatMap(({ outsider }) => outsider?.name ?? []))).toEqual(['小周'])
})

test('a code that is elsewhere too, and a household that is not here, are said in words', async () => {
  sameCode = 1
  outcome = 'unplaced'
  show(<SamplingPage />)
  await openTube('A1001')
  await openHome('320', '中区 320 号')
  await press('还差的 2 人都在')
  await press('记下 2 人')
  await screen.findByText('管号 A1001 别处也用过，请看管子')
  await screen.findByText(/没对上户：中区 320 号 2 人/)
  for (const _ of [1, 2]) fireEvent.click(screen.getAllByRole('button', { name: '知道了' })[0]!)
  await waitFor(() => expect(screen.queryByText(/别处也用过|没对上户/)).toBeNull())
})

test('a refusal is shown with its sentence, and nothing is thrown away', async () => {
  refused = true
  show(<SamplingPage />)
  await openTube('A1001')
  await openHome('320', '中区 320 号')
  await press('还差的 2 人都在')
  await press('记下 2 人')
  await screen.findByText(/^管 A1001 没送上去：/)
  await screen.findByText('2/5')
  refused = false
  await press('再送一次')
  await waitFor(() => expect(people()).toEqual([[null, 2]]))
  await waitFor(() => expect(screen.queryByText(/没送上去/)).toBeNull())
})

test('a code that this phone has used is asked about, and one that is none is explained', async () => {
  show(<SamplingPage />)
  await openTube('A1001')
  await openHome('320', '中区 320 号')
  await press('还差的 2 人都在')
  await press('记下 2 人')
  await press('换一管')
  type('管号', '管')
  await press('开始用这管')
  await screen.findByText(/照管子上的填/)
  type('管号', 'a1001')
  await press('开始用这管')
  await screen.findByText('这个管号刚用过')
  await press('改管号')
  await press('回到上一管 A1001')
  await screen.findByText('2/5')
})

test('signing out forgets the sheet and the tubes', async () => {
  show(<SamplingPage />)
  await openTube('A1001')
  down = true
  await openHome('32', '中区 32 号')
  tick('林东')
  await press('记下 1 人')
  await screen.findByText('1/5')
  expect(JSON.stringify([...phone.storage])).toContain('林东')
  await act(() => signOutHere())
  expect(JSON.stringify([...phone.storage])).not.toMatch(/林东|中区/)
})

test('the way in is there while a round is open, for who may sample', async () => {
  const grid = GRIDS[1]!
  const entry = (actor: (typeof ACTORS)['worker']) => <SamplingEntry actor={actor} grid={grid} grids={GRIDS} />
  const first = show(entry(ACTORS.worker))
  await press(/^采样/)
  expect(phone.opened).toEqual([`/people/sampling/sampling?round=${ROUND.id}&grid=${grid.id}`])
  first.unmount()
  rounds = [
    { ...ROUND, state: 'closed' },
    { ...ROUND, method: 'antigen' },
  ]
  queries.clear()
  phone.storage.clear()
  show(entry(ACTORS.worker))
  await waitFor(() => expect(phone.requests.filter(({ url }) => url.endsWith('/rounds')).length).toBeGreaterThan(1))
  expect(screen.queryByText('采样')).toBeNull()
})

test.each([
  ['32', ['中区32号', '中区320号']],
  ['320', ['中区320号']],
  ['３２', ['中区32号', '中区320号']],
  ['3 602', ['海丝花园3栋2单元602室']],
  ['602', ['海丝花园3栋2单元602室']],
  ['海丝', ['海丝花园3栋2单元602室']],
  ['海丝 32', []],
  ['号', []],
])('the door box finds by %s', (words, doors) => {
  expect(findDoors(HOMES, words).map(({ door }) => door)).toEqual(doors)
})

test('a household’s code in the door box finds it at once; one from elsewhere is offered as an outsider', async () => {
  show(<SamplingPage />)
  await openTube('a1001')
  await screen.findByText(/^这片还差/)
  const code = (householdId: string) => homeCode({ householdId, communityId: ACTORS.worker.communityId })
  type('找门牌', code(id(101)).toLowerCase())
  await screen.findByRole('switch', { name: '林东' })
  expect((screen.getByRole('textbox', { name: '找门牌' }) as HTMLInputElement).value).toBe('中区 32 号')
  type('找门牌', code(id(199)))
  await screen.findByText('这户不在这片的名单上')
  await press('记成外来')
  await press('记下 1 人')
  await waitFor(() => expect(sent[0]!.samples[0]!.outsider).not.toBeNull())
  phone.scanned = 'A1001'
  await press('扫采样码')
  await screen.findByText('这是管子上的码')
  phone.scanned = code(id(102))
  await press('扫采样码')
  await screen.findByText('中区 320 号')
})

test('where somebody lies in bed is a list of its own', async () => {
  const over = { excused: 1, missing: 3, people: [person(1, '林东', { excused: true, homeVisit: true })] }
  const before = HOMES[0]!
  HOMES[0] = home(101, '中区32号', 4, over)
  show(<SamplingPage />)
  await openTube('a1001')
  await press(/^要上门采的 1 户/)
  const visits = await screen.findByRole('dialog', { name: '要上门采的' })
  fireEvent.click(within(visits).getByRole('button', { name: /^中区 32 号/ }))
  expect(await screen.findByText('有 1 人卧床，要上门采')).toBeTruthy()
  expect(screen.getByRole('switch', { name: '林东 卧床，上门采' })).toBeTruthy()
  HOMES[0] = before
})

import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { SEARCH_HEADER } from '@gezhong/shared/client'
import type { Roll, Standing } from '@gezhong/shared/people/rolls/contract'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { GRIDS, HOUSEHOLD, id, NOW, progressOf, ROLL } from '../../../test/village.ts'
import { queries } from '../../platform/queries.ts'
import RollPage from './roll.tsx'

const standing: Standing = {
  householdId: HOUSEHOLD.id,
  buildingId: HOUSEHOLD.buildingId,
  gridId: id(202),
  gridCode: '2',
  door: HOUSEHOLD.door,
  state: 'missing',
  headcount: 3,
  reported: null,
  stillMissing: 0,
  reportId: null,
  reportedAt: null,
  phonesMasked: ['188····3570'],
  priority: true,
  note: '行动不便',
  responsibleName: '陈志强',
}
let rows: Standing[] = []
let phones: string[] = []
let rolls: Roll[] = []

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  rows = [standing]
  rolls = [ROLL]
  phones = ['18800003570']
  phone.params = { roll: ROLL.id, grid: id(202), state: 'missing' }
  phone.answer = ({ url }) => {
    if (url.endsWith('/api/grids')) return { status: 200, body: { grids: GRIDS } }
    if (url.endsWith('/api/rolls')) return { status: 200, body: { rolls } }
    if (url.endsWith('/progress')) {
      return { status: 200, body: { rollId: ROLL.id, revision: 1, openDifferences: 0, grids: [progressOf('2-1', 3)] } }
    }
    if (url.endsWith('/phone')) return { status: 200, body: { phones } }
    if (url.endsWith('/reports')) return { status: 200, body: { reports: [] } }
    return { status: 200, body: { rows, total: rows.length } }
  }
})

const dial = async () => fireEvent.click(await screen.findByRole('button', { name: '打电话给 中区 32 号' }))

test('one number and one tap: who is missing, and the dialler', async () => {
  show(<RollPage />)
  await screen.findByText('还差 3 户')
  await dial()
  await waitFor(() => expect(phone.dialled).toEqual(['18800003570']))
})

test('when it asks who was tested, the words are about testing', async () => {
  rolls = [{ ...ROLL, question: 'who-was-tested' }]
  show(<RollPage />)
  await screen.findByText('没检')
  expect(screen.getByText('人数不符')).toBeTruthy()
  expect(screen.getByText('不用检')).toBeTruthy()
  expect(screen.queryByText('还没报')).toBeNull()
})

test('the full number is asked for only when dialling', async () => {
  show(<RollPage />)
  await screen.findByText('中区 32 号')
  expect(phone.requests.some(({ url }) => url.endsWith('/phone'))).toBe(false)
  expect(document.body.textContent).not.toContain('18800003570')
})

test('of two numbers the person chooses', async () => {
  phones = ['18800003570', '059585000000']
  show(<RollPage />)
  await dial()
  fireEvent.click(await screen.findByRole('button', { name: '059585000000' }))
  expect(phone.dialled).toEqual(['059585000000'])
})

test('a household without a phone is to be visited', async () => {
  rows = [{ ...standing, phonesMasked: [] }]
  show(<RollPage />)
  await screen.findByText(/没有电话，要上门/)
  expect(screen.queryByText('拨打')).toBeNull()
})

test('an empty list says why', async () => {
  rows = []
  show(<RollPage />)
  await screen.findByText('一户都不差')
})

test('searching waits for the fingers, and finding nothing names what was sought', async () => {
  show(<RollPage />)
  await screen.findByText('中区 32 号')
  rows = []
  for (const words of ['4', '47'])
    fireEvent.change(screen.getByRole('textbox', { name: '找门牌' }), { target: { value: words } })
  await screen.findByText(/这一栏里没有“47”/)
  const sought = phone.requests.flatMap(({ header }) => header[SEARCH_HEADER] ?? [])
  expect([...new Set(sought)]).toEqual(['47'])
})

test('a household opens with what was said, and leads to reporting for it', async () => {
  show(<RollPage />)
  fireEvent.click(await screen.findByRole('button', { name: /打开$/ }))
  fireEvent.click(await screen.findByRole('button', { name: '替这户上报' }))
  expect(phone.opened).toEqual([`/people/report/report?roll=${ROLL.id}&household=${HOUSEHOLD.id}`])
})

test.each([
  ['missing', '还没报'],
  ['differs', '有差异'],
  ['reported', '对上了'],
  ['excused', '不用报'],
] as const)('a household that is %s opens with the word of its list', async (state, word) => {
  rows = [{ ...standing, state }]
  phone.params = { ...phone.params, state }
  show(<RollPage />)
  const [here] = await screen.findAllByRole('tab', { selected: true })
  expect(here!.textContent).toContain(word)
  fireEvent.click(await screen.findByRole('button', { name: /打开$/ }))
  expect(within(screen.getByRole('dialog')).getByText(word)).toBeTruthy()
})

test('a household that leaves the list while its sheet is open is not called what it was', async () => {
  show(<RollPage />)
  fireEvent.click(await screen.findByRole('button', { name: /打开$/ }))
  within(screen.getByRole('dialog')).getByText('还没报')
  rows = []
  await queries.invalidateQueries()
  await within(screen.getByRole('dialog')).findByText('刚有变化')
  expect(within(screen.getByRole('dialog')).queryByText('还没报')).toBeNull()
})

test('reporting for somebody finds every household, and says of one that has reported what it said', async () => {
  phone.params = { ...phone.params, for: 'report' }
  show(<RollPage />)
  await screen.findByText('替谁家报？')
  rows = [{ ...standing, state: 'reported', reported: 3, reportId: id(700), reportedAt: NOW }]
  fireEvent.change(screen.getByRole('textbox', { name: '找门牌' }), { target: { value: '32' } })
  await screen.findByText('对上了')
  await screen.findByText(/报了 3 人/)
  const asked = phone.requests.filter(({ header }) => header[SEARCH_HEADER] === '32')
  expect(asked.map(({ url }) => /[?&](state|grid)=/.test(url))).toEqual([false])
  fireEvent.click(await screen.findByRole('button', { name: /打开$/ }))
  fireEvent.click(await screen.findByRole('button', { name: '改这户的上报' }))
  expect(phone.opened).toEqual([`/people/report/report?roll=${ROLL.id}&household=${HOUSEHOLD.id}`])
})

import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { ACTORS, HOUSEHOLD, id, refusal } from '../../../test/village.ts'
import { currentActor } from '../../platform/session.ts'
import { keepForLater } from '../../people/report/outbox.ts'
import Mine from './mine.tsx'
import { forgetLists } from '../../platform/kept-list.ts'

const other = { ...HOUSEHOLD, id: id(103), door: '中区47号' }
const mine = (household: typeof HOUSEHOLD) => ({
  household,
  gridTitle: '第2网格',
  asked: [],
})

let refused: boolean
let left: boolean

beforeEach(() => {
  phone.reset()
  forgetLists()
  signedIn('resident')
  refused = false
  left = false
  phone.answer = ({ url, method }) => {
    if (url.endsWith('/leave')) {
      left = !refused
      return refused ? { status: 404, body: refusal('not-found') } : { status: 200, body: {} }
    }
    if (url.endsWith('/api/me')) return { status: 200, body: { ...ACTORS.resident, grants: [] } }
    if (url.endsWith('/api/my/households'))
      return left
        ? { status: 403, body: refusal('not-allowed') }
        : { status: 200, body: { households: [mine(HOUSEHOLD), mine(other)] } }
    if (url.endsWith('/api/community'))
      return {
        status: 200,
        body: { id: id(900), name: '花厅口村', placeNames: [], areaCode: null, zoneStatus: 'none' },
      }
    return method === 'POST' ? { status: 200, body: {} } : { status: 200, body: { sessions: [] } }
  }
})

const posts = () =>
  phone.requests.filter(({ method }) => method === 'POST').map(({ url }) => url.replace(/^.*\/api/, ''))
const waitsFor = (householdId: string) => {
  const said = { headcount: 3, phone: '', remark: '' }
  keepForLater({ id: id(70), rollId: id(500), householdId, door: '中区32号', said })
}
const kept = () => JSON.stringify([...phone.storage].filter(([key]) => key.endsWith('outbox')))

test('a home is left after a question that says how to come back; a house one looks after is not listed', async () => {
  waitsFor(HOUSEHOLD.id)
  show(<Mine />)
  fireEvent.click(await screen.findByRole('button', { name: '退出这户：中区 32 号' }))
  expect(screen.queryByText('中区 47 号')).toBeNull()
  expect(screen.getByRole('dialog').textContent).toMatch(/手机号、门上的纸条.*再关联/)
  expect(posts()).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: '退出这户' }))
  await screen.findByText('还没有关联您家')
  expect(posts()).toEqual([`/homes/${HOUSEHOLD.id}/leave`])
  expect(currentActor()?.grants).toEqual([])
  expect(kept()).not.toContain(HOUSEHOLD.id)
})

test('when it is refused, the question says so and nothing is lost', async () => {
  refused = true
  waitsFor(HOUSEHOLD.id)
  show(<Mine />)
  fireEvent.click(await screen.findByRole('button', { name: '退出这户：中区 32 号' }))
  fireEvent.click(screen.getByRole('button', { name: '退出这户' }))
  await waitFor(() => expect(screen.getByRole('dialog').querySelector('[role=alert]')).not.toBeNull())
  expect(currentActor()?.grants).toHaveLength(1)
  expect(kept()).toContain(HOUSEHOLD.id)
})

test('signing out warns in red and leads to the first page', async () => {
  show(<Mine />)
  fireEvent.click(await screen.findByRole('button', { name: '退出登录' }))
  const [, yes] = screen.getAllByRole('button', { name: '退出登录' })
  expect(yes!.className).toContain('button-danger')
  fireEvent.click(yes!)
  await waitFor(() => expect(phone.opened).toContain('/home/sign-in/sign-in'))
  expect(posts()).toEqual(['/sign-out'])
})

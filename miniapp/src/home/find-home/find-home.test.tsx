import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { ACTORS, GRIDS, id, NOW } from '../../../test/village.ts'
import { currentActor } from '../../platform/session.ts'
import { keepSharedPlace } from '../share/shared-place.ts'
import { FindHome } from './find-home.tsx'

let found: object[]
let request: object | null

beforeEach(() => {
  phone.reset()
  signedIn('resident')
  found = []
  request = null
  phone.answer = ({ url, method, data }) => {
    if (url.endsWith('/join')) return { status: 200, body: {} }
    if (url.endsWith('/api/me')) return { status: 200, body: { ...ACTORS.resident, displayName: '住进来了' } }
    if (url.endsWith('/api/grids')) return { status: 200, body: { grids: GRIDS } }
    if (method === 'POST') {
      request = { id: id(7), text: (JSON.parse(data!) as { text: string }).text, state: 'waiting', askedAt: NOW }
      return { status: 200, body: request }
    }
    return { status: 200, body: { found, request } }
  }
})

test('the household of one’s phone is joined with one tap', async () => {
  found = [{ householdId: id(101), door: '中区32号', gridTitle: '第2网格' }]
  show(<FindHome />)
  fireEvent.click(await screen.findByRole('button', { name: '是我家：中区 32 号' }))
  await waitFor(() => expect(currentActor()?.displayName).toBe('住进来了'))
})

test('a door is asked for, and the page says that the worker will confirm', async () => {
  show(<FindHome />)
  fireEvent.click(await screen.findByRole('button', { name: '请网格员确认' }))
  await screen.findByText('请写上门牌，例如：中区32号')
  fireEvent.change(screen.getByLabelText('门牌'), { target: { value: '中区32号' } })
  fireEvent.click(screen.getByRole('button', { name: '请网格员确认' }))
  await screen.findByText('已报“中区32号”，等网格员确认')
})

test('refused, it says what to look at; confirmed, the home opens by itself', async () => {
  request = { id: id(7), text: '北区1号', state: 'refused', askedAt: NOW }
  const { unmount } = show(<FindHome />)
  await screen.findByText('“北区1号”没有对上')
  unmount()
  request = { id: id(7), text: '北区1号', state: 'confirmed', askedAt: NOW }
  signedIn('resident')
  show(<FindHome />)
  await waitFor(() => expect(currentActor()?.displayName).toBe('住进来了'))
})

const askedIn = () =>
  phone.requests
    .filter(({ method }) => method === 'POST')
    .map(({ data }) => (JSON.parse(data!) as { gridId?: string }).gridId)

async function askForDoor() {
  fireEvent.change(await screen.findByLabelText('门牌'), { target: { value: '老祠堂旁边' } })
  fireEvent.click(screen.getByRole('button', { name: '请网格员确认' }))
  await screen.findByText('已报“老祠堂旁边”，等网格员确认')
}

test('a link that was sent on chooses the grid and asks for nothing by itself; it can be changed', async () => {
  keepSharedPlace(id(900), id(202))
  show(<FindHome />)
  fireEvent.click(await screen.findByRole('button', { name: '换网格，现在是第2网格' }))
  expect(askedIn()).toEqual([])
  fireEvent.click(within(screen.getByRole('dialog')).getByText('第1网格'))
  fireEvent.click(screen.getByRole('button', { name: '换网格，现在是第1网格' }))
  fireEvent.click(within(screen.getByRole('dialog')).getByText('第2网格'))
  await askForDoor()
  expect(askedIn()).toEqual([id(202)])
})

test.each([
  ['another community', id(901), id(202)],
  ['a grid that is not there', id(900), id(299)],
])('a link of %s chooses nothing', async (_what, community, grid) => {
  keepSharedPlace(community, grid)
  show(<FindHome />)
  await screen.findByRole('button', { name: '选网格' })
  await askForDoor()
  expect(askedIn()).toEqual([undefined])
})

import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { ACTORS, id, NOW } from '../../../test/village.ts'
import { currentActor } from '../../platform/session.ts'
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

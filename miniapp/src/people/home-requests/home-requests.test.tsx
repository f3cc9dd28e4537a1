import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { HOUSEHOLD, id, NOW } from '../../../test/village.ts'
import HomeRequests from './home-requests.tsx'

const who = { proxy: false, displayName: '居民1234', phonesMasked: ['138····1234'], askedAt: NOW }
let decided: unknown[]

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  decided = []
  phone.answer = ({ url, method, data }) => {
    if (url.includes('/api/households')) return { status: 200, body: { rows: [HOUSEHOLD], total: 1 } }
    if (method === 'POST') {
      decided.push(JSON.parse(data!))
      return { status: 200, body: {} }
    }
    const known = { id: id(1), text: '中区32', home: { householdId: id(101), door: '中区32号' }, ...who }
    const unknown = { id: id(2), text: '祠堂边', home: null, ...who }
    return { status: 200, body: { requests: [known, unknown] } }
  }
})

test('what the ledger knows can be confirmed, what it does not know refused', async () => {
  show(<HomeRequests />)
  fireEvent.click(await screen.findByRole('button', { name: '确认住在中区 32 号' }))
  await waitFor(() => expect(decided).toEqual([{ householdId: id(101) }]))
  expect(screen.getAllByRole('button', { name: /^确认住在/ })).toHaveLength(1)
  fireEvent.click(screen.getAllByRole('button', { name: '退回' })[1]!)
  await waitFor(() => expect(decided).toEqual([{ householdId: id(101) }, { householdId: null }]))
})

test('for a door that the ledger does not know the worker finds the household', async () => {
  show(<HomeRequests />)
  fireEvent.click(await screen.findByRole('button', { name: '找是哪户' }))
  fireEvent.change(screen.getByLabelText('找门牌'), { target: { value: '32' } })
  fireEvent.click(await screen.findByRole('button', { name: /台账 3 人/ }))
  const confirms = await screen.findAllByRole('button', { name: /^确认住在/ })
  expect(decided).toEqual([])
  fireEvent.click(confirms[1]!)
  await waitFor(() => expect(decided).toEqual([{ householdId: HOUSEHOLD.id }]))
})

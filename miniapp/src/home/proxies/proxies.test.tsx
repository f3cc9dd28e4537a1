import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { ACTORS, id, NOW } from '../../../test/village.ts'
import Proxies from './proxies.tsx'

let reply: Record<string, object[]>
let sent: { url: string; body: unknown }[]

beforeEach(() => {
  phone.reset()
  signedIn('resident')
  sent = []
  reply = { lookedAfter: [], requests: [], proxies: [], asking: [] }
  phone.answer = ({ url, method, data }) => {
    if (url.endsWith('/api/me')) return { status: 200, body: ACTORS.resident }
    if (method === 'GET') return { status: 200, body: reply }
    const body = JSON.parse(data ?? '{}') as { id?: string; text?: string }
    sent.push({ url: url.replace(/^.*\/api/, '/api'), body })
    if (!url.endsWith('/api/proxies')) return { status: 200, body: {} }
    const request = { id: body.id, text: body.text, state: 'waiting', askedAt: NOW }
    reply['requests'] = [request]
    return { status: 200, body: request }
  }
})

test('a door is asked for and waits for the household', async () => {
  show(<Proxies />)
  fireEvent.change(await screen.findByLabelText('门牌'), { target: { value: '中区47号' } })
  fireEvent.click(screen.getByRole('button', { name: '请本户同意' }))
  await screen.findByText('“中区47号”等本户同意')
})

test('whoever lives there agrees or not', async () => {
  reply['asking'] = [{ id: id(8), displayName: '女儿', phonesMasked: ['138····1234'], door: '中区32号', askedAt: NOW }]
  show(<Proxies />)
  fireEvent.click(await screen.findByRole('button', { name: '同意女儿照看' }))
  await waitFor(() => expect(sent).toEqual([{ url: `/api/proxies/${id(8)}/answer`, body: { agreed: true } }]))
})

test('both sides end it, after a question', async () => {
  reply['lookedAfter'] = [{ grantId: id(9), householdId: id(102), door: '中区47号', since: NOW }]
  reply['proxies'] = [{ grantId: id(10), displayName: '女儿', door: '中区32号', since: NOW }]
  show(<Proxies />)
  fireEvent.click(await screen.findByRole('button', { name: /^不照看了/ }))
  expect(sent).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: '不照看了' }))
  await waitFor(() => expect(sent.map(({ url }) => url)).toEqual([`/api/bonds/${id(9)}/end`]))
  fireEvent.click(await screen.findByRole('button', { name: '收回：女儿' }))
  fireEvent.click(screen.getByRole('button', { name: '收回' }))
  await waitFor(() => expect(sent.map(({ url }) => url)).toContain(`/api/bonds/${id(10)}/end`))
})

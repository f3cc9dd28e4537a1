import { beforeEach, expect, test } from '@jest/globals'
import { phone } from '../../../test/taro.ts'
import { ACTORS, HOUSEHOLD, NOW, receiptOf, refusal, ROLL } from '../../../test/village.ts'
import { me } from '@gezhong/shared/grid/identity/contract'
import { call, whenAnswered } from '../../platform/api.ts'
import { expireSession, keepSession } from '../../platform/session.ts'
import { keepForLater, sendWaiting } from './outbox.ts'
import { forgetLists } from '../../platform/kept-list.ts'

const item = (id: string, headcount: number) => ({
  id,
  rollId: ROLL.id,
  householdId: HOUSEHOLD.id,
  door: HOUSEHOLD.door,
  said: { headcount, phone: '', remark: '' },
})
const kept = () =>
  (phone.storage.get('gezhong:person:outbox') as { value: { id: string; refusal: string | null }[] }).value

beforeEach(() => {
  phone.reset()
  forgetLists()
  keepSession({ token: 'resident', refreshToken: null, actor: ACTORS.resident, expiresAt: NOW })
})

test('what is kept survives and is sent once, under its own key', async () => {
  keepForLater(item('id-1', 3))
  await sendWaiting()
  expect(kept()).toHaveLength(1)
  phone.answer = () => ({ status: 200, body: receiptOf(3) })
  await Promise.all([sendWaiting(), sendWaiting()])
  expect(kept()).toHaveLength(0)
  const sent = phone.requests.filter(({ method }) => method === 'POST')
  expect(sent).toHaveLength(2)
  expect(new Set(sent.map(({ header }) => header['idempotency-key']))).toEqual(new Set(['id-1']))
})

test('a later report of the same household takes the place of the earlier', () => {
  keepForLater(item('id-1', 3))
  keepForLater(item('id-2', 4))
  expect(kept().map(({ id }) => id)).toEqual(['id-2'])
})

test('a refused one stays with its reason and is not sent for ever', async () => {
  keepForLater(item('id-1', 3))
  phone.answer = () => ({ status: 409, body: refusal('roll-closed') })
  await sendWaiting()
  await sendWaiting()
  expect(kept()[0]?.refusal).toContain('点名已经结束')
  expect(phone.requests).toHaveLength(1)
})

test('a full phone is told to the caller', () => {
  phone.storageFull = true
  expect(keepForLater(item('id-1', 3))).toBe(false)
})

test('what waits is sent as soon as the server answers anything again', async () => {
  whenAnswered(() => void sendWaiting())
  keepForLater(item('id-1', 3))
  await sendWaiting()
  phone.answer = ({ method }) => ({ status: 200, body: method === 'POST' ? receiptOf(3) : ACTORS.resident })
  await call(me)
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(kept()).toHaveLength(0)
})

test('whoever signs in after a session has ended does not send what the one before reported', async () => {
  keepForLater(item('id-1', 3))
  await sendWaiting()
  expireSession()
  keepSession({ token: 'worker', refreshToken: null, actor: ACTORS.worker, expiresAt: NOW })
  phone.requests = []
  phone.answer = () => ({ status: 200, body: receiptOf(3) })
  await sendWaiting()
  expect(phone.requests).toEqual([])
  keepForLater(item('id-2', 4))
  await sendWaiting()
  expect(phone.requests.map(({ header }) => header['idempotency-key'])).toEqual(['id-2'])
})

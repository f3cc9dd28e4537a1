import { beforeEach, expect, test } from '@jest/globals'
import { z } from 'zod'
import { phone } from '../../test/taro.ts'
import { ACTORS, NOW } from '../../test/village.ts'
import { dropSession, expireSession, isStillHere, keepSession, sessionToken, startSession } from './session.ts'
import { kept } from './storage.ts'

beforeEach(() => phone.reset())
const session = (name: keyof typeof ACTORS) => ({
  token: name,
  refreshToken: null,
  actor: ACTORS[name],
  expiresAt: NOW,
})
const draft = kept('person:draft:chain', 1, z.string())

test('a session is found again after the app was closed', () => {
  keepSession(session('worker'))
  startSession()
  expect(sessionToken()).toBe('worker')
})

test('an expired session keeps what was typed, for the same person', () => {
  keepSession(session('worker'))
  draft.write('#接龙')
  expireSession()
  expect(sessionToken()).toBeNull()
  keepSession(session('worker'))
  expect(draft.read()).toBe('#接龙')
})

test('somebody else on the same phone does not see it', () => {
  keepSession(session('worker'))
  draft.write('#接龙')
  expireSession()
  keepSession(session('resident'))
  expect(draft.read()).toBeNull()
})

test('signing out leaves nothing of the person', () => {
  keepSession(session('worker'))
  draft.write('#接龙')
  dropSession()
  expect([...phone.storage.keys()]).toEqual([])
})

test('nothing is kept of a person who left here, or in another tab, while an answer was on its way', () => {
  const { accountId } = ACTORS.worker
  keepSession(session('worker'))
  expect(isStillHere(accountId)).toBe(true)
  const owner = [...phone.storage.keys()].find((key) => key.endsWith(':owner'))!
  phone.storage.delete(owner)
  expect(isStillHere(accountId)).toBe(false)
  keepSession(session('resident'))
  expect([isStillHere(accountId), isStillHere(ACTORS.resident.accountId)]).toEqual([false, true])
  dropSession()
  expect([isStillHere(ACTORS.resident.accountId), isStillHere(undefined)]).toEqual([false, false])
})

import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { endpoint } from '@gezhong/shared/endpoint'
import { z } from 'zod'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast } from '../../test/cast.ts'
import { refusalOf } from '../../test/refusals.ts'
import { routeAfter } from './serve.ts'

const Seen = z.object({ asker: z.string(), connections: z.number() })
const lookFirst = endpoint({
  method: 'POST',
  path: '/api/looks-first',
  summary: 'Something that takes long ahead of its transaction, for this test alone',
  who: ['command-post'],
  reply: Seen,
})

let app: TestApp
let looked = 0
const inUse = () => app.kernel.pool.totalCount - app.kernel.pool.idleCount

beforeAll(async () => {
  const made = routeAfter(
    lookFirst,
    async (look) => {
      const asker = await look(async (work) => work.actor.accountId)
      looked += 1
      return { asker, connections: inUse() }
    },
    async (work, _input, _reply, seen) => {
      expect(seen.asker).toBe(work.actor.accountId)
      expect(inUse()).toBe(1)
      return seen
    },
  )
  app = await startTestApp({}, { routes: [made] })
})

afterAll(() => app.close())

test('what is made ahead is seen by the handler and holds no connection', async () => {
  const { secretary } = await makeCast(app)
  expect(await secretary.call(lookFirst)).toEqual({ asker: secretary.accountId, connections: 0 })
})

test('who may not ask does not even start it', async () => {
  const { volunteer } = await makeCast(app)
  const before = looked
  expect(await refusalOf(volunteer.call(lookFirst))).toBe('not-allowed')
  expect(looked).toBe(before)
})

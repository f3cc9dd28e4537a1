import { setTimeout as after } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { endpoint, Nothing } from '@gezhong/shared/endpoint'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast, type Persona } from '../../test/cast.ts'
import { refusalOf } from '../../test/refusals.ts'
import { Refusal } from '@gezhong/shared/errors'
import { route } from './serve.ts'

const slow = endpoint({
  method: 'POST',
  path: '/api/takes-long',
  summary: 'Work that goes on until the test ends it, for this test alone',
  who: ['command-post'],
  reply: Nothing,
})

let app: TestApp
let worked = 0
let work: () => Promise<void> = async () => undefined

beforeAll(async () => {
  const made = route(slow, async () => {
    worked += 1
    await work()
    return {}
  })
  app = await startTestApp({ DATABASE_POOL_SIZE: '3' }, { routes: [made] })
})

afterAll(() => app.close())

const pool = () => app.kernel.pool
const inUse = () => pool().totalCount - pool().idleCount

function held() {
  let open = () => {}
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

const ask = (who: Persona, idempotencyKey: string) => refusalOf(who.call(slow, { idempotencyKey }))

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await after(5)
}

test('twins hold no connection while they wait, too many are refused, and the work is done once', async () => {
  const { secretary } = await makeCast(app)
  const { promise, open } = held()
  work = () => promise
  worked = 0
  const key = uuidv7()
  const twins = Array.from({ length: 20 }, () => ask(secretary, key))
  await until(() => worked === 1)
  await after(100)
  expect([inUse(), pool().waitingCount]).toEqual([1, 0])
  open()
  const answers = await Promise.all(twins)
  expect(answers.filter((answer) => answer === null)).toHaveLength(7)
  expect(new Set(answers.filter((answer) => answer !== null))).toEqual(new Set(['too-many-requests']))
  expect(worked).toBe(1)
  expect(await ask(secretary, key)).toBeNull()
})

test('when the first fails, the next does the work', async () => {
  const { secretary } = await makeCast(app)
  worked = 0
  work = async () => {
    await after(20)
    if (worked === 1) throw new Refusal('busy')
  }
  const key = uuidv7()
  const answers = await Promise.all([ask(secretary, key), ask(secretary, key), ask(secretary, key)])
  expect(answers).toEqual(['busy', null, null])
  expect(worked).toBe(2)
})

test('/ready answers at once while every connection is taken, and says that others wait', async () => {
  const { secretary } = await makeCast(app)
  const { promise, open } = held()
  work = () => promise
  worked = 0
  const asked = Array.from({ length: 5 }, () => ask(secretary, uuidv7()))
  await until(() => worked === 3 && pool().waitingCount === 2)
  const begun = performance.now()
  const ready = await Promise.all(Array.from({ length: 30 }, () => app.server.inject('/ready')))
  expect(performance.now() - begun).toBeLessThan(1000)
  expect(new Set(ready.map((reply) => `${reply.statusCode} ${reply.body}`))).toEqual(
    new Set(['200 {"ok":true,"busy":true}']),
  )
  open()
  expect(await Promise.all(asked)).toEqual([null, null, null, null, null])
  expect((await app.server.inject('/ready')).json()).toEqual({ ok: true, busy: false })
})

import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { LiveEvent } from '@gezhong/shared/live/contract'
import { placeOrder } from '@gezhong/shared/supplies/orders/contract'
import { uuidv7 } from 'uuidv7'
import { aStall, CABBAGE } from '../../test/a-stall.ts'
import { signOut } from '@gezhong/shared/grid/identity/contract'
import { clientOf, startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast, phoneOpening, type Cast } from '../../test/cast.ts'
import { openSession } from '../http/session.ts'

let app: TestApp
let cast: Cast
let address: string

beforeAll(async () => {
  app = await startTestApp()
  await app.hub.start()
  address = await app.server.listen({ host: '127.0.0.1', port: 0 })
  cast = await makeCast(app)
})

afterAll(() => app.close())

interface Stream {
  /** Resolves when the server ended it. */
  ended: Promise<boolean>
  isOpen: boolean
  leave(): void
}

async function listen(token: string): Promise<Stream> {
  const leaving = new AbortController()
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' }
  const reply = await fetch(`${address}/api/live`, { headers, signal: leaving.signal })
  const reader = reply.body!.getReader()
  // The first event comes once the stream is known to the hub.
  await reader.read()
  const stream: Stream = { ended: Promise.resolve(false), isOpen: true, leave: () => leaving.abort() }
  stream.ended = (async () => {
    while (!(await reader.read().catch(() => ({ done: true }))).done);
    stream.isOpen = false
    return true
  })()
  return stream
}

const within = (stream: Stream, ms: number) =>
  Promise.race([stream.ended, new Promise<boolean>((resolve) => setTimeout(resolve, ms, false))])

test('signing out ends the streams of that session at once, and of no other', async () => {
  const { accountId } = cast.gridLead
  const { id } = await openSession(app.kernel, accountId, cast.communityId, phoneOpening(app))
  const token = app.server.issueToken(id)
  const [mine, other] = [await listen(token), await listen(cast.gridLead.token)]
  await clientOf(app.server, token)(signOut)
  expect(await within(mine, 2000)).toBe(true)
  expect(other.isOpen).toBe(true)
  mine.leave()
  other.leave()
})

test('one account holds six streams; the oldest makes room', async () => {
  const streams = []
  for (let count = 0; count < 7; count += 1) streams.push(await listen(cast.gridWorker.token))
  const lead = await listen(cast.otherLead.token)
  expect(await within(streams[0]!, 2000)).toBe(true)
  expect([...streams.slice(1), lead].map(({ isOpen }) => isOpen)).toEqual(Array(7).fill(true))
  for (const stream of [...streams, lead]) stream.leave()
})

test('a question for the head of the stream is answered', async () => {
  const reply = await fetch(`${address}/api/live`, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${cast.gridWorker.token}` },
    signal: AbortSignal.timeout(2000),
  })
  expect(reply.status).toBe(404)
})

test('an order is told to the open pages of those in whose scope its household lies, and to no others', async () => {
  const { stallId, itemId } = await aStall(app, cast.gridLead, cast.grids['2']!, { open: true })
  await app.settle()
  const unit = cast.grids['2-1-1']!
  const heard: [string, LiveEvent][] = []
  const listen = (who: string, grids: string) =>
    app.hub.add({
      communityId: cast.communityId,
      accountId: who,
      sessionId: who,
      scope: { grids, buildings: '', households: '' },
      // What was made for the test is told of meanwhile too.
      send: (event) => event.topic === 'orders' && event.gridIds.includes(unit) && heard.push([who, event]),
      end: () => undefined,
    })
  const leave = [listen('here', unit), listen('elsewhere', cast.grids['1']!), listen('all', '*')]
  const lines = [{ itemId, milli: 1000, priceFen: CABBAGE.priceFen }]
  const { id: householdId, door } = cast.households['中区3号']!
  await cast.resident.call(placeOrder, { body: { id: uuidv7(), stallId, householdId, revision: 0, lines } })
  await app.settle()
  for (let wait = 0; wait < 50 && heard.length < 2; wait += 1) await new Promise((resolve) => setTimeout(resolve, 20))
  for (const stop of leave) stop()
  const event = { topic: 'orders', gridIds: [unit] }
  expect(heard).toEqual([
    ['here', event],
    ['all', event],
  ])
  expect(JSON.stringify(heard)).not.toContain(door)
})

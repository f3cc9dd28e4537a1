import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast, type Cast } from '../../test/cast.ts'
import { BadEnvironment } from '../env.ts'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp({
    RATE_GENERAL: '6',
    RATE_SIGN_IN: '3',
    RATE_EXPORT: '2',
    RATE_WECHAT: '2',
    TRUST_PROXY: '127.0.0.1',
  })
  cast = await makeCast(app)
})

afterAll(() => app.close())

interface Asking {
  url: string
  from: string
  session?: string
  body?: object
}

const ask = ({ url, from, session, body }: Asking) =>
  app.server.inject({
    url,
    method: body === undefined ? 'GET' : 'POST',
    // What the caller wrote comes first, the address that the trusted proxy saw comes last.
    headers: {
      'x-forwarded-for': `203.0.113.${Math.floor(Math.random() * 200)}, ${from}`,
      ...(session === undefined ? {} : { authorization: `Bearer ${app.server.issueToken(session)}` }),
    },
    ...(body === undefined ? {} : { payload: body }),
  })

async function statuses(asking: Asking, times: number): Promise<number[]> {
  const seen: number[] = []
  for (let turn = 0; turn < times; turn += 1) seen.push((await ask(asking)).statusCode)
  return seen
}

test('guessing passwords from one address is refused, whatever it writes into the header, and another may go on', async () => {
  const guess = { url: '/api/sign-in', body: { name: '林书记', password: 'wrong-password' } }
  expect(await statuses({ ...guess, from: '198.51.100.1' }, 4)).toEqual([401, 401, 401, 429])
  const session = cast.secretary.sessionId
  expect((await ask({ ...guess, from: '198.51.100.1', session })).statusCode).toBe(429)
  expect((await ask({ ...guess, from: '198.51.100.2' })).statusCode).toBe(401)
})

test('signing in by WeChat is counted by itself: no guessing of passwords beside it keeps anybody out', async () => {
  const from = '198.51.100.9'
  const enter = { url: '/api/wechat-sign-in', body: { loginCode: 'x', communityId: cast.communityId }, from }
  await statuses({ url: '/api/sign-in', body: { name: '林书记', password: 'wrong-password' }, from }, 3)
  const seen = await statuses(enter, 3)
  expect([seen.slice(0, 2).includes(429), seen[2]]).toEqual([false, 429])
})

test('the refusal is a problem that says when to come back', async () => {
  const asking = { url: '/api/me', from: '198.51.100.3' }
  expect(await statuses(asking, 6)).toEqual(Array(6).fill(401))
  const reply = await ask(asking)
  expect(reply.statusCode).toBe(429)
  expect(reply.headers['content-type']).toContain('application/problem+json')
  expect(reply.json()).toMatchObject({ type: 'urn:gezhong:too-many-requests', code: 'too-many-requests' })
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
  expect(Number(reply.headers['retry-after'])).toBeLessThanOrEqual(60)
})

test('who is signed in is counted alone, also behind an address that is used up', async () => {
  const from = '198.51.100.4'
  await statuses({ url: '/api/me', from }, 7)
  expect((await ask({ url: '/api/me', from })).statusCode).toBe(429)
  expect(await statuses({ url: '/api/me', from, session: cast.gridLead.sessionId }, 7)).toEqual([
    ...Array(6).fill(200),
    429,
  ])
  expect((await ask({ url: '/api/me', from, session: cast.gridWorker.sessionId })).statusCode).toBe(200)
})

test('exports have a tighter limit, which leaves the rest of the work alone', async () => {
  const session = cast.secretary.sessionId
  const from = '198.51.100.5'
  const paths = ['/api/households/export', `/api/rolls/${cast.rollId}/standing/export`, '/api/households/export']
  const seen: number[] = []
  for (const url of paths) seen.push((await ask({ url, from, session, body: { reason: '上报镇里' } })).statusCode)
  expect(seen[2]).toBe(429)
  expect(seen.slice(0, 2)).not.toContain(429)
  expect((await ask({ url: '/api/me', from, session })).statusCode).toBe(200)
})

test('health and readiness are asked by machines and never refused', async () => {
  expect(await statuses({ url: '/health', from: '198.51.100.6' }, 12)).toEqual(Array(12).fill(200))
})

test('without a trusted proxy the header counts for nothing, and a trust in everybody is no setting', async () => {
  const direct = await startTestApp({ RATE_SIGN_IN: '2' })
  const guess = (address: string) =>
    direct.server.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { 'x-forwarded-for': address },
      payload: { name: '林书记', password: 'wrong-password' },
    })
  const seen: number[] = []
  for (const last of [1, 2, 3]) seen.push((await guess(`198.51.100.${last}`)).statusCode)
  await direct.close()
  expect(seen).toEqual([401, 401, 429])
  for (const TRUST_PROXY of ['on', 'true', '1', '10.0.0.0/33', 'proxy'])
    await expect(startTestApp({ TRUST_PROXY })).rejects.toThrow(BadEnvironment)
})

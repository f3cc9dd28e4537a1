import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ADMIN_PAGE, PAGE_HEADER } from '@gezhong/shared/client'
import { hash } from '@node-rs/argon2'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast, type Cast } from '../../test/cast.ts'
import { dbOver } from '../database/pool.ts'
import { passwordSignIn } from '../database/tables.ts'

let app: TestApp
let cast: Cast

const PAGE = { [PAGE_HEADER]: ADMIN_PAGE }
const NAME = `林书记-${Date.now()}`

beforeAll(async () => {
  app = await startTestApp()
  cast = await makeCast(app)
  const client = await app.kernel.pool.connect()
  const { accountId } = cast.gridLead
  await dbOver(client)
    .insert(passwordSignIn)
    .values({
      accountId,
      communityId: cast.communityId,
      name: NAME,
      hash: await hash('correct horse'),
      changedAt: new Date(),
    })
  client.release()
})

afterAll(() => app.close())

const signIn = (headers: Record<string, string>) =>
  app.server.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers,
    payload: { name: NAME, password: 'correct horse' },
  })

const cookiesOf = (reply: { headers: Record<string, unknown> }): string[] =>
  [reply.headers['set-cookie'] ?? []].flat().map(String)

const cookieOf = (token: string) => ({ cookie: `theme=dark; gezhong_session=${token}` })

const statusOfMe = async (headers: Record<string, string>) =>
  (await app.server.inject({ url: '/api/me', headers })).statusCode

describe('signing in', () => {
  test('gives the admin page a cookie that scripts and other sites cannot use, and no token', async () => {
    const reply = await signIn({ ...PAGE, origin: 'http://127.0.0.1:8080' })
    expect(reply.json()).toMatchObject({
      token: null,
      refreshToken: null,
      actor: { accountId: cast.gridLead.accountId },
    })
    const [device, access, refresh] = cookiesOf(reply)
    expect(access).toMatch(/^gezhong_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(refresh).toMatch(/^gezhong_refresh=[\w.-]+; Path=\/api\/session\/refresh; HttpOnly; SameSite=Strict$/)
    expect(device).toMatch(/^gezhong_device=[\w.~-]+; Max-Age=\d+; Path=\/api\/sign-in; HttpOnly; SameSite=Strict$/)
    expect(await statusOfMe({ cookie: access!.split(';')[0]! })).toBe(200)
  })

  test('makes the cookie Secure when the page is reached over https', async () => {
    const reply = await signIn({ ...PAGE, origin: 'https://gezhong.example' })
    for (const cookie of cookiesOf(reply)) expect(cookie).toMatch(/; Secure$/)
  })

  test('gives everybody else a bearer token and no cookie', async () => {
    const reply = await signIn({})
    expect(reply.headers['set-cookie']).toBeUndefined()
    expect(await statusOfMe({ authorization: `Bearer ${reply.json<{ token: string }>().token}` })).toBe(200)
  })

  test('carries the session’s id and nothing about the person', async () => {
    const { token } = (await signIn({})).json<{ token: string }>()
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object
    expect(Object.keys(claims).toSorted()).toEqual(['exp', 'iat', 'jti', 'sid'])
  })

  test('lasts a quarter of an hour, so that a copy of it is soon of no use', async () => {
    const { token } = (await signIn({})).json<{ token: string }>()
    const { iat, exp } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, number>
    expect(exp! - iat!).toBe(15 * 60)
  })
})

describe('a cookie', () => {
  const openRoll = (headers: Record<string, string>, payload: string) =>
    app.server.inject({ method: 'POST', url: '/api/rolls', headers, payload })

  test('changes nothing without the page’s own header, also from another site’s form', async () => {
    const cookie = cookieOf(cast.secretary.token)
    const count = async () => (await app.server.inject({ url: '/api/rolls', headers: cookie })).json<object>()
    const before = await count()
    const body = JSON.stringify({
      id: '01890000-0000-7000-8000-0000000000aa',
      title: '第二轮',
      question: 'who-lives-here',
      gridId: null,
    })
    const json = { 'content-type': 'application/json' }
    const bare = await openRoll({ ...cookie, ...json }, body)
    expect([bare.statusCode, bare.json<{ code: string }>().code]).toEqual([403, 'not-allowed'])
    expect((await openRoll({ ...cookie, ...json, [PAGE_HEADER]: 'other' }, body)).statusCode).toBe(403)
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const headers = { ...cookie, 'content-type': type, origin: 'https://evil.example' }
      expect((await openRoll(headers, body)).statusCode).toBeGreaterThanOrEqual(400)
    }
    expect(await count()).toEqual(before)
    expect((await openRoll({ ...cookie, ...json, ...PAGE }, body)).statusCode).toBe(200)
    expect(await count()).not.toEqual(before)
  })

  test('is enough to read a file, and with the header to send one', async () => {
    const cookie = cookieOf(cast.secretary.token)
    const file = await app.server.inject({ url: '/api/households/export?reason=x', headers: cookie })
    expect(file.statusCode).not.toBe(401)
    const upload = (headers: Record<string, string>) =>
      app.server.inject({ method: 'POST', url: '/api/imports?kind=ledger', headers, payload: '' })
    const form = { ...cookie, 'content-type': 'multipart/form-data; boundary=x' }
    expect((await upload(form)).statusCode).toBe(403)
    expect([401, 403]).not.toContain((await upload({ ...form, ...PAGE })).statusCode)
  })

  test('does not stand in for a bearer token that is wrong', async () => {
    expect(await statusOfMe({ ...cookieOf(cast.secretary.token), authorization: 'Bearer x' })).toBe(401)
  })

  test('is taken back at sign-out, and the session is over', async () => {
    const cookie = cookiesOf(await signIn(PAGE))[1]!.split(';')[0]!
    const out = await app.server.inject({ method: 'POST', url: '/api/sign-out', headers: { cookie, ...PAGE } })
    expect(cookiesOf(out)).toEqual([
      'gezhong_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict',
      'gezhong_refresh=; Max-Age=0; Path=/api/session/refresh; HttpOnly; SameSite=Strict',
    ])
    expect(await statusOfMe({ cookie })).toBe(401)
  })
})

describe('a token in either place', () => {
  const both = async (token: string) => [
    await statusOfMe(cookieOf(token)),
    await statusOfMe({ authorization: `Bearer ${token}` }),
  ]
  const seconds = () => Math.floor(Date.now() / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const issued = (exp: number, more: object = {}) => {
    const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sid: cast.secretary.sessionId, exp, ...more })}`
    return `${signed}.${createHmac('sha256', app.env.SESSION_SECRET).update(signed).digest('base64url')}`
  }

  test('is refused when forged, unsigned or of another key', async () => {
    const none = `${part({ alg: 'none', typ: 'JWT' })}.${part({ sid: cast.secretary.sessionId })}.`
    const other = await startTestApp()
    const foreign = other.server.issueToken(cast.secretary.sessionId)
    await other.close()
    const [head, , signature] = cast.gridWorker.token.split('.')
    const forged = `${head}.${part({ sid: cast.secretary.sessionId })}.${signature}`
    for (const token of [none, foreign, forged, 'x']) expect(await both(token)).toEqual([401, 401])
  })

  test('may be two minutes late or early by another server’s clock, and no more', async () => {
    expect(await both(issued(seconds() + 60))).toEqual([200, 200])
    expect(await both(issued(seconds() - 110))).toEqual([200, 200])
    expect(await both(issued(seconds() - 130))).toEqual([401, 401])
    expect(await both(issued(seconds() + 600, { nbf: seconds() + 110 }))).toEqual([200, 200])
    expect(await both(issued(seconds() + 600, { nbf: seconds() + 130 }))).toEqual([401, 401])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ADMIN_PAGE, PAGE_HEADER } from '@gezhong/shared/client'
import { listAudit } from '@gezhong/shared/audit/contract'
import { me, signOut } from '@gezhong/shared/grid/identity/contract'
import {
  changePassword,
  endOtherSessions,
  endOwnSession,
  endSessionsOf,
  noteUse,
  ownSessions,
  sessionState,
  unlockSession,
} from '@gezhong/shared/grid/sessions/contract'
import { openRoll } from '@gezhong/shared/people/rolls/contract'
import { hash } from '@node-rs/argon2'
import { uuidv7 } from 'uuidv7'
import { clientOf, startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { openSession } from '../../http/session.ts'

let app: TestApp
let cast: Cast
let away = 0

const PASSWORD = 'correct horse'
const MINUTE = 60_000

beforeAll(async () => {
  app = await startTestApp()
  app.kernel.clock = () => new Date(Date.now() + away)
})
afterAll(() => app.close())

beforeEach(async () => {
  away = 0
  cast = await makeCast(app)
})

async function open(page: 'admin' | 'phone', accountId = cast.secretary.accountId) {
  const opening = { page, device: 'Windows 电脑 · Edge', refreshTokens: app.server.refreshTokens }
  const { id, refreshToken } = await openSession(app.kernel, accountId, cast.communityId, opening)
  await app.kernel.pool.query("UPDATE session SET second_factor = 'passed' WHERE id = $1", [id])
  return { id, refreshToken, call: clientOf(app.server, app.server.issueToken(id)) }
}

async function givePassword(): Promise<string> {
  const name = `林书记-${uuidv7()}`.slice(0, 40)
  await app.kernel.pool.query('INSERT INTO password_sign_in VALUES ($1, $2, $3, $4, now())', [
    cast.secretary.accountId,
    cast.communityId,
    name,
    await hash(PASSWORD),
  ])
  return name
}

const auditOf = async (action: string) => (await cast.secretary.call(listAudit, { query: { action } })).rows

interface Fresh {
  token: string
  refreshToken: string
}

async function refresh(refreshToken: string): Promise<Fresh | number> {
  const reply = await app.server.inject({ method: 'POST', url: '/api/session/refresh', payload: { refreshToken } })
  return reply.statusCode === 200 ? reply.json<Fresh>() : reply.statusCode
}

describe('a refresh token', () => {
  test('gives a token that opens and another refresh token, and is kept as a digest only', async () => {
    const { id, refreshToken } = await open('phone')
    const fresh = (await refresh(refreshToken)) as Fresh
    expect((await clientOf(app.server, fresh.token)(me)).displayName).toBe('林书记')
    expect(fresh.refreshToken).not.toBe(refreshToken)
    const { rows } = await app.kernel.pool.query('SELECT session::text AS row FROM session WHERE id = $1', [id])
    for (const token of [refreshToken, fresh.refreshToken, Buffer.from(fresh.refreshToken).toString('hex')])
      expect((rows[0] as { row: string }).row).not.toContain(token)
  })

  test('shown by two tabs at once, or again as the answer was lost, gives one and the same successor', async () => {
    const { refreshToken } = await open('phone')
    const [one, two] = (await Promise.all([refresh(refreshToken), refresh(refreshToken)])) as [Fresh, Fresh]
    expect(one.refreshToken).toBe(two.refreshToken)
    away = 20_000
    expect(((await refresh(refreshToken)) as Fresh).refreshToken).toBe(one.refreshToken)
    expect(await refresh(one.refreshToken)).toMatchObject({ token: expect.anything() })
  })

  test('used and shown again later ends the session for both, and the audit log tells', async () => {
    const stolen = await open('phone')
    const mine = (await refresh(stolen.refreshToken)) as Fresh
    away = 31_000
    expect(await refresh(stolen.refreshToken)).toBe(401)
    expect(await refresh(mine.refreshToken)).toBe(401)
    expect(await refusalOf(clientOf(app.server, mine.token)(me))).toBe('not-signed-in')
    expect(await auditOf('session.reuse-found')).toHaveLength(1)
  })

  test('two steps old ends it too, however soon', async () => {
    const { refreshToken } = await open('phone')
    const second = (await refresh(refreshToken)) as Fresh
    await refresh(second.refreshToken)
    expect(await refresh(refreshToken)).toBe(401)
    expect(await refresh(second.refreshToken)).toBe(401)
  })

  test('forged, of another key, an access token, or of a session that is over is refused and ends nothing', async () => {
    const { id, refreshToken, call } = await open('phone')
    const other = await startTestApp()
    const foreign = other.server.refreshTokens.first(id)
    await other.close()
    const [sessionId, nonce, proof] = refreshToken.split('.')
    const bent = `${sessionId}.${nonce}x.${proof}`
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(`{"sid":"${id}"}`).toString('base64url')}.`
    for (const token of [foreign, bent, none, app.server.issueToken(id), `${id}..`, 'x', ''])
      expect(await refresh(token)).toBe(401)
    expect(await refusalOf(call(me))).toBeNull()
    await call(signOut)
    expect(await refresh(refreshToken)).toBe(401)
    const bearer = { authorization: `Bearer ${refreshToken}` }
    expect((await app.server.inject({ url: '/api/me', headers: bearer })).statusCode).toBe(401)
  })

  test('carries a session on, but not for ever', async () => {
    let { refreshToken } = await open('phone')
    for (let day = 0; day < 90; day += 10) {
      away = day * 86_400_000
      const fresh = await refresh(refreshToken)
      refreshToken = (fresh as Fresh).refreshToken
    }
    away = 91 * 86_400_000
    expect(await refresh(refreshToken)).toBe(401)
    const { refreshToken: rested } = await open('phone')
    away += 15 * 86_400_000
    expect(await refresh(rested)).toBe(401)
  })

  test('of the cadres’ page comes and goes in its cookie, for the page alone', async () => {
    const { refreshToken } = await open('admin')
    const ask = (headers: Record<string, string>) =>
      app.server.inject({
        method: 'POST',
        url: '/api/session/refresh',
        headers: { cookie: `gezhong_refresh=${refreshToken}`, ...headers },
        payload: {},
      })
    expect((await ask({})).statusCode).toBe(401)
    const reply = await ask({ [PAGE_HEADER]: ADMIN_PAGE })
    expect(reply.json()).toMatchObject({ token: null, refreshToken: null })
    expect(String(reply.headers['set-cookie'])).toMatch(
      /gezhong_session=[^;]+;.*gezhong_refresh=[^;]+; Path=\/api\/session\/refresh; HttpOnly; SameSite=Strict/,
    )
  })
})

describe('the cadres’ page that nobody touches', () => {
  test('is locked after half an hour, whatever it asks for by itself, and a phone is not', async () => {
    const [page, phone] = [await open('admin'), await open('phone')]
    away = 29 * MINUTE
    expect(await refusalOf(page.call(me))).toBeNull()
    expect(await refresh(page.refreshToken)).toMatchObject({ token: expect.anything() })
    away = 30 * MINUTE
    expect(await refusalOf(page.call(me))).toBe('locked')
    expect(await refusalOf(page.call(openRoll, { body: { id: uuidv7(), title: '再点一次', gridId: null } }))).toBe(
      'locked',
    )
    const stream = await app.server.inject({
      url: '/api/live',
      headers: { authorization: `Bearer ${app.server.issueToken(page.id)}` },
    })
    expect(stream.statusCode).toBe(423)
    expect(await refusalOf(phone.call(me))).toBeNull()
    expect(await page.call(sessionState)).toMatchObject({ locked: true, locksInSeconds: 0, displayName: '林书记' })
    expect(await refusalOf(page.call(signOut))).toBeNull()
  })

  test('stays open while somebody is there', async () => {
    const page = await open('admin')
    for (let minutes = 20; minutes <= 100; minutes += 20) {
      away = minutes * MINUTE
      expect(await refusalOf(page.call(noteUse))).toBeNull()
    }
    expect((await page.call(sessionState)).locksInSeconds).toBeGreaterThan(29 * 60)
    away = 131 * MINUTE
    expect(await refusalOf(page.call(noteUse))).toBe('locked')
  })

  test('is opened by the password and nothing else; guessing slows down', async () => {
    await givePassword()
    const page = await open('admin')
    away = 45 * MINUTE
    for (const body of [{ password: 'wrong' }, {}, { password: '' }, { password: 'x' }, { password: 'y' }])
      expect(await refusalOf(page.call(unlockSession, { body }))).toBe('wrong-password')
    expect(await refusalOf(page.call(me))).toBe('locked')
    expect(await refusalOf(page.call(unlockSession, { body: { password: 'z' } }))).toBe('wrong-password')
    expect(await refusalOf(page.call(unlockSession, { body: { password: PASSWORD } }))).toBe('too-many-requests')
    away += 10_000
    expect(await refusalOf(page.call(unlockSession, { body: { password: PASSWORD } }))).toBeNull()
    expect(await refusalOf(page.call(me))).toBeNull()
  })

  test('of somebody without a password cannot be opened again', async () => {
    const page = await open('admin')
    away = 45 * MINUTE
    expect((await page.call(sessionState)).unlockBy).toBe('sign-in')
    expect(await refusalOf(page.call(unlockSession, { body: {} }))).toBe('not-signed-in')
  })
})

describe('sessions', () => {
  test('are listed for their owner, this one first, without those that are over', async () => {
    const [page, over] = [await open('admin'), await open('phone')]
    await over.call(signOut)
    const { sessions } = await page.call(ownSessions)
    expect(sessions.map(({ id, here }) => [id, here])).toEqual([
      [page.id, true],
      [cast.secretary.sessionId, false],
    ])
    expect(sessions[0]).toMatchObject({ page: 'admin', device: 'Windows 电脑 · Edge' })
  })

  test('one’s others can be ended, one or all, and nobody else’s', async () => {
    const [here, one, two] = [await open('admin'), await open('phone'), await open('phone')]
    expect(await refusalOf(here.call(endOwnSession, { params: { id: cast.gridLead.sessionId } }))).toBe('not-found')
    await here.call(endOwnSession, { params: { id: one.id } })
    expect([await refusalOf(one.call(me)), await refusalOf(two.call(me))]).toEqual(['not-signed-in', null])
    expect(await here.call(endOtherSessions)).toEqual({ ended: 2 })
    expect([await refusalOf(two.call(me)), await refusalOf(cast.secretary.call(me))]).toEqual([
      'not-signed-in',
      'not-signed-in',
    ])
    expect([await refusalOf(here.call(me)), await refusalOf(cast.gridLead.call(me))]).toEqual([null, null])
    expect(await refresh(two.refreshToken)).toBe(401)
  })

  test('of anybody in the community are ended by the command post, and the audit log tells', async () => {
    const second = await open('phone', cast.gridLead.accountId)
    const target = { params: { id: cast.gridLead.accountId } }
    expect(await refusalOf(cast.gridWorker.call(endSessionsOf, target))).toBe('not-allowed')
    const foreign = await makeCast(app)
    expect(await refusalOf(foreign.secretary.call(endSessionsOf, target))).toBe('not-found')
    expect(await cast.secretary.call(endSessionsOf, target)).toEqual({ ended: 2 })
    expect([await refusalOf(second.call(me)), await refusalOf(cast.gridLead.call(me))]).toEqual([
      'not-signed-in',
      'not-signed-in',
    ])
    expect(await auditOf('session.ended')).toHaveLength(1)
  })
})

describe('the own password', () => {
  const change = (call: typeof cast.secretary.call, current: string, next: string) =>
    refusalOf(call(changePassword, { body: { current, next } }))

  test('is changed by whoever knows it, and ends the other sessions', async () => {
    const name = await givePassword()
    const here = await open('admin')
    expect(await change(here.call, 'wrong', '槐树下的三只灰猫')).toBe('wrong-password')
    expect(await change(here.call, PASSWORD, '槐树下的三只灰猫')).toBeNull()
    expect([await refusalOf(here.call(me)), await refusalOf(cast.secretary.call(me))]).toEqual([null, 'not-signed-in'])
    const signIn = (password: string) =>
      app.server.inject({ method: 'POST', url: '/api/sign-in', payload: { name, password } })
    expect((await signIn(PASSWORD)).statusCode).toBe(401)
    expect((await signIn('槐树下的三只灰猫')).statusCode).toBe(200)
    const { rows } = await app.kernel.pool.query<{ hash: string }>(
      'SELECT hash FROM password_sign_in WHERE name = $1',
      [name],
    )
    expect(rows[0]!.hash).toMatch(/^\$argon2id\$/)
  })

  test('is refused when short, known to be bad, or made of the own name or the community’s', async () => {
    await givePassword()
    expect(await change(cast.secretary.call, PASSWORD, '短短短')).toBe('not-valid')
    for (const next of ['password1', '12345678', '林书记的好密码呀', '花厅口村2022年', 'woaini1314'])
      expect(await change(cast.secretary.call, PASSWORD, next)).toBe('weak-password')
    expect(await change(cast.secretary.call, PASSWORD, '河边石桥有 42 步')).toBeNull()
  })

  test('of an account without one cannot be set here', async () => {
    expect(await change(cast.gridLead.call, 'anything', '槐树下的三只灰猫')).toBe('not-found')
  })
})

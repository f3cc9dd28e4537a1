import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import type { Call } from '@gezhong/shared/client'
import { me, signIn, signOut } from '@gezhong/shared/grid/identity/contract'
import { acceptInvitation, acceptInvitationMyself, inviteStaff } from '@gezhong/shared/grid/invitations/contract'
import {
  beginSecondFactor,
  confirmSecondFactor,
  proveSecondFactor,
  readSecondFactor,
  renewRecoveryCodes,
  resetSecondFactor,
} from '@gezhong/shared/grid/second-factor/contract'
import { grantRole } from '@gezhong/shared/grid/team/contract'
import { listHouseholds } from '@gezhong/shared/people/ledger/contract'
import { Secret, TOTP } from 'otpauth'
import { uuidv7 } from 'uuidv7'
import { clientOf, startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast } from '../../../test/cast.ts'
import { ENDPOINT_NAMES, ENDPOINTS } from '../../../test/endpoints.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { endWaivedSessions } from '../identity/queries.ts'

let app: TestApp
let cast: Cast
let now = Date.UTC(2026, 10, 26, 4)
let people = 0

const PASSWORD = '竹林里三只白鹭飞'
const STEP = 30_000
const MINUTE = 60_000

/** An authenticator of its own, by the standard's library, at the clock of the test and off by so many steps. */
const numberOf = (secret: string, stepsOff = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now + stepsOff * STEP })

const wrongNumber = (secret: string) => {
  const near = [-2, -1, 0, 1, 2].map((off) => numberOf(secret, off))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code))!
}

const enter = (name: string) => clientOf(app.server, null)(signIn, { body: { name, password: PASSWORD } })

/** A second of the command post, who came by a link and has set up nothing. */
async function newMember() {
  const name = `副书记${(people += 1)}`
  const body = { id: uuidv7(), displayName: '副书记', role: 'command-post' as const, gridId: null }
  const { token } = await cast.secretary.call(inviteStaff, { body })
  const session = await clientOf(app.server, null)(acceptInvitation, { body: { token, name, password: PASSWORD } })
  return { name, session, call: clientOf(app.server, session.token) }
}

async function enrol(call: Call) {
  const { key: secret, uri } = await call(beginSecondFactor)
  const { recoveryCodes } = await call(confirmSecondFactor, { body: { code: numberOf(secret) } })
  return { secret, uri, recoveryCodes }
}

/** Set up, and signed in anew with the password alone. */
async function enrolled() {
  const { name, call } = await newMember()
  const set = await enrol(call)
  now += 2 * STEP
  const session = await enter(name)
  return { name, session, ...set, call: clientOf(app.server, session.token) }
}

const prove = (call: Call, code: string) => call(proveSecondFactor, { body: { code } })
const sees = (call: Call) => refusalOf(call(listHouseholds))

beforeAll(async () => {
  app = await startTestApp()
  app.kernel.clock = () => new Date(now)
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(() => app.close())

describe('a session of the command post that has shown only a password', () => {
  test('reaches no endpoint but those that lead on, whatever is asked', async () => {
    const { session } = await newMember()
    expect(session.secondFactor).toBe('enrol')
    expect(session.actor.grants).toEqual([])
    for (const name of ENDPOINT_NAMES.filter((each) => ENDPOINTS[each].who !== 'anyone')) {
      const { method, path, beforeSecondFactor } = ENDPOINTS[name]
      if (beforeSecondFactor) continue
      const reply = await app.server.inject({
        method: method as 'GET',
        url: path.replace(/:\w+/g, cast.rollId),
        headers: { authorization: `Bearer ${session.token}` },
      })
      expect([name, reply.statusCode, reply.json<{ code: string }>().code]).toEqual([name, 403, 'second-factor-needed'])
    }
  })

  test('what leads on is the second factor and the way out', () => {
    const before = ENDPOINT_NAMES.filter((name) => ENDPOINTS[name].beforeSecondFactor)
    expect(before.toSorted()).toEqual(
      ['beginSecondFactor', 'confirmSecondFactor', 'proveSecondFactor', 'readSecondFactor', 'signOut'].toSorted(),
    )
  })

  test('may sign out', async () => {
    const { call } = await newMember()
    await call(signOut)
    expect(await refusalOf(call(readSecondFactor))).toBe('not-signed-in')
  })

  test('one who is appointed to it while signed in is held back at once', async () => {
    const { guard, secretary } = cast
    await app.kernel.pool.query('UPDATE session SET second_factor = NULL WHERE id = $1', [guard.sessionId])
    expect((await guard.call(me)).grants).toHaveLength(1)
    const body = { id: uuidv7(), accountId: guard.accountId, role: 'command-post' as const, gridId: null }
    await secretary.call(grantRole, { body })
    expect(await refusalOf(guard.call(me))).toBe('second-factor-needed')
    expect((await guard.call(readSecondFactor)).step).toBe('enrol')
  })

  test('one who takes the invitation to it while signed in, too', async () => {
    const { guard, secretary } = cast
    await app.kernel.pool.query('UPDATE session SET second_factor = NULL WHERE id = $1', [guard.sessionId])
    const invited = { id: uuidv7(), displayName: '庄值守', role: 'command-post' as const, gridId: null }
    const { token } = await secretary.call(inviteStaff, { body: invited })
    await guard.call(acceptInvitationMyself, { body: { token } })
    expect(await sees(guard.call)).toBe('second-factor-needed')
  })
})

describe('setting it up', () => {
  test('one number confirms; ten recovery codes are told once; the session is open', async () => {
    const { call } = await newMember()
    expect(await call(readSecondFactor)).toEqual({ enrolled: false, recoveryCodesLeft: 0, step: 'enrol' })
    const { uri, secret, recoveryCodes } = await enrol(call)
    expect(uri).toContain(`secret=${secret}`)
    expect(decodeURIComponent(uri)).toMatch(/^otpauth:\/\/totp\/格中:副书记\?/)
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(recoveryCodes.every((code) => /^[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}$/.test(code))).toBe(true)
    expect(await call(readSecondFactor)).toEqual({ enrolled: true, recoveryCodesLeft: 10, step: null })
    expect((await call(me)).grants).toMatchObject([{ role: 'command-post' }])
  })

  test('a wrong number confirms nothing', async () => {
    const { call } = await newMember()
    const { key: secret } = await call(beginSecondFactor)
    expect(await refusalOf(call(confirmSecondFactor, { body: { code: wrongNumber(secret) } }))).toBe(
      'wrong-second-factor',
    )
    expect(await sees(call)).toBe('second-factor-needed')
    const other = await newMember()
    expect(await refusalOf(other.call(confirmSecondFactor, { body: { code: numberOf(secret) } }))).toBe('not-found')
  })

  test('whoever has only the password cannot put another phone in its place', async () => {
    const { call } = await enrolled()
    expect(await refusalOf(call(beginSecondFactor))).toBe('second-factor-needed')
  })

  test('a new phone: the one before holds until the new one is confirmed, and its codes end with it', async () => {
    const { name, call, secret, recoveryCodes } = await enrolled()
    await prove(call, numberOf(secret))
    const next = await call(beginSecondFactor)
    now += 2 * STEP
    const second = clientOf(app.server, (await enter(name)).token)
    await prove(second, numberOf(secret))
    const { recoveryCodes: newCodes } = await call(confirmSecondFactor, { body: { code: numberOf(next.key) } })
    now += 2 * STEP
    const third = clientOf(app.server, (await enter(name)).token)
    expect(await refusalOf(prove(third, numberOf(secret)))).toBe('wrong-second-factor')
    expect(await refusalOf(prove(third, recoveryCodes[0]!))).toBe('wrong-second-factor')
    await prove(third, newCodes[0]!)
  })

  test('neither secret nor codes stand readable in the database', async () => {
    const { secret, recoveryCodes } = await enrolled()
    const client = await app.kernel.pool.connect()
    await client.query('BEGIN')
    await client.query(`SET LOCAL app.community = '${cast.communityId}'; SET LOCAL app.grids = '*'`)
    const { rows } = await client.query<Record<string, unknown>>('SELECT * FROM second_factor')
    const kept = await client.query('SELECT * FROM idempotency')
    await client.query('ROLLBACK')
    client.release()
    expect(rows).toHaveLength(1)
    const text = rows.flatMap((row) =>
      Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value))),
    )
    for (const hidden of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace('-', ''))])
      expect(`${text.join('\n')}${JSON.stringify(kept.rows)}`).not.toContain(hidden)
  })
})

describe('the number at sign-in', () => {
  test('is asked for after the password, and opens this session alone', async () => {
    const { name, session, call, secret } = await enrolled()
    expect(session.secondFactor).toBe('code')
    expect(await sees(call)).toBe('second-factor-needed')
    expect(await prove(call, numberOf(secret))).toEqual({ recoveryCodesLeft: 10 })
    expect(await sees(call)).toBeNull()
    expect(await sees(clientOf(app.server, (await enter(name)).token))).toBe('second-factor-needed')
  })

  test.each([-1, 0, 1])('a phone whose clock is off by %i steps', async (off) => {
    const { call, secret } = await enrolled()
    now += 2 * STEP
    await prove(call, numberOf(secret, off))
  })

  test.each([-2, 2])('not by %i', async (off) => {
    const { call, secret } = await enrolled()
    now += 4 * STEP
    expect(await refusalOf(prove(call, numberOf(secret, off)))).toBe('wrong-second-factor')
  })

  test('is taken once, also of two at once, and none before it', async () => {
    const { name, call, secret } = await enrolled()
    const other = clientOf(app.server, (await enter(name)).token)
    const code = numberOf(secret)
    const outcomes = await Promise.all([refusalOf(prove(call, code)), refusalOf(prove(other, code))])
    expect(outcomes.toSorted()).toEqual([null, 'wrong-second-factor'].toSorted())
    const late = clientOf(app.server, (await enter(name)).token)
    expect(await refusalOf(prove(late, numberOf(secret, -1)))).toBe('wrong-second-factor')
    await prove(late, numberOf(secret, 1))
  })

  test('the number that confirmed it does not open the next session', async () => {
    const { name, call } = await newMember()
    const { secret } = await enrol(call)
    const next = clientOf(app.server, (await enter(name)).token)
    expect(await refusalOf(prove(next, numberOf(secret)))).toBe('wrong-second-factor')
  })

  test('after five wrong ones none is taken for a quarter of an hour, on no session; a recovery code is', async () => {
    const { name, call, secret, recoveryCodes } = await enrolled()
    for (let tries = 0; tries < 5; tries += 1)
      expect(await refusalOf(prove(call, wrongNumber(secret)))).toBe('wrong-second-factor')
    expect(await refusalOf(prove(call, numberOf(secret)))).toBe('too-many-requests')
    const other = clientOf(app.server, (await enter(name)).token)
    expect(await refusalOf(prove(other, numberOf(secret)))).toBe('too-many-requests')
    await prove(other, recoveryCodes[3]!)
    now += 15 * MINUTE
    await prove(call, numberOf(secret))
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'second-factor.refused' } })
    expect(rows).toHaveLength(5)
  })

  test('the tries come back after a quarter of an hour', async () => {
    const { call, secret } = await enrolled()
    for (let tries = 0; tries < 5; tries += 1) await refusalOf(prove(call, wrongNumber(secret)))
    now += 15 * MINUTE
    await prove(call, numberOf(secret))
  })

  test('a recovery code opens once, however it is written', async () => {
    const { name, call, recoveryCodes } = await enrolled()
    const written = ` ${recoveryCodes[0]!.toLowerCase().replace('-', ' ')} `
    expect(await prove(call, written)).toEqual({ recoveryCodesLeft: 9 })
    const next = clientOf(app.server, (await enter(name)).token)
    expect(await refusalOf(prove(next, recoveryCodes[0]!))).toBe('wrong-second-factor')
    const other = await enrolled()
    expect(await refusalOf(prove(next, other.recoveryCodes[0]!))).toBe('wrong-second-factor')
  })
})

describe('a reset', () => {
  test('by another of the command post stops all sessions of the account, and is written down', async () => {
    const { call, session, secret } = await enrolled()
    await prove(call, numberOf(secret))
    const { accountId } = session.actor
    await cast.secretary.call(resetSecondFactor, { params: { accountId } })
    expect(await sees(call)).toBe('second-factor-needed')
    expect((await call(readSecondFactor)).step).toBe('enrol')
    await enrol(call)
    expect(await sees(call)).toBeNull()
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'second-factor.reset' } })
    expect(rows.map(({ byName, subjectId }) => [byName, subjectId])).toEqual([['林书记', accountId]])
  })

  test('is not for oneself, not for leads, and not in another village', async () => {
    const { call, session, secret } = await enrolled()
    await prove(call, numberOf(secret))
    const params = { accountId: session.actor.accountId }
    expect(await refusalOf(call(resetSecondFactor, { params }))).toBe('not-allowed')
    expect(await refusalOf(cast.gridLead.call(resetSecondFactor, { params }))).toBe('not-allowed')
    const other = await makeCast(app)
    expect(await refusalOf(other.secretary.call(resetSecondFactor, { params }))).toBe('not-found')
    expect(await sees(call)).toBeNull()
  })
})

describe('recovery codes', () => {
  const renew = (call: Call, code: string) => call(renewRecoveryCodes, { body: { code } })

  test('are renewed for a fresh number: the ones before end, the new ones work once', async () => {
    const { name, call, secret, session, recoveryCodes: before } = await enrolled()
    expect(await refusalOf(renew(call, numberOf(secret)))).toBe('second-factor-needed')
    await prove(call, numberOf(secret))
    // The number that opened the session is used up.
    expect(await refusalOf(renew(call, numberOf(secret)))).toBe('wrong-second-factor')
    now += STEP
    const { recoveryCodes } = await renew(call, numberOf(secret))
    expect(new Set([...before, ...recoveryCodes]).size).toBe(20)
    expect((await call(readSecondFactor)).recoveryCodesLeft).toBe(10)
    const later = clientOf(app.server, (await enter(name)).token)
    expect(await refusalOf(prove(later, before[0]!))).toBe('wrong-second-factor')
    expect(await prove(later, recoveryCodes[0]!)).toEqual({ recoveryCodesLeft: 9 })
    const { rows } = await cast.secretary.call(listAudit, { query: { size: 100 } })
    const mine = rows.filter(({ subjectId }) => subjectId === session.actor.accountId)
    expect(mine.map(({ action }) => action)).toContain('second-factor.renewed')
  })

  test('do not make others, and wrong numbers are counted', async () => {
    const { call, secret, recoveryCodes } = await enrolled()
    await prove(call, numberOf(secret))
    expect(await refusalOf(renew(call, recoveryCodes[0]!))).toBe('wrong-second-factor')
    expect((await call(readSecondFactor)).recoveryCodesLeft).toBe(10)
    for (let tries = 1; tries < 5; tries += 1)
      expect(await refusalOf(renew(call, wrongNumber(secret)))).toBe('wrong-second-factor')
    now += STEP
    expect(await refusalOf(renew(call, numberOf(secret)))).toBe('too-many-requests')
  })

  test('are nobody’s who has set up nothing', async () => {
    expect(await refusalOf(renew(cast.gridWorker.call, '123456'))).toBe('not-found')
  })
})

test('where the demo is switched off, its sessions end and no others', async () => {
  const { accountId } = cast.guard
  await app.kernel.pool.query(`UPDATE session SET second_factor = 'waived' WHERE account_id = $1`, [accountId])
  await endWaivedSessions(app.kernel)
  expect(await refusalOf(cast.guard.call(me))).toBe('not-signed-in')
  expect(await refusalOf(cast.gridLead.call(me))).toBeNull()
})

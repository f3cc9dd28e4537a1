import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { me } from '@gezhong/shared/grid/identity/contract'
import { listHouseholds } from '@gezhong/shared/people/ledger/contract'
import { sendSmsCode, signInBySms, signInByWeChat } from '@gezhong/shared/people/resident-sign-in/contract'
import { clientOf, startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { startSmsStandIn, type SmsStandIn } from '../../../test/sms-stand-in.ts'
import { APP_ID, SECRET, startWeChatStandIn, type WeChatStandIn } from '../../../test/wechat-stand-in.ts'
import { createSmsSender } from '../../sms/sender.ts'

let app: TestApp
let cast: Cast
let sms: SmsStandIn
let weChat: WeChatStandIn
let now: number
let phones = 0

const call = () => clientOf(app.server, null)
const DEVICE = 'device-of-this-test-1'
const callFrom = (remoteAddress: string) => clientOf(app.server, null, remoteAddress)
const newPhone = () => `1370000${String((phones += 1)).padStart(4, '0')}`
const bodyOf = (phone: string, deviceId = DEVICE) => ({ phone, deviceId, communityId: cast.communityId })
const lastCode = () => sms.sent.at(-1)!.code
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const enterWith = (phone: string, code: string, deviceId = DEVICE) =>
  call()(signInBySms, { body: { ...bodyOf(phone, deviceId), code } })

beforeAll(async () => {
  sms = await startSmsStandIn()
  weChat = await startWeChatStandIn()
  app = await startTestApp({
    SMS: 'gateway',
    SMS_GATEWAY_URL: sms.url,
    SMS_GATEWAY_TOKEN: 'gateway-token',
    WECHAT_APP_ID: APP_ID,
    WECHAT_APP_SECRET: SECRET,
    WECHAT_API_URL: weChat.url,
  })
  now = Date.now()
  app.kernel.clock = () => new Date(now)
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(async () => {
  await app.close()
  await sms.close()
  await weChat.close()
})

describe('a code by text message', () => {
  test('signs in once; the account is new, has no rights, and is found again', async () => {
    const phone = newPhone()
    expect(await call()(sendSmsCode, { body: bodyOf(phone) })).toEqual({ resendSeconds: 60, expiresSeconds: 300 })
    expect(sms.sent.at(-1)).toMatchObject({ phone, token: 'Bearer gateway-token' })
    const code = lastCode()
    const session = await enterWith(phone, code)
    expect(session.actor.grants).toEqual([])
    const own = clientOf(app.server, session.token)
    expect((await own(me)).accountId).toBe(session.actor.accountId)
    expect(await refusalOf(own(listHouseholds))).toBe('not-allowed')
    expect(await refusalOf(enterWith(phone, code))).toBe('wrong-sms-code')
    now += 61_000
    await call()(sendSmsCode, { body: bodyOf(phone) })
    expect((await enterWith(phone, lastCode())).actor.accountId).toBe(session.actor.accountId)
  })

  test('answers alike whether or not the number is on the ledger', async () => {
    const known = await call()(sendSmsCode, { body: bodyOf(cast.households['中区3号']!.phone) })
    const unknown = await call()(sendSmsCode, { body: bodyOf(newPhone(), 'another-device-here') })
    expect(known).toEqual(unknown)
  })

  test('ends after five minutes, after five tries, and with the next code', async () => {
    const phone = newPhone()
    await call()(sendSmsCode, { body: bodyOf(phone) })
    const first = lastCode()
    now += 301_000
    expect(await refusalOf(enterWith(phone, first))).toBe('wrong-sms-code')
    await call()(sendSmsCode, { body: bodyOf(phone) })
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect(await refusalOf(enterWith(phone, wrong(lastCode())))).toBe('wrong-sms-code')
    expect(await refusalOf(enterWith(phone, lastCode()))).toBe('wrong-sms-code')
    now += 61_000
    await call()(sendSmsCode, { body: bodyOf(phone) })
    const older = lastCode()
    now += 61_000
    await call()(sendSmsCode, { body: bodyOf(phone) })
    if (older !== lastCode()) expect(await refusalOf(enterWith(phone, older))).toBe('wrong-sms-code')
    expect((await enterWith(phone, lastCode())).token).toBeTruthy()
  })

  test('works only on the device that asked, and another device cannot use up its tries', async () => {
    const phone = newPhone()
    await call()(sendSmsCode, { body: bodyOf(phone) })
    for (let attempt = 0; attempt < 6; attempt += 1)
      expect(await refusalOf(enterWith(phone, lastCode(), 'the-device-of-a-thief'))).toBe('wrong-sms-code')
    expect((await enterWith(phone, lastCode())).token).toBeTruthy()
  })

  test('of two who bring it at once one gets in; of two who ask at once one is sent a message', async () => {
    const phone = newPhone()
    const before = sms.sent.length
    const asked = await Promise.all([1, 2].map(() => refusalOf(call()(sendSmsCode, { body: bodyOf(phone) }))))
    expect(asked.toSorted()).toEqual([null, 'too-many-requests'].toSorted())
    expect(sms.sent.length).toBe(before + 1)
    const entered = await Promise.all([1, 2].map(() => refusalOf(enterWith(phone, lastCode()))))
    expect(entered.toSorted()).toEqual([null, 'wrong-sms-code'].toSorted())
  })

  test('is limited by phone, address and day, and by device and hour', async () => {
    const phone = newPhone()
    const ask = (index: number, remoteAddress: string) =>
      refusalOf(callFrom(remoteAddress)(sendSmsCode, { body: bodyOf(phone, `device-number-${index}-of-many`) }))
    for (const network of [1, 2, 3]) {
      for (let index = 0; index < 5; index += 1) {
        expect(await ask(index, `198.51.100.${network}`)).toBeNull()
        now += 61_000
      }
      if (network === 1) expect(await ask(5, '198.51.100.1')).toBe('too-many-requests')
    }
    expect(await ask(6, '198.51.100.4')).toBe('too-many-requests')
    const from = (number: string) => call()(sendSmsCode, { body: bodyOf(number, 'one-device-many-phones') })
    for (let index = 0; index < 10; index += 1) await from(newPhone())
    expect(await refusalOf(from(newPhone()))).toBe('too-many-requests')
    now += 3_601_000
    await from(newPhone())
  })

  test('is sent to a device that signed in with this number before, whatever strangers have used up', async () => {
    const phone = newPhone()
    await call()(sendSmsCode, { body: bodyOf(phone, 'the-device-of-its-owner') })
    await enterWith(phone, lastCode(), 'the-device-of-its-owner')
    const ask = (deviceId: string) => refusalOf(call()(sendSmsCode, { body: bodyOf(phone, deviceId) }))
    for (let index = 0; index < 5; index += 1) {
      now += 61_000
      await ask(`device-number-${index}-of-a-stranger`)
    }
    expect(await ask('device-number-9-of-a-stranger')).toBe('too-many-requests')
    expect(await ask('the-device-of-its-owner')).toBeNull()
    expect((await enterWith(phone, lastCode(), 'the-device-of-its-owner')).token).toBeTruthy()
    expect(await ask('the-device-of-its-owner')).toBe('too-many-requests')
    // Having signed in with one number is no word about another.
    const other = newPhone()
    for (let index = 0; index < 5; index += 1) {
      now += 61_000
      await call()(sendSmsCode, { body: bodyOf(other, `device-number-${index}-of-a-stranger`) })
    }
    now += 61_000
    const asked = call()(sendSmsCode, { body: bodyOf(other, 'the-device-of-its-owner') })
    expect(await refusalOf(asked)).toBe('too-many-requests')
  })

  test('is stored neither readable nor guessable, and the number is sealed', async () => {
    const phone = newPhone()
    await call()(sendSmsCode, { body: bodyOf(phone) })
    await enterWith(phone, lastCode())
    const tables = ['sms_code', 'phone_sign_in', 'account']
    const rows = await Promise.all(tables.map((table) => app.kernel.pool.query(`SELECT * FROM ${table}`)))
    const text = JSON.stringify(rows.map((result) => result.rows as unknown))
    expect(text).not.toContain(phone)
    expect(text).not.toContain(`"${lastCode()}"`)
    expect(text).not.toContain(DEVICE)
  })

  test.each(['refusing', 'silent'] as const)('a gateway that is %s is said in clear words', async (mood) => {
    sms.mood = mood
    const sender = createSmsSender(
      { SMS: 'gateway', SMS_GATEWAY_URL: sms.url, SMS_GATEWAY_TOKEN: undefined },
      undefined,
      200,
    )
    expect(await refusalOf(sender.sendCode('13700009999', '123456'))).toBe('sms-away')
    sms.mood = 'well'
  })

  test('on the console only the masked number stands beside the code', async () => {
    const lines: string[] = []
    const none = { SMS_GATEWAY_URL: undefined, SMS_GATEWAY_TOKEN: undefined }
    await createSmsSender({ SMS: 'console', ...none }, (line) => lines.push(line)).sendCode('13700009999', '123456')
    expect(lines.join('')).toContain('123456')
    expect(lines.join('')).not.toContain('13700009999')
    expect(await refusalOf(createSmsSender({ SMS: 'off', ...none }).sendCode('13700009999', '1'))).toBe('sms-away')
  })

  test.each(['12345', '0595-85000000', '1380000000a', '23800000000'])('%s is no mobile', async (phone) => {
    expect(await refusalOf(call()(sendSmsCode, { body: bodyOf(phone) }))).toBe('not-valid')
  })
})

describe('WeChat', () => {
  const enter = (loginCode: string, phoneCode?: string) =>
    call()(signInByWeChat, { body: { loginCode, phoneCode, communityId: cast.communityId } })

  test('the phone leads to the same account as the text message, and later WeChat alone is enough', async () => {
    const phone = newPhone()
    await call()(sendSmsCode, { body: bodyOf(phone) })
    const bySms = await enterWith(phone, lastCode())
    weChat.phone = phone
    const first = await enter('login-mei-1', 'phone-1')
    expect(first.actor.accountId).toBe(bySms.actor.accountId)
    expect((await enter('login-mei-2')).actor.accountId).toBe(bySms.actor.accountId)
  })

  test('without a phone it makes an account of its own, once', async () => {
    const { actor } = await enter('login-alone-1')
    expect(actor.grants).toEqual([])
    expect((await enter('login-alone-2')).actor.accountId).toBe(actor.accountId)
  })

  test('a used code, a forged one and a WeChat that is away are refused in words', async () => {
    await enter('login-twice-1')
    expect(await refusalOf(enter('login-twice-1'))).toBe('wechat-code')
    expect(await refusalOf(enter('forged'))).toBe('wechat-code')
    weChat.next('/sns/jscode2session', 502)
    expect(await refusalOf(enter('login-x-1'))).toBe('wechat-away')
  })
})

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Refusal } from '@gezhong/shared/errors'
import { APP_ID, SECRET, startWeChatStandIn, type WeChatStandIn } from '../../test/wechat-stand-in.ts'
import { refusalOf } from '../../test/refusals.ts'
import { createWeChat, type WeChat } from './client.ts'

const LOGIN = '/sns/jscode2session'
const TOKEN = '/cgi-bin/stable_token'
const PHONE = '/wxa/business/getuserphonenumber'
const TEXT = '/wxa/msg_sec_check'

let standIn: WeChatStandIn
let weChat: WeChat
let now: number

beforeEach(async () => {
  standIn = await startWeChatStandIn()
  now = Date.parse('2026-11-25T08:00:00Z')
  const settings = { url: standIn.url, appId: APP_ID, secret: SECRET, timeoutMs: 1000 }
  weChat = createWeChat(settings, () => new Date(now))
})

afterEach(() => standIn.close())

const timesAsked = (path: string) => standIn.asked.filter((one) => one.path === path).length

test('a login code tells who it is, once, and the session key is not handed on', async () => {
  expect(await weChat.openId('login-a-1')).toBe('openid-of-a')
  expect(await refusalOf(weChat.openId('login-a-1'))).toBe('wechat-code')
  expect(standIn.asked[0]!.query.get('grant_type')).toBe('authorization_code')
})

describe('what the documentation calls an error is a refusal in our words', () => {
  test.each([
    [40029, 'wechat-code'],
    [40163, 'wechat-code'],
    [45011, 'too-many-requests'],
    [40226, 'wechat-blocked'],
    [-1, 'wechat-away'],
    [40125, 'wechat-away'],
    [40001, 'wechat-away'],
  ])('%s', async (errcode, code) => {
    standIn.next(LOGIN, { errcode, errmsg: `said by WeChat ${SECRET}` })
    const error = await weChat.openId('login-a-1').catch((refused: unknown) => refused)
    expect(error).toBeInstanceOf(Refusal)
    expect((error as Refusal).code).toBe(code)
    expect(String((error as Refusal).stack)).not.toContain(SECRET)
  })

  test.each([
    ['no JSON', '<html>502</html>'],
    ['another shape', { openid: 7 }],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['a server error', 500],
    ['never', 'never'],
    ['without end', 'x'.repeat(200_000)],
  ] as const)('%s', async (_, said) => {
    standIn.next(LOGIN, said)
    expect(await refusalOf(weChat.openId('login-a-1'))).toBe('wechat-away')
  })

  test('a server that is not there', async () => {
    const nowhere = createWeChat({ url: 'http://127.0.0.1:9', appId: APP_ID, secret: SECRET }, () => new Date(now))
    expect(await refusalOf(nowhere.openId('login-a-1'))).toBe('wechat-away')
  })
})

describe('the token', () => {
  test('is fetched once for all who wait, and kept', async () => {
    const phones = await Promise.all(Array.from({ length: 8 }, (_, index) => weChat.phoneNumber(`phone-${index}`)))
    expect(new Set(phones)).toEqual(new Set(['13800009999']))
    await weChat.phoneNumber('phone-again')
    expect(timesAsked(TOKEN)).toBe(1)
  })

  test('is renewed before it ends', async () => {
    await weChat.phoneNumber('phone-1')
    now += 6_890_000
    await weChat.phoneNumber('phone-2')
    expect(timesAsked(TOKEN)).toBe(1)
    now += 20_000
    await weChat.phoneNumber('phone-3')
    expect(timesAsked(TOKEN)).toBe(2)
  })

  test.each([40001, 42001])('is renewed once by force when WeChat says %s', async (errcode) => {
    await weChat.phoneNumber('phone-1')
    standIn.next(PHONE, { errcode, errmsg: 'expired' })
    expect(await weChat.phoneNumber('phone-2')).toBe('13800009999')
    expect(timesAsked(TOKEN)).toBe(2)
    expect(standIn.asked.filter(({ path }) => path === TOKEN).map(({ body }) => body.force_refresh)).toEqual([
      false,
      true,
    ])
    standIn.next(PHONE, { errcode }, { errcode })
    expect(await refusalOf(weChat.phoneNumber('phone-3'))).toBe('wechat-away')
    expect(timesAsked(TOKEN)).toBe(3)
  })

  test('that could not be fetched is asked for again next time', async () => {
    standIn.next(TOKEN, 503)
    expect(await refusalOf(weChat.phoneNumber('phone-1'))).toBe('wechat-away')
    expect(await weChat.phoneNumber('phone-2')).toBe('13800009999')
  })
})

test('a phone needs a right code and a number of the mainland', async () => {
  expect(await refusalOf(weChat.phoneNumber('forged'))).toBe('wechat-code')
  standIn.next(PHONE, { errcode: 0, phone_info: { purePhoneNumber: '91234567', countryCode: 852 } })
  expect(await refusalOf(weChat.phoneNumber('phone-1'))).toBe('not-valid')
})

describe('a text', () => {
  test('is judged, together with who wrote it', async () => {
    expect(await weChat.checkText('中区3号要菜', 'openid-of-a')).toBe('pass')
    expect(await weChat.checkText('来赌博', 'openid-of-a')).toBe('risky')
    expect(standIn.asked.at(-1)!.body).toEqual({ version: 2, scene: 4, openid: 'openid-of-a', content: '来赌博' })
    standIn.next(TEXT, { errcode: 0, errmsg: 'ok', result: { suggest: 'review', label: 20001 } })
    expect(await weChat.checkText('说不准', 'openid-of-a')).toBe('review')
  })

  test.each([
    [87014, 'risky'],
    [45009, 'over-quota'],
    [45011, 'over-quota'],
    [61010, 'not-seen'],
  ])('%s is a word about it', async (errcode, verdict) => {
    standIn.next(TEXT, { errcode, errmsg: 'said by WeChat' })
    expect(await weChat.checkText('一段话', 'openid-of-a')).toBe(verdict)
  })

  test.each([
    ['busy', { errcode: -1 }],
    ['an id that is not ours', { errcode: 43104 }],
    ['no verdict', { errcode: 0, errmsg: 'ok' }],
    ['a verdict that is not described', { errcode: 0, result: { suggest: 'block' } }],
    ['no JSON', '<html>502</html>'],
    ['a server error', 502],
    ['never', 'never'],
  ] as const)('%s is no verdict', async (_, said) => {
    standIn.next(TEXT, said)
    expect(await refusalOf(weChat.checkText('一段话', 'openid-of-a'))).toBe('wechat-away')
  })

  test.each([40001, 42001])('a token that ended (%s) is renewed once for all who write', async (errcode) => {
    await weChat.checkText('一段话', 'openid-of-a')
    standIn.next(TEXT, { errcode }, { errcode }, { errcode })
    const verdicts = await Promise.all(['一', '二', '三'].map((text) => weChat.checkText(text, 'openid-of-a')))
    expect(verdicts).toEqual(['pass', 'pass', 'pass'])
    expect(timesAsked(TOKEN)).toBe(2)
  })
})

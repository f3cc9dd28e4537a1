import { Writable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { Refusal } from '@gezhong/shared/errors'
import { createGrid, listGrids, renameGrid, setOffice } from '@gezhong/shared/grid/communities/contract'
import { askCorrection, settleCorrection } from '@gezhong/shared/people/corrections/contract'
import { askForHome, findHome } from '@gezhong/shared/people/homes/contract'
import { askAsProxy } from '@gezhong/shared/people/proxies/contract'
import { makeLineReport, makeReport, myHouseholds } from '@gezhong/shared/people/reports/contract'
import { listRolls, openRoll } from '@gezhong/shared/people/rolls/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import { signInByWeChat } from '@gezhong/shared/people/resident-sign-in/contract'
import { uuidv7 } from 'uuidv7'
import { clientOf, startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { APP_ID, SECRET, startWeChatStandIn, type WeChatStandIn } from '../../../test/wechat-stand-in.ts'
import { createTextCheck } from './checked-text.ts'
import { weChatColumns } from './wechat-service.ts'

const TEXT = '/wxa/msg_sec_check'
const RISKY = '今晚来赌博'

let app: TestApp
let weChat: WeChatStandIn
let cast: Cast
const logged: string[] = []

beforeAll(async () => {
  weChat = await startWeChatStandIn()
  const logTo = new Writable({
    write(line: Buffer, _, done) {
      logged.push(line.toString())
      done()
    },
  })
  app = await startTestApp(
    { WECHAT_APP_ID: APP_ID, WECHAT_APP_SECRET: SECRET, WECHAT_API_URL: weChat.url, LOG_LEVEL: 'info' },
    { logTo },
  )
})

beforeEach(async () => {
  cast = await makeCast(app)
  weChat.asked.length = 0
})

afterAll(async () => {
  await app.close()
  await weChat.close()
})

const judged = () => weChat.asked.filter(({ path }) => path === TEXT).map(({ body }) => body)
const idOf = (who: Persona) => who.accountId.slice(-6)
/** As if they had entered by WeChat. */
const bound = async (who: Persona) => {
  const { pool, vault } = app.kernel
  const { openIndex, openSealed } = weChatColumns(vault, cast.communityId, `openid-of-${idOf(who)}`)
  await pool.query('INSERT INTO wechat_sign_in VALUES ($1, $2, $3, now(), $4)', [
    cast.communityId,
    openIndex,
    who.accountId,
    openSealed,
  ])
  return who
}
const placed = () => ({ id: uuidv7(), householdId: cast.households['中区3号']!.id })
const remark = (who: Persona, text: string) =>
  who.call(makeReport, { params: { id: cast.rollId }, body: { ...placed(), headcount: 4, remark: text } })
const line = (who: Persona, text: string) =>
  who.call(makeLineReport, { params: { id: cast.rollId }, body: { ...placed(), line: text } })
const metric = async (verdict: string) => {
  const { body } = await app.server.inject('/metrics')
  return Number(new RegExp(`text_checks_total\\{verdict="${verdict}"\\} (\\d+)`).exec(body)?.[1] ?? 0)
}

describe('what WeChat calls risky is refused, and nothing of it is kept', () => {
  test('in a report', async () => {
    const who = await bound(cast.resident)
    expect(await refusalOf(remark(who, RISKY))).toBe('text-refused')
    expect(await refusalOf(line(who, `中区3号 4人 ${RISKY}`))).toBe('text-refused')
    expect((await who.call(myHouseholds)).households[0]!.asked[0]!.receipt).toBeNull()
    expect((await remark(who, '要降压药')).report.remark).toBe('要降压药')
  })

  test('in what is asked of the grid worker or of a household', async () => {
    const who = await bound(cast.stranger)
    const body = { id: uuidv7(), text: `中区3号 ${RISKY}` }
    expect(await refusalOf(who.call(askForHome, { body }))).toBe('text-refused')
    expect(await refusalOf(who.call(askAsProxy, { body }))).toBe('text-refused')
    expect((await who.call(findHome)).request).toBeNull()
  })

  test('in a correction that is asked for, and in the worker’s answer', async () => {
    const who = await bound(cast.resident)
    const asking = (text: string, id = uuidv7()) =>
      who.call(askCorrection, { body: { id, householdId: placed().householdId, about: 'other', text } })
    expect(await refusalOf(asking(RISKY))).toBe('text-refused')
    const id = uuidv7()
    await asking('少了一个人', id)
    const worker = await bound(cast.gridWorker)
    const answering = (reason: string) =>
      worker.call(settleCorrection, { params: { id }, body: { done: false, reason } })
    expect(await refusalOf(answering(RISKY))).toBe('text-refused')
    expect((await who.call(readOwnData)).corrections).toMatchObject([{ state: 'asked', reason: '' }])
    await answering('去看过，人都在')
    expect((await who.call(readOwnData)).corrections).toMatchObject([{ reason: '去看过，人都在' }])
  })

  test('in what the command post writes for everybody: a roll’s title, a grid’s name, the office', async () => {
    const who = await bound(cast.secretary)
    const roll = { id: uuidv7(), title: RISKY, question: 'who-lives-here', gridId: null } as const
    expect(await refusalOf(who.call(openRoll, { body: roll }))).toBe('text-refused')
    const grid = { id: uuidv7(), code: '2-3', name: RISKY }
    expect(await refusalOf(who.call(createGrid, { body: grid }))).toBe('text-refused')
    const renaming = { params: { id: cast.grids['2']! }, body: { name: RISKY } }
    expect(await refusalOf(who.call(renameGrid, renaming))).toBe('text-refused')
    const office = { place: RISKY, officePhone: '' }
    expect(await refusalOf(who.call(setOffice, { body: office }))).toBe('text-refused')
    const kept = JSON.stringify([await who.call(listRolls, { query: {} }), await who.call(listGrids)])
    expect(kept).not.toContain('赌博')
  })
})

test('WeChat is told who wrote it, and no phone number', async () => {
  await line(await bound(cast.resident), '一家四口 13800002003')
  const open = `openid-of-${idOf(cast.resident)}`
  expect(judged()).toEqual([{ version: 2, scene: 4, openid: open, content: '一家四口 138····2003' }])
})

test('it is not asked where there is no text, or nobody that it knows', async () => {
  await remark(cast.resident, RISKY)
  await remark(await bound(cast.resident), ' ')
  expect(judged()).toEqual([])
})

test('who may not report does not reach it', async () => {
  const who = await bound(cast.stranger)
  expect(await refusalOf(remark(who, RISKY))).toBe('not-allowed')
  expect(judged()).toEqual([])
})

test.each([
  ['review', { errcode: 0, result: { suggest: 'review', label: 1 } }],
  ['over-quota', { errcode: 45009, errmsg: 'reach max api daily quota limit' }],
  ['not-seen', { errcode: 61010, errmsg: 'code is expired' }],
  ['away', 503],
  ['away', '<html>'],
] as const)('%s lets it through, counted and logged without the text', async (verdict, said) => {
  const who = await bound(cast.resident)
  const before = await metric(verdict)
  weChat.next(TEXT, said)
  expect((await remark(who, '门口的狗很凶')).report.remark).toBe('门口的狗很凶')
  expect(await metric(verdict)).toBe(before + 1)
  expect(logged.filter((one) => one.includes(`"verdict":"${verdict}"`)).length).toBeGreaterThan(0)
  expect(logged.join('')).not.toContain('狗')
  expect(logged.join('')).not.toContain('openid-of')
})

test('one who was bound before the id was kept is known again after the next sign-in', async () => {
  const enter = (code: string) =>
    clientOf(app.server, null)(signInByWeChat, { body: { loginCode: code, communityId: cast.communityId } })
  const who = await bound(cast.resident)
  await app.kernel.pool.query('UPDATE wechat_sign_in SET open_sealed = NULL WHERE account_id = $1', [who.accountId])
  expect(await refusalOf(remark(who, RISKY))).toBeNull()
  await enter(`login-${idOf(who)}-2`)
  expect(await refusalOf(remark(who, RISKY))).toBe('text-refused')
})

describe('the wait', () => {
  const away = { openId: jest.fn<never>(), phoneNumber: jest.fn<never>(), sendMessage: jest.fn<never>() }

  test('is two seconds, and the text goes through', async () => {
    const noted: string[] = []
    const check = createTextCheck({ ...away, checkText: () => new Promise(() => undefined) }, (one) => noted.push(one))
    const since = performance.now()
    await check('一段话', 'openid-of-a')
    expect(performance.now() - since).toBeGreaterThan(1990)
    expect(noted).toEqual(['away'])
  })

  test('of a WeChat that refuses is none', async () => {
    const noted: string[] = []
    const checkText = () => Promise.reject(new Refusal('wechat-away'))
    await createTextCheck({ ...away, checkText }, (one) => noted.push(one))('一段话', 'openid-of-a')
    expect(noted).toEqual(['away'])
  })
})

test('the id lies under the community’s key', async () => {
  await bound(cast.resident)
  const { rows } = await app.kernel.pool.query<{ open_sealed: Buffer }>(
    'SELECT open_sealed FROM wechat_sign_in WHERE account_id = $1',
    [cast.resident.accountId],
  )
  const sealed = rows[0]!.open_sealed
  expect(sealed.toString('latin1')).not.toContain('openid')
  expect(app.kernel.vault.openForCommunity(cast.communityId, sealed)).toMatch(/^openid-of-/)
})

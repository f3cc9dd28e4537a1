import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { bindMyWeChat, me, readMyWeChat, unbindMyWeChat } from '@gezhong/shared/grid/identity/contract'
import { askForHome, decideHomeRequest } from '@gezhong/shared/people/homes/contract'
import { signInByWeChat } from '@gezhong/shared/people/resident-sign-in/contract'
import { uuidv7 } from 'uuidv7'
import { clientOf, startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { APP_ID, SECRET, startWeChatStandIn, type WeChatStandIn } from '../../../test/wechat-stand-in.ts'

let app: TestApp
let cast: Cast
let weChat: WeChatStandIn

beforeAll(async () => {
  weChat = await startWeChatStandIn()
  app = await startTestApp({ WECHAT_APP_ID: APP_ID, WECHAT_APP_SECRET: SECRET, WECHAT_API_URL: weChat.url })
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(async () => {
  await app.close()
  await weChat.close()
})

const bind = (who: Persona, loginCode: string) => who.call(bindMyWeChat, { body: { loginCode } })
const enter = (loginCode: string) =>
  clientOf(app.server, null)(signInByWeChat, { body: { loginCode, communityId: cast.communityId } })

test('a bound WeChat opens the account of the team, until it is unbound', async () => {
  const { gridWorker: worker } = cast
  expect(await worker.call(readMyWeChat)).toEqual({ bound: false, available: true })
  await bind(worker, 'login-wu-1')
  expect(await worker.call(readMyWeChat)).toEqual({ bound: true, available: true })
  const session = await enter('login-wu-2')
  expect(session.actor).toMatchObject({ accountId: worker.accountId, grants: [{ role: 'grid-worker' }] })
  await worker.call(unbindMyWeChat)
  expect((await enter('login-wu-3')).actor.accountId).not.toBe(worker.accountId)
  const { rows } = await cast.secretary.call(listAudit, { query: { size: 100 } })
  const lines = rows.filter(({ subjectId, action }) => subjectId === worker.accountId && action.startsWith('account'))
  expect(lines.map(({ action }) => action)).toEqual(['account.wechat-unbound', 'account.wechat-bound'])
})

test('another WeChat takes the place of the one before', async () => {
  await bind(cast.gridWorker, 'login-old-1')
  await bind(cast.gridWorker, 'login-new-1')
  expect((await enter('login-new-2')).actor.accountId).toBe(cast.gridWorker.accountId)
  expect((await enter('login-old-2')).actor.accountId).not.toBe(cast.gridWorker.accountId)
})

test('a WeChat of another of the team is not taken over', async () => {
  await bind(cast.gridWorker, 'login-one-1')
  expect(await refusalOf(bind(cast.guard, 'login-one-2'))).toBe('already-there')
  expect((await enter('login-one-3')).actor.accountId).toBe(cast.gridWorker.accountId)
})

test('homes that a resident found by this WeChat come along', async () => {
  const { token } = await enter('login-home-1')
  const id = uuidv7()
  await clientOf(app.server, token)(askForHome, { body: { id, text: '中区3号' } })
  const householdId = cast.households['中区3号']!.id
  await cast.secretary.call(decideHomeRequest, { params: { id }, body: { householdId } })
  await bind(cast.guard, 'login-home-2')
  const { grants } = await cast.guard.call(me)
  expect(grants.map(({ role }) => role).toSorted()).toEqual(['guard', 'resident'])
  expect(grants.find(({ role }) => role === 'resident')!.householdId).toBe(householdId)
  await bind(cast.guard, 'login-home-3')
  expect((await cast.guard.call(me)).grants).toHaveLength(2)
})

test('the command post is asked for its number also when WeChat opens the door', async () => {
  await bind(cast.secretary, 'login-lin-1')
  const session = await enter('login-lin-2')
  expect([session.secondFactor, session.actor.grants]).toEqual(['enrol', []])
})

test('a used code binds nothing, and residents need no such thing', async () => {
  await bind(cast.gridWorker, 'login-used-1')
  expect(await refusalOf(bind(cast.guard, 'login-used-1'))).toBe('wechat-code')
  expect(await refusalOf(bind(cast.resident, 'login-used-2'))).toBe('not-allowed')
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import type { Call } from '@gezhong/shared/client'
import { me } from '@gezhong/shared/grid/identity/contract'
import {
  askForHome,
  decideHomeRequest,
  findHome,
  joinHome,
  leaveHome,
  listHomeRequests,
} from '@gezhong/shared/people/homes/contract'
import { editHousehold, readHousehold } from '@gezhong/shared/people/ledger/contract'
import { myHouseholds } from '@gezhong/shared/people/reports/contract'
import { sendSmsCode, signInBySms } from '@gezhong/shared/people/resident-sign-in/contract'
import { uuidv7 } from 'uuidv7'
import { clientOf, startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { startSmsStandIn, type SmsStandIn } from '../../../test/sms-stand-in.ts'

let app: TestApp
let cast: Cast
let sms: SmsStandIn

beforeAll(async () => {
  sms = await startSmsStandIn()
  app = await startTestApp({ SMS: 'gateway', SMS_GATEWAY_URL: sms.url })
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(async () => {
  await app.close()
  await sms.close()
})

async function enter(phone: string): Promise<Call> {
  const body = { phone, deviceId: 'the-device-of-this-test', communityId: cast.communityId }
  await clientOf(app.server, null)(sendSmsCode, { body })
  const { token } = await clientOf(app.server, null)(signInBySms, { body: { ...body, code: sms.sent.at(-1)!.code } })
  return clientOf(app.server, token)
}

const at = (door: string) => cast.households[door]!
const ask = async (call: Call, text: string) => (await call(askForHome, { body: { id: uuidv7(), text } })).id
const doors = async (call: Call) => (await call(myHouseholds)).households.map(({ household }) => household.door)
const decide = (call: Call, id: string, householdId: string | null) =>
  call(decideHomeRequest, { params: { id }, body: { householdId } })

describe('by the phone on the ledger', () => {
  test('one household is found, joined, seen, and left again at once', async () => {
    const call = await enter(at('中区5号').phone)
    expect((await call(findHome)).found).toMatchObject([{ householdId: at('中区5号').id, door: '中区5号' }])
    await call(joinHome, { params: { id: at('中区5号').id } })
    expect(await doors(call)).toEqual(['中区5号'])
    expect((await call(findHome)).found).toEqual([])
    expect(await refusalOf(call(joinHome, { params: { id: at('中区5号').id } }))).toBe('already-there')
    expect(await refusalOf(call(readHousehold, { params: { id: at('中区6号').id } }))).toBe('not-found')
    await call(leaveHome, { params: { id: at('中区5号').id } })
    expect((await call(me)).grants).toEqual([])
    const actions = (await cast.secretary.call(listAudit, { query: { size: 500 } })).rows.map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['home.joined', 'home.left', 'account.created']))
  })

  test('of several the person chooses, and several people may live in one', async () => {
    const phone = at('中区5号').phone
    const body = { phones: [at('中区6号').phone, phone], revision: 1, reason: '核对' }
    await cast.gridWorker.call(editHousehold, { params: { id: at('中区6号').id }, body })
    const call = await enter(phone)
    expect((await call(findHome)).found.map(({ door }) => door)).toEqual(['中区5号', '中区6号'])
    await call(joinHome, { params: { id: at('中区6号').id } })
    const second = await enter(at('中区6号').phone)
    await second(joinHome, { params: { id: at('中区6号').id } })
    expect([await doors(call), await doors(second)]).toEqual([['中区6号'], ['中区6号']])
  })

  test('another household, or a number that is not there, leads nowhere', async () => {
    const call = await enter('13655550001')
    expect((await call(findHome)).found).toEqual([])
    for (const id of [at('中区5号').id, uuidv7()])
      expect(await refusalOf(call(joinHome, { params: { id } }))).toBe('not-found')
    expect(await refusalOf(cast.stranger.call(joinHome, { params: { id: at('中区5号').id } }))).toBe('not-found')
  })
})

describe('by asking', () => {
  test('the answer is alike for a door that exists and one that does not', async () => {
    const reply = async (text: string) => {
      const persona = await addPersona(app, cast.communityId, '新居民', null)
      const answer = await persona.call(askForHome, { body: { id: uuidv7(), text } })
      const seen = await persona.call(findHome)
      return { keys: Object.keys(answer), state: answer.state, text: answer.text === text, found: seen.found }
    }
    expect(await reply('中区5号')).toEqual(await reply('北区999号'))
  })

  test('the worker of that grid alone sees it and confirms it; the door then opens at once', async () => {
    const { stranger, gridWorker, otherLead, secretary } = cast
    const id = await ask(stranger.call, '中区5号')
    const seen = await gridWorker.call(listHomeRequests)
    expect(seen.requests).toMatchObject([{ id, text: '中区5号', home: { door: '中区5号' }, displayName: '路人' }])
    expect((await otherLead.call(listHomeRequests)).requests).toEqual([])
    expect(await refusalOf(decide(otherLead.call, id, at('东区2号').id))).toBe('not-found')
    expect(await refusalOf(decide(gridWorker.call, id, at('东区2号').id))).toBe('not-found')
    expect(await refusalOf(decide(stranger.call, id, at('中区5号').id))).toBe('not-allowed')
    await decide(gridWorker.call, id, at('中区5号').id)
    expect(await doors(stranger.call)).toEqual(['中区5号'])
    expect((await stranger.call(findHome)).request?.state).toBe('confirmed')
    expect(await refusalOf(decide(secretary.call, id, null))).toBe('already-settled')
  })

  test('refused, it is told so and nothing opens; asking again replaces what waits', async () => {
    const { stranger, secretary } = cast
    const first = await ask(stranger.call, '看不懂的地方')
    const second = await ask(stranger.call, '还是看不懂')
    expect((await secretary.call(listHomeRequests)).requests.map(({ id }) => id)).toEqual([second])
    expect(await refusalOf(decide(secretary.call, first, null))).toBe('already-settled')
    await decide(secretary.call, second, null)
    expect((await stranger.call(findHome)).request?.state).toBe('refused')
    expect((await stranger.call(me)).grants).toEqual([])
  })

  test('a door that is not found goes to the grid that was chosen', async () => {
    const body = { id: uuidv7(), text: '老祠堂旁边 13800001111', gridId: cast.grids['2-1']! }
    await cast.stranger.call(askForHome, { body })
    const { requests } = await cast.gridWorker.call(listHomeRequests)
    expect(requests).toMatchObject([{ id: body.id, home: null }])
    expect(JSON.stringify(requests)).not.toContain('13800001111')
  })

  test('an id that is there already is refused as taken, whoever made it', async () => {
    const body = { id: await ask(cast.stranger.call, '中区5号'), text: '中区5号' }
    for (const { call } of [cast.stranger, cast.volunteer])
      expect(await refusalOf(call(askForHome, { body }))).toBe('id-taken')
  })

  test('of several sent at once one waits, and no more than ten are taken', async () => {
    const said = await Promise.all(
      Array.from({ length: 14 }, (_, index) => refusalOf(ask(cast.stranger.call, `中区${index}号`))),
    )
    expect(said.filter((code) => code === null)).toHaveLength(10)
    expect(said.filter((code) => code === 'too-many-requests')).toHaveLength(4)
    expect((await cast.secretary.call(listHomeRequests)).requests).toHaveLength(1)
  })

  test('ten a day are enough', async () => {
    for (let count = 0; count < 10; count += 1) await ask(cast.stranger.call, `中区${count}号`)
    expect(await refusalOf(ask(cast.stranger.call, '中区5号'))).toBe('too-many-requests')
  })

  test('a worker does not confirm outside their grid, not even their own request', async () => {
    const id = await ask(cast.gridWorker.call, '东区2号')
    expect((await cast.gridWorker.call(listHomeRequests)).requests).toEqual([])
    expect(await refusalOf(decide(cast.gridWorker.call, id, at('中区5号').id))).toBe('not-found')
  })
})

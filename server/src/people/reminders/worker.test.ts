import { Writable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { editHousehold } from '@gezhong/shared/people/ledger/contract'
import { cancelReminders, readSubscriptions, remindHousehold } from '@gezhong/shared/people/reminders/contract'
import { changeRoll } from '@gezhong/shared/people/rolls/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { makeCast, type Cast } from '../../../test/cast.ts'
import {
  aRound,
  RESULT_TEMPLATE,
  rowsOf,
  SEND,
  startReminderVillage,
  subscribe,
  TEMPLATE,
  type ReminderVillage,
} from '../../../test/reminder-village.ts'
import { transactAsSystem, type Kernel } from '../../database/transact.ts'
import { runReminders } from './worker.ts'

let village: ReminderVillage
let cast: Cast
let roundId: string
let keeper: pg.Client
const log: string[] = []

beforeAll(async () => {
  const logTo = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString())
      done()
    },
  })
  village = await startReminderVillage({ LOG_LEVEL: 'debug' }, { logTo })
  keeper = new pg.Client({ connectionString: process.env.TEST_DATABASE_SUPERUSER_URL })
  await keeper.connect()
})

beforeEach(async () => {
  // The worker goes through all villages: those of the tests before are of no concern here.
  await keeper.query('DELETE FROM tenancy')
  village.at('10:00')
  village.sms.mood = 'well'
  village.sms.sent.length = 0
  village.weChat.asked.length = 0
  cast = await makeCast(village.app)
  roundId = await aRound(village, cast)
})

afterAll(async () => {
  await keeper.end()
  await village.close()
})

const DOOR = '中区3号'
const remind = (about: 'missing' | 'result' = 'missing') =>
  cast.gridWorker.call(remindHousehold, {
    params: { id: cast.households[DOOR]!.id },
    body: { rollId: roundId, about },
  })
const run = (kernel: Kernel = village.app.kernel) => runReminders(kernel, village.app.senders)
/** Until whatever waits has been tried as often as it ever is. */
async function runOn(): Promise<void> {
  for (const minutes of [1, 5, 5, 10, 30, 30]) {
    village.pass(minutes)
    await run()
  }
}
const asked = () => village.weChat.asked.filter(({ path }) => path === SEND)
const left = async () => (await cast.resident.call(readSubscriptions)).templates[0]!.left

/** The one reminder there is. */
async function row() {
  const [one, ...more] = await rowsOf(village, cast)
  expect(more).toEqual([])
  const { state, problem, providerCode, attempts, unsure } = one!
  return { state, problem, providerCode, attempts, unsure }
}

async function sample(people: number): Promise<void> {
  const at = village.app.kernel.clock().toISOString()
  const tube = { id: uuidv7(), gridId: cast.grids['2-1-1']!, code: 'A1001', openedAt: at }
  const who = { householdId: cast.households[DOOR]!.id, residentId: null, outsider: null, people }
  const samples = [{ id: uuidv7(), tubeId: tube.id, ...who, takenAt: at }]
  const body = { sentAt: at, tubes: [tube], samples, undone: [] }
  await cast.gridWorker.call(sendSamples, { params: { id: roundId }, body })
}

describe('a text message', () => {
  test('is sent after the time to take it back, says village, round, until when and where, and is audited', async () => {
    await remind()
    expect(await run()).toBe(0)
    village.pass(1)
    expect(await run()).toBe(1)
    const text = '【格中】花厅口村：第3轮，您家还有人没做。请今天18:00前到祠堂前。'
    expect(village.sms.sent).toMatchObject([{ phone: cast.households[DOOR]!.phone, text }])
    expect(await row()).toMatchObject({ state: 'sent', attempts: 1, unsure: false })
    expect(await run()).toBe(0)
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'reminder.ended' } })
    expect(rows).toMatchObject([{ detail: '短信 已发出', subjectId: cast.households[DOOR]!.id }])
  })

  test('of a result says nothing about it', async () => {
    await sample(4)
    await remind('result')
    village.pass(1)
    await run()
    expect(village.sms.sent.map(({ text }) => text)).toEqual(['【格中】花厅口村：有新的检测结果，请打开小程序查看。'])
  })

  test.each([
    ['refusing', { state: 'failed', problem: 'refused' }, 1],
    ['busy', { state: 'failed', problem: 'busy' }, 5],
    ['broken', { state: 'failed', problem: 'unknown' }, 2],
  ] as const)('a gateway that is %s', async (mood, end, attempts) => {
    village.sms.mood = mood
    await remind()
    await runOn()
    expect(await row()).toMatchObject({ ...end, attempts })
  })

  test('goes to the number that the ledger has by then, and to none that takes no messages', async () => {
    await remind()
    const body = { phones: ['13900001111'], revision: 1, reason: '换号' }
    await cast.gridWorker.call(editHousehold, { params: { id: cast.households[DOOR]!.id }, body })
    village.pass(1)
    await run()
    expect(village.sms.sent.map(({ phone }) => phone)).toEqual(['13900001111'])
  })
})

describe('a message in WeChat', () => {
  beforeEach(async () => {
    await subscribe(village, cast, cast.resident, 3)
    await remind()
    village.pass(1)
  })

  test('has the fields of the template, opens the page of today and no state but ours', async () => {
    await run()
    expect(asked().map(({ body }) => body)).toEqual([
      {
        touser: 'openid-of-a',
        template_id: TEMPLATE,
        page: 'home/today/today',
        data: {
          thing1: { value: '第3轮' },
          time2: { value: expect.stringMatching(/^\d{4}年\d{1,2}月\d{1,2}日 18:00$/) },
          thing3: { value: '请到祠堂前' },
        },
        miniprogram_state: 'formal',
        lang: 'zh_CN',
      },
    ])
    expect(await row()).toMatchObject({ state: 'sent' })
    expect(await left()).toBe(2)
  })

  test.each([
    // The error, what becomes of the reminder, how often it was asked, and what may still be sent of three.
    [40003, { state: 'failed', problem: 'no-target' }, 1, 3],
    [43101, { state: 'failed', problem: 'no-quota' }, 1, 0],
    [40037, { state: 'failed', problem: 'template' }, 1, 3],
    [47003, { state: 'failed', problem: 'template' }, 1, 3],
    [41030, { state: 'failed', problem: 'template' }, 1, 3],
    [45009, { state: 'failed', problem: 'busy' }, 5, 3],
    [45011, { state: 'failed', problem: 'busy' }, 5, 3],
    [-1, { state: 'failed', problem: 'busy' }, 5, 3],
    [48001, { state: 'failed', problem: 'refused' }, 1, 3],
  ] as const)('%s', async (errcode, end, times, still) => {
    village.weChat.next(SEND, ...Array.from({ length: 9 }, () => ({ errcode, errmsg: 'said by WeChat' })))
    await runOn()
    village.weChat.next(SEND)
    expect(await row()).toMatchObject({ ...end, providerCode: errcode })
    expect([asked().length, await left()]).toEqual([times, still])
  })

  test.each([40001, 42001, 40014])('a token that ended (%s) is renewed, and the message goes', async (errcode) => {
    village.weChat.next(SEND, { errcode, errmsg: 'expired' })
    await run()
    expect(await row()).toMatchObject({ state: 'sent', attempts: 1 })
    expect(asked().length).toBe(2)
  })

  test('a token that is refused again means that nothing was sent: it is tried later', async () => {
    village.weChat.next(SEND, { errcode: 40001 }, { errcode: 42001 })
    await run()
    expect(await row()).toMatchObject({ state: 'queued', unsure: false })
    village.pass(1)
    await run()
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2 })
  })

  test.each([
    ['no JSON', '<html>502</html>'],
    ['a server error', 502],
    ['nothing', ''],
    ['no code', {}],
  ] as const)('%s: nobody knows, so once more and no further', async (_, said) => {
    village.weChat.next(SEND, said, said, said)
    await runOn()
    village.weChat.next(SEND)
    expect(await row()).toMatchObject({ state: 'failed', problem: 'unknown', attempts: 2 })
    expect([asked().length, await left()]).toEqual([2, 2])
  })

  test('whoever has left the household is told nothing of it', async () => {
    await transactAsSystem(village.app.kernel, cast.communityId, ({ db, communityId, now }) =>
      db.execute(sql`UPDATE role_grant SET revoked_at = ${now}
        WHERE community_id = ${communityId} AND account_id = ${cast.resident.accountId}`),
    )
    await run()
    expect(asked()).toEqual([])
    expect(await row()).toMatchObject({ state: 'failed', problem: 'no-target' })
    expect(await left()).toBe(3)
  })
})

test('that there is a result goes by its own template', async () => {
  await sample(4)
  await subscribe(village, cast, cast.resident, 1, 'openid-of-a', RESULT_TEMPLATE)
  await remind('result')
  village.pass(1)
  await run()
  expect(asked().map(({ body }) => [body.template_id, body.data])).toEqual([
    [RESULT_TEMPLATE, { thing1: { value: '检测结果' }, thing2: { value: '有新的检测结果，请打开小程序查看' } }],
  ])
})

describe('nothing that is outdated is sent', () => {
  test.each([
    ['everybody was sampled', 'done', () => sample(4)],
    [
      'the round was closed',
      'done',
      () => cast.secretary.call(changeRoll, { params: { id: roundId }, body: { state: 'closed' } }),
    ],
    ['two hours have passed', 'stale', async () => village.pass(121)],
  ] as const)('%s', async (_, problem, meanwhile) => {
    await subscribe(village, cast, cast.resident, 1)
    await remind()
    await meanwhile()
    village.pass(1)
    await run()
    expect([village.sms.sent, asked()]).toEqual([[], []])
    expect(await row()).toMatchObject({ state: 'skipped', problem })
    expect(await left()).toBe(1)
  })

  test('what was taken back', async () => {
    const { batchId } = await remind()
    await cast.gridWorker.call(cancelReminders, { params: { id: batchId } })
    village.pass(1)
    expect(await run()).toBe(0)
  })

  test('nor anything at night, but in the morning', async () => {
    village.at('20:59')
    await remind()
    village.pass(1)
    expect(await run()).toBe(0)
    village.at('21:30')
    await cast.gridLead.call(remindHousehold, {
      params: { id: cast.households['中区4号']!.id },
      body: { rollId: roundId },
    })
    village.pass(9 * 60 - 1)
    expect(await run()).toBe(0)
    village.pass(1)
    await run()
    // By then the round has ended, and its site is closed.
    expect(village.sms.sent.map(({ text }) => text)).toEqual([
      '【格中】花厅口村：第3轮，您家还有人没做。请尽快到采样点。',
    ])
    expect((await rowsOf(village, cast)).map(({ state }) => state).toSorted()).toEqual(['sent', 'skipped'])
  })
})

describe('several servers, and one that is killed', () => {
  /** Loses the database as soon as a message was sent. */
  function dying(): Kernel {
    const { kernel } = village.app
    const connect = () => (village.sms.sent.length > 0 ? Promise.reject(new Error('killed')) : kernel.pool.connect())
    const query = (text: string) => kernel.pool.query(text)
    const pool = { connect, query } as Kernel['pool']
    return { ...kernel, pool }
  }

  test('two at once send each once', async () => {
    const doors = ['中区1号', '中区2号', '中区4号', '中区5号', '中区6号']
    for (const door of doors)
      await cast.gridWorker.call(remindHousehold, {
        params: { id: cast.households[door]!.id },
        body: { rollId: roundId },
      })
    village.pass(1)
    await Promise.all([run(), run(), run()])
    expect(village.sms.sent.map(({ phone }) => phone).toSorted()).toEqual(
      doors.map((door) => cast.households[door]!.phone).toSorted(),
    )
  })

  test('killed between sending and marking: it is sent once more, when the claim has run out', async () => {
    await remind()
    village.pass(1)
    await expect(run(dying())).rejects.toThrow('killed')
    expect(await row()).toMatchObject({ state: 'sending', attempts: 1 })
    village.pass(2)
    expect(await run()).toBe(0)
    village.pass(1)
    await run()
    expect(village.sms.sent.length).toBe(2)
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2, unsure: true })
  })

  test('killed there twice: it is left to a person', async () => {
    await remind()
    village.pass(1)
    await expect(run(dying())).rejects.toThrow('killed')
    village.pass(3)
    village.sms.sent.length = 0
    await expect(run(dying())).rejects.toThrow('killed')
    village.pass(3)
    await run()
    expect(village.sms.sent.length).toBe(1)
    expect(await row()).toMatchObject({ state: 'failed', problem: 'unknown', attempts: 2 })
  })

  test('a worker that comes back late marks nothing of what another has taken over', async () => {
    await remind()
    village.pass(1)
    const { sendText } = village.app.senders
    const slow = {
      ...village.app.senders,
      async sendText(phone: string, text: string) {
        village.pass(3)
        await run()
        return sendText!(phone, text).then(() => 'refused' as const)
      },
    }
    await runReminders(village.app.kernel, slow)
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2 })
  })
})

test('neither the log nor the numbers for monitoring tell to whom', async () => {
  await remind()
  village.pass(1)
  await run()
  const metrics = await village.app.server.inject('/metrics')
  expect(metrics.body).toMatch(/reminders_total\{channel="sms",outcome="sent"\} \d/)
  const told = `${log.join('')}${metrics.body}`
  for (const secret of [cast.households[DOOR]!.phone, DOOR, cast.households[DOOR]!.id, 'openid-of-a'])
    expect(told).not.toContain(secret)
  expect(log.join('')).toContain('answered')
})

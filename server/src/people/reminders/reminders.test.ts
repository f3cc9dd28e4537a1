import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { editHousehold } from '@gezhong/shared/people/ledger/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import {
  cancelReminders,
  keepSubscriptions,
  listReminders,
  MOST_SUBSCRIPTIONS,
  previewReminders,
  readSubscriptions,
  remindHousehold,
  remindMissing,
} from '@gezhong/shared/people/reminders/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { changeRoll, openRoll } from '@gezhong/shared/people/rolls/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { uuidv7 } from 'uuidv7'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import {
  aRound,
  entriesOf,
  RESULT_TEMPLATE,
  rowsOf,
  startReminderVillage,
  subscribe,
  TEMPLATE,
  type ReminderVillage,
} from '../../../test/reminder-village.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { roleGrant } from '../../grid/team/tables.ts'

let village: ReminderVillage
let cast: Cast
let roundId: string

beforeAll(async () => {
  village = await startReminderVillage()
})

beforeEach(async () => {
  village.at('10:00')
  cast = await makeCast(village.app)
  roundId = await aRound(village, cast)
})

afterAll(() => village.close())

const idOf = (door: string) => cast.households[door]!.id
const remind = (who: Persona, door: string, over: { rollId?: string; about?: 'missing' | 'result' } = {}) =>
  who.call(remindHousehold, { params: { id: idOf(door) }, body: { rollId: roundId, ...over } })
const remindAll = (who: Persona, code: string | null = null) =>
  who.call(remindMissing, { params: { id: roundId }, body: { gridId: code === null ? null : cast.grids[code]! } })
const preview = (who: Persona) => who.call(previewReminders, { params: { id: roundId } })
const list = (who: Persona) => who.call(listReminders, { params: { id: roundId } })

async function sample(door: string, people: number): Promise<void> {
  const at = village.app.kernel.clock().toISOString()
  const tube = { id: uuidv7(), gridId: cast.grids['2-1-1']!, code: `A${people}001`, openedAt: at }
  const who = { householdId: idOf(door), residentId: null, outsider: null, people }
  const body = {
    sentAt: at,
    tubes: [tube],
    samples: [{ id: uuidv7(), tubeId: tube.id, ...who, takenAt: at }],
    undone: [],
  }
  await cast.gridWorker.call(sendSamples, { params: { id: roundId }, body })
}

describe('one household', () => {
  test('not found, not allowed, not valid, done, audited', async () => {
    expect(await refusalOf(remind(cast.gridWorker, '东区1号'))).toBe('not-found')
    expect(await refusalOf(remind(cast.gridWorker, '中区3号', { rollId: uuidv7() }))).toBe('not-found')
    expect(await refusalOf(remind(cast.resident, '中区3号'))).toBe('not-allowed')
    // Their own home is shown to them, and is of nobody's post of theirs.
    const place = { householdId: idOf('中区4号'), householdGridId: cast.grids['2-1-1']! }
    const neighbour = await addPersona(village.app, cast.communityId, '住户', 'resident', place)
    expect(await refusalOf(remind(neighbour, '中区4号'))).toBe('not-allowed')
    expect(await refusalOf(remind(cast.hubHousehold, '中区3号'))).toBe('not-found')
    const done = await remind(cast.gridWorker, '中区3号')
    expect(done).toMatchObject({ door: '中区3号', kind: 'test', channel: 'sms', state: 'queued', problem: null })
    expect(Date.parse(done.dueAt) - Date.parse(done.askedAt)).toBe(15_000)
    expect(await remind(cast.hubHousehold, '中区1号')).toMatchObject({ askedByName: '蔡中心户' })
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'reminder.asked' } })
    expect(rows.map(({ detail, subjectId }) => [detail, subjectId])).toEqual([
      ['中区 1 号 提醒做核酸 短信', idOf('中区1号')],
      ['中区 3 号 提醒做核酸 短信', idOf('中区3号')],
    ])
  })

  test('who has nothing to be reminded of is not, nor in a closed roll, nor by a roll that does not ask it', async () => {
    await sample('中区3号', 4)
    expect(await refusalOf(remind(cast.gridWorker, '中区3号'))).toBe('already-settled')
    const small = uuidv7()
    await cast.gridLead.call(openRoll, { body: { id: small, title: '二组', gridId: cast.grids['2-2']! } })
    expect(await refusalOf(remind(cast.gridLead, '中区1号', { rollId: small }))).toBe('not-asked')
    await cast.secretary.call(changeRoll, { params: { id: roundId }, body: { state: 'closed' } })
    expect(await refusalOf(remind(cast.gridWorker, '中区1号'))).toBe('roll-closed')
    // That there is a result is told after the round, to who gave a sample.
    expect(await remind(cast.gridWorker, '中区3号', { about: 'result' })).toMatchObject({ kind: 'result' })
    expect(await refusalOf(remind(cast.gridWorker, '中区1号', { about: 'result' }))).toBe('already-settled')
  })

  test('what is asked for has its own words: a count of people, a test, a test at home', async () => {
    expect(await remind(cast.gridWorker, '中区1号', { rollId: cast.rollId })).toMatchObject({ kind: 'report' })
    const rollId = await aRound(village, cast, 'antigen')
    expect(await remind(cast.gridWorker, '中区1号', { rollId })).toMatchObject({ kind: 'antigen' })
  })

  test('once in two hours for a roll, whoever asks; one that was taken back does not count', async () => {
    const { batchId } = await remind(cast.gridWorker, '中区3号')
    expect(await refusalOf(remind(cast.secretary, '中区3号'))).toBe('reminded-lately')
    expect(await remind(cast.gridWorker, '中区3号', { rollId: cast.rollId })).toBeTruthy()
    expect(await cast.gridWorker.call(cancelReminders, { params: { id: batchId } })).toEqual({
      cancelled: 1,
      tooLate: 0,
    })
    expect(await remind(cast.secretary, '中区3号')).toBeTruthy()
  })

  test('two at once send one', async () => {
    const tries = await Promise.all(
      [cast.gridWorker, cast.gridLead, cast.secretary].map((who) => refusalOf(remind(who, '中区3号'))),
    )
    expect(tries.toSorted()).toEqual([null, 'reminded-lately', 'reminded-lately'])
  })

  test('without a number that takes messages there is no way', async () => {
    const body = { phones: ['0595-88123456'], revision: 1, reason: '改号' }
    await cast.gridWorker.call(editHousehold, { params: { id: idOf('中区3号') }, body })
    expect(await refusalOf(remind(cast.gridWorker, '中区3号'))).toBe('no-channel')
  })
})

describe('a whole scope', () => {
  test('is counted first, reminded once, and told of whom one cannot reach', async () => {
    await cast.gridWorker.call(editHousehold, {
      params: { id: idOf('中区2号') },
      body: { phones: [], revision: 1, reason: '换号' },
    })
    await sample('中区3号', 4)
    await remind(cast.hubHousehold, '中区1号')
    const found = await preview(cast.gridWorker)
    expect(found).toMatchObject({ wechat: 0, sms: 3, noChannel: 1, lately: 1, smsLeft: 999 })
    const { batchId, ...spread } = await remindAll(cast.gridWorker)
    expect(spread).toMatchObject({ wechat: 0, sms: 3, noChannel: 1, lately: 1 })
    expect(await remindAll(cast.gridWorker)).toMatchObject({ sms: 0, lately: 4 })
    const { rows, total, states } = await list(cast.gridWorker)
    expect([total, states.queued, rows.map(({ door }) => door)]).toEqual([
      4,
      4,
      ['中区1号', '中区4号', '中区5号', '中区6号'],
    ])
    expect((await list(cast.otherLead)).total).toBe(0)
    expect(await refusalOf(cast.otherLead.call(cancelReminders, { params: { id: batchId } }))).toBe('not-found')
    expect(await cast.gridWorker.call(cancelReminders, { params: { id: batchId } })).toEqual({
      cancelled: 3,
      tooLate: 0,
    })
    expect(await cast.gridWorker.call(cancelReminders, { params: { id: batchId } })).toEqual({
      cancelled: 3,
      tooLate: 0,
    })
    expect((await preview(cast.gridWorker)).smsLeft).toBe(999)
  })

  test('a piece of the tree is no more than the piece, and a hub household reaches its buildings', async () => {
    expect(await remindAll(cast.gridLead, '2-2')).toMatchObject({ sms: 6 })
    expect(await remindAll(cast.hubHousehold)).toMatchObject({ sms: 2 })
    expect(await refusalOf(remindAll(cast.resident))).toBe('not-allowed')
  })

  test('a hub household does not remind its own home through the right to see it', async () => {
    const place = { householdId: idOf('中区5号'), householdGridId: cast.grids['2-1-1']! }
    const worker = await addPersona(village.app, cast.communityId, '蔡二', 'hub-household', {
      gridId: cast.grids['2-1-1']!,
    })
    const { communityId } = cast
    await transactAsSystem(village.app.kernel, communityId, ({ db, now }) =>
      db.insert(roleGrant).values({
        communityId,
        id: uuidv7(),
        accountId: worker.accountId,
        role: 'resident',
        validFrom: now,
        ...place,
      }),
    )
    expect(await remindAll(worker)).toMatchObject({ sms: 0, noChannel: 0 })
  })

  test('at night it waits for the morning', async () => {
    village.at('20:59')
    expect((await preview(cast.gridWorker)).dueAt).toBe(
      new Date(village.app.kernel.clock().getTime() + 15_000).toISOString(),
    )
    village.at('21:00')
    const { dueAt } = await remindAll(cast.gridWorker)
    village.pass(9 * 60 + 29)
    const morning = new Date(village.app.kernel.clock().getTime() + 60_000).toISOString()
    expect(dueAt).toBe(morning)
    expect((await preview(cast.gridLead)).dueAt).toBe(morning)
  })
})

describe('text messages of a day', () => {
  let few: ReminderVillage
  beforeAll(async () => {
    few = await startReminderVillage({ SMS_REMINDERS_PER_DAY: '7' })
  })
  afterAll(() => few.close())

  test('are so many for the community and no more, also for who does not see the others', async () => {
    const here = await makeCast(few.app)
    const id = await aRound(few, here)
    const ask = (who: Persona) => who.call(remindMissing, { params: { id }, body: { gridId: null } })
    expect(await ask(here.gridWorker)).toMatchObject({ sms: 6 })
    const refused = await ask(here.otherLead).catch((error: Error) => error.message)
    expect(refused).toBe('今天还能发 1 条短信，这次要发 6 条，请分网格发或打电话')
    const body = { rollId: id }
    const one = { params: { id: here.households['东区1号']!.id }, body }
    expect(await here.otherLead.call(remindHousehold, one)).toBeTruthy()
    const other = { params: { id: here.households['东区2号']!.id }, body }
    expect(await refusalOf(here.otherLead.call(remindHousehold, other))).toBe('sms-used-up')
    few.pass(14 * 60)
    expect(await here.otherLead.call(remindHousehold, other)).toBeTruthy()
  })
})

describe('messages in WeChat', () => {
  const own = (who: Persona) => who.call(readSubscriptions)
  const answer = (who: Persona, templateId: string, said: 'accept' | 'reject' | 'ban') =>
    who.call(keepSubscriptions, { body: { answers: [{ templateId, answer: said }] } })

  test('one may be sent for each time somebody agreed, and no template of others is kept', async () => {
    expect(await own(cast.resident)).toEqual({
      templates: [
        { templateId: TEMPLATE, left: 0 },
        { templateId: RESULT_TEMPLATE, left: 0 },
      ],
    })
    await answer(cast.resident, TEMPLATE, 'accept')
    await answer(cast.resident, TEMPLATE, 'reject')
    await answer(cast.resident, TEMPLATE, 'ban')
    await answer(cast.resident, 'somebody-elses', 'accept')
    expect((await answer(cast.resident, TEMPLATE, 'accept')).templates[0]!.left).toBe(2)
    expect((await own(cast.gridWorker)).templates[0]!.left).toBe(0)
    expect((await cast.resident.call(readOwnData)).account.messagesLeft).toBe(2)
  })

  test('more than anybody needs are not kept', async () => {
    await subscribe(village, cast, cast.resident, MOST_SUBSCRIPTIONS + 2)
    expect((await own(cast.resident)).templates[0]!.left).toBe(MOST_SUBSCRIPTIONS)
  })

  test('who agreed is told there, each time one less, and gets a text message when none is left', async () => {
    await subscribe(village, cast, cast.resident, 1)
    const { id, channel, batchId } = await remind(cast.gridWorker, '中区3号')
    expect(channel).toBe('wechat')
    expect((await own(cast.resident)).templates[0]!.left).toBe(0)
    expect(await remind(cast.gridWorker, '中区3号', { rollId: cast.rollId })).toMatchObject({ channel: 'sms' })
    await cast.gridWorker.call(cancelReminders, { params: { id: batchId } })
    expect((await own(cast.resident)).templates[0]!.left).toBe(1)
    const entries = (await entriesOf(village, cast)).filter(({ reminderId }) => reminderId === id)
    expect(entries.map(({ reason, delta }) => [reason, delta])).toEqual([
      ['used', -1],
      ['returned', 1],
    ])
    const { households } = await cast.resident.call(readOwnData)
    expect(households[0]!.reminders.map(({ kind, channel: by, state }) => [kind, by, state])).toEqual([
      ['report', 'sms', 'queued'],
      ['test', 'wechat', 'cancelled'],
    ])
  })

  test('of many rolls at once no more are taken than there are, and the level never falls below zero', async () => {
    await subscribe(village, cast, cast.resident, 2)
    const rolls = await Promise.all([0, 1, 2, 3, 4].map(() => aRound(village, cast)))
    const sent = await Promise.all(rolls.map((rollId) => remind(cast.secretary, '中区3号', { rollId })))
    expect(sent.map(({ channel }) => channel).toSorted()).toEqual(['sms', 'sms', 'sms', 'wechat', 'wechat'])
    expect((await own(cast.resident)).templates[0]!.left).toBe(0)
  })

  test('who looks after several households is told of as many as they agreed to', async () => {
    const place = { householdId: idOf('中区1号'), householdGridId: cast.grids['2-1-1']! }
    const daughter = await addPersona(village.app, cast.communityId, '女儿', 'resident', place)
    const { communityId } = cast
    const looksAfter = { householdId: idOf('中区2号'), householdGridId: cast.grids['2-1-1']!, proxy: true }
    const common = { communityId, id: uuidv7(), accountId: daughter.accountId, role: 'resident' as const }
    await transactAsSystem(village.app.kernel, communityId, ({ db, now }) =>
      db.insert(roleGrant).values({ ...common, validFrom: now, ...looksAfter }),
    )
    await subscribe(village, cast, daughter, 1)
    expect(await preview(cast.hubHousehold)).toMatchObject({ wechat: 1, sms: 1 })
  })
})

test('a report made meanwhile is not reminded of', async () => {
  const body = { id: uuidv7(), householdId: idOf('中区3号'), headcount: 4 }
  await cast.resident.call(makeReport, { params: { id: cast.rollId }, body })
  expect(await refusalOf(remind(cast.gridWorker, '中区3号', { rollId: cast.rollId }))).toBe('already-settled')
  expect(await rowsOf(village, cast)).toEqual([])
})

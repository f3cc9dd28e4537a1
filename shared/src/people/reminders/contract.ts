import { z } from 'zod'
import { STAFF_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import type { StateTable } from '../../state-table.ts'

/** What a household is reminded of: to report, to come to a test, to test itself, or that there is a result to look at. */
export const ReminderKind = z.enum(['report', 'test', 'antigen', 'result'])
export type ReminderKind = z.infer<typeof ReminderKind>
export const REMINDER_KIND_WORDS: Record<ReminderKind, string> = {
  report: '提醒上报',
  test: '提醒做核酸',
  antigen: '提醒做抗原',
  result: '提醒看结果',
}

export const ReminderChannel = z.enum(['wechat', 'sms'])
export type ReminderChannel = z.infer<typeof ReminderChannel>
export const CHANNEL_WORDS: Record<ReminderChannel, string> = { wechat: '微信', sms: '短信' }

/**
 * `sending` is claimed by a worker; from there it goes back when it may be tried again. `skipped`: when its turn came there
 * was nothing to remind of any more.
 */
export const ReminderState = z.enum(['queued', 'sending', 'sent', 'failed', 'skipped', 'cancelled'])
export type ReminderState = z.infer<typeof ReminderState>
export const REMINDER_NEXT: StateTable<ReminderState> = {
  queued: ['sending', 'skipped', 'cancelled'],
  sending: ['queued', 'sent', 'failed', 'skipped'],
  sent: [],
  failed: [],
  skipped: [],
  cancelled: [],
}
export const REMINDER_STATE_WORDS: Record<ReminderState, string> = {
  queued: '等着发',
  sending: '正在发',
  sent: '已发出',
  failed: '没发成',
  skipped: '不用发了',
  cancelled: '已撤回',
}

/** Why a reminder was not sent. */
export const ReminderProblem = z.enum([
  'no-quota',
  'no-target',
  'template',
  'refused',
  'busy',
  'unknown',
  'done',
  'stale',
])
export type ReminderProblem = z.infer<typeof ReminderProblem>
export const REMINDER_PROBLEM_WORDS: Record<ReminderProblem, string> = {
  'no-quota': '这家人在微信里不收提醒了，请打电话',
  'no-target': '没有能发的号码了，请打电话或上门',
  template: '微信提醒的模板没配好，请告诉管服务器的人',
  refused: '对方的号码发不过去，请打电话',
  busy: '一直发不出去，请打电话',
  unknown: '不知道对方收到没有，请打电话',
  done: '这户已经不差了',
  stale: '耽搁太久，不发了',
}

/** One reminder of a household for a roll in this time, however many ask for it. Hours. */
export const REMINDER_EVERY_HOURS = 2
/** Later than this after its time nothing is sent any more. Hours. */
export const REMINDER_STALE_HOURS = 2
/** So long after the tap it can be taken back. Seconds. */
export const REMINDER_UNDO_SECONDS = 15
/** Households of one tap. */
export const REMINDERS_AT_ONCE = 3000

export const Reminder = z.object({
  id: Id,
  batchId: Id,
  householdId: Id,
  door: z.string(),
  gridCode: z.string(),
  kind: ReminderKind,
  channel: ReminderChannel,
  state: ReminderState,
  problem: ReminderProblem.nullable(),
  askedByName: z.string(),
  askedAt: Instant,
  dueAt: Instant,
  endedAt: Instant.nullable(),
})
export type Reminder = z.infer<typeof Reminder>

/** What became, or would become, of the households that were chosen. */
const Spread = {
  wechat: z.number().int(),
  sms: z.number().int(),
  /** No number that takes messages, and nobody in WeChat who asked to be told. */
  noChannel: z.number().int(),
  /** Reminded of this roll in the last hours. */
  lately: z.number().int(),
  /** When it is sent: shortly, or in the morning. */
  dueAt: Instant,
}

/** Who is chosen: of whom somebody is missing in the roll, or of whom samples were taken in the round. */
export const RemindAbout = z.enum(['missing', 'result'])
export type RemindAbout = z.infer<typeof RemindAbout>

export const ReminderPreview = z.object({
  ...Spread,
  /** Text messages that the community may still send that day. */
  smsLeft: z.number().int(),
})
export type ReminderPreview = z.infer<typeof ReminderPreview>

export const ReminderBatch = z.object({ batchId: Id, ...Spread })
export type ReminderBatch = z.infer<typeof ReminderBatch>

export const previewReminders = endpoint({
  method: 'GET',
  path: '/api/rolls/:id/reminders/preview',
  summary: 'How many households of my scope a reminder would reach, and how',
  who: STAFF_ROLES,
  params: IdParams,
  query: z.object({ grid: Id.optional(), about: RemindAbout.default('missing') }),
  reply: ReminderPreview,
  errors: ['not-found', 'too-large'],
})

export const remindMissing = endpoint({
  method: 'POST',
  path: '/api/rolls/:id/reminders',
  summary: 'Remind the households of my scope, in a piece of the tree or all of it; at night it waits for the morning',
  who: STAFF_ROLES,
  params: IdParams,
  body: z.object({ gridId: Id.nullable(), about: RemindAbout.default('missing') }),
  reply: ReminderBatch,
  errors: ['not-found', 'roll-closed', 'too-large', 'sms-used-up'],
  rate: 'remind',
})

export const remindHousehold = endpoint({
  method: 'POST',
  path: '/api/households/:id/reminders',
  summary: 'Remind one household',
  who: STAFF_ROLES,
  params: IdParams,
  body: z.object({ rollId: Id, about: RemindAbout.default('missing') }),
  reply: Reminder,
  errors: [
    'not-found',
    'not-allowed',
    'roll-closed',
    'not-asked',
    'already-settled',
    'no-channel',
    'reminded-lately',
    'sms-used-up',
  ],
  rate: 'remind',
})

export const cancelReminders = endpoint({
  method: 'POST',
  path: '/api/reminder-batches/:id/cancel',
  summary: 'Take back what is still queued of one tap',
  who: STAFF_ROLES,
  params: IdParams,
  reply: z.object({ cancelled: z.number().int(), tooLate: z.number().int() }),
  errors: ['not-found'],
})

export const listReminders = endpoint({
  method: 'GET',
  path: '/api/rolls/:id/reminders',
  summary: 'Reminders of a roll in my scope, newest first, and how many there are in each state',
  who: STAFF_ROLES,
  params: IdParams,
  query: PageQuery.extend({ state: ReminderState.optional(), household: Id.optional() }),
  reply: pageOf(Reminder).extend({ states: z.record(ReminderState, z.number().int()) }),
  errors: ['not-found'],
})

/** The id of a template, as WeChat gives it. */
const TemplateId = z.string().regex(/^[\w-]{1,64}$/)

/** What WeChat answers for each template that somebody was asked about. */
export const SubscribeAnswer = z.enum(['accept', 'acceptWithAudio', 'acceptWithAlert', 'reject', 'ban', 'filter'])
export type SubscribeAnswer = z.infer<typeof SubscribeAnswer>

export const Subscriptions = z.object({
  /** To be asked about with `requestSubscribeMessage`, and how many messages may still be sent to me. */
  templates: z.array(z.object({ templateId: TemplateId, left: z.number().int() })),
})
export type Subscriptions = z.infer<typeof Subscriptions>

/** More than this are not kept ready. */
export const MOST_SUBSCRIPTIONS = 20

export const readSubscriptions = endpoint({
  method: 'GET',
  path: '/api/my/subscriptions',
  summary: 'The templates of WeChat messages, and how many of each I have agreed to receive',
  who: 'signed-in',
  reply: Subscriptions,
})

export const keepSubscriptions = endpoint({
  method: 'POST',
  path: '/api/my/subscriptions',
  summary: 'What I answered when WeChat asked whether it may send me a message',
  who: 'signed-in',
  body: z.object({
    answers: z.array(z.object({ templateId: TemplateId, answer: SubscribeAnswer })).max(3),
  }),
  reply: Subscriptions,
})

import { civilDay } from '@gezhong/shared/civil-day'
import { openRound, type RoundMethod } from '@gezhong/shared/people/rounds/contract'
import { keepSubscriptions, type SubscribeAnswer } from '@gezhong/shared/people/reminders/contract'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { transactAsSystem } from '../src/database/transact.ts'
import { bindWeChat } from '../src/grid/identity/wechat-queries.ts'
import { reminder, subscriptionEntry } from '../src/people/reminders/tables.ts'
import { startTestApp, type TestApp } from './app.ts'
import type { Cast, Persona } from './cast.ts'
import { startSmsStandIn, type SmsStandIn } from './sms-stand-in.ts'
import { APP_ID, SECRET, startWeChatStandIn, type WeChatStandIn } from './wechat-stand-in.ts'

export const TEMPLATE = 'remind-template-01'
export const RESULT_TEMPLATE = 'result-template-01'
export const SEND = '/cgi-bin/message/subscribe/send'

/** A server with a gateway and a WeChat on loopback, and a clock that stands at ten in the morning. */
export interface ReminderVillage {
  app: TestApp
  sms: SmsStandIn
  weChat: WeChatStandIn
  /** Lets the clock go on, by minutes. */
  pass(minutes: number): void
  /** Sets the clock of Asia/Shanghai on this day: `21:00`. */
  at(clock: string): void
  close(): Promise<void>
}

export async function startReminderVillage(
  overrides: Record<string, string> = {},
  beside: Parameters<typeof startTestApp>[1] = {},
): Promise<ReminderVillage> {
  const sms = await startSmsStandIn()
  const weChat = await startWeChatStandIn()
  const app = await startTestApp(
    {
      SMS: 'gateway',
      SMS_GATEWAY_URL: sms.url,
      WECHAT_APP_ID: APP_ID,
      WECHAT_APP_SECRET: SECRET,
      WECHAT_API_URL: weChat.url,
      WECHAT_REMINDER_TEMPLATE: `${TEMPLATE}:thing1,time2,thing3`,
      WECHAT_RESULT_TEMPLATE: `${RESULT_TEMPLATE}:thing1,thing2`,
      ...overrides,
    },
    beside,
  )
  const day = civilDay(new Date())
  let now = 0
  const at = (clock: string) => void (now = Date.parse(`${day}T${clock}:00+08:00`))
  at('10:00')
  app.kernel.clock = () => new Date(now)
  return {
    app,
    sms,
    weChat,
    at,
    pass: (minutes) => void (now += minutes * 60_000),
    async close() {
      await app.close()
      await sms.close()
      await weChat.close()
    },
  }
}

/** A round over the whole village until eight in the evening, with a site for grid 2 that closes at six. */
export async function aRound({ app }: ReminderVillage, cast: Cast, method: RoundMethod = 'pcr'): Promise<string> {
  const id = uuidv7()
  const day = civilDay(app.kernel.clock())
  const hours = (opens: string, closes: string) => [`${day}T${opens}:00+08:00`, `${day}T${closes}:00+08:00`] as const
  const [startsAt, endsAt] = hours('06:00', '20:00')
  const [opensAt, closesAt] = hours('07:00', '18:00')
  const site = { id: uuidv7(), gridId: cast.grids['2']!, place: '祠堂前', opensAt, closesAt }
  await cast.secretary.call(openRound, {
    body: { id, title: '第3轮', gridId: null, method, tubeSize: 10, startsAt, endsAt, sites: [site] },
  })
  return id
}

/** Enters by WeChat, and agrees to so many messages. */
export async function subscribe(
  { app }: ReminderVillage,
  cast: Cast,
  who: Persona,
  times: number,
  openId = 'openid-of-a',
  templateId = TEMPLATE,
): Promise<void> {
  const { communityId } = cast
  const { vault } = app.kernel
  await transactAsSystem(app.kernel, communityId, ({ db, now }) =>
    bindWeChat(db, {
      communityId,
      openIndex: `${openId} ${who.accountId}`,
      openSealed: vault.sealForCommunity(communityId, openId),
      accountId: who.accountId,
      boundAt: now,
    }),
  )
  for (let count = 0; count < times; count += 1)
    await who.call(keepSubscriptions, { body: { answers: [{ templateId, answer: 'accept' as SubscribeAnswer }] } })
}

export async function rowsOf({ app }: ReminderVillage, { communityId }: Cast) {
  return transactAsSystem(app.kernel, communityId, ({ db }) =>
    db.select().from(reminder).where(eq(reminder.communityId, communityId)).orderBy(reminder.askedAt, reminder.id),
  )
}

export async function entriesOf({ app }: ReminderVillage, { communityId }: Cast) {
  return transactAsSystem(app.kernel, communityId, ({ db }) =>
    db.select().from(subscriptionEntry).where(eq(subscriptionEntry.communityId, communityId)),
  )
}

import type { ReminderChannel, ReminderKind } from '@gezhong/shared/people/reminders/contract'
import type { Env } from '../../env.ts'
import type { SmsSender } from '../../sms/sender.ts'
import type { SubscribedMessage, WeChat } from '../../wechat/client.ts'

/** A template of WeChat messages, with its own names of its fields in our order. */
export interface Template {
  id: string
  keys: readonly string[]
}

/** By what, and how much, this server may send. */
export interface Senders {
  weChat: WeChat | null
  sendText: SmsSender['sendText']
  /** What is missing, and that there is a result. Null where none is set up. */
  templates: { missing: Template | null; result: Template | null }
  programState: SubscribedMessage['programState']
  /** Text messages of a community on one day. */
  smsPerDay: number
  /** Told what became of each; never to whom it went. */
  note(channel: ReminderChannel, outcome: string): void
}

export function sendersOf(env: Env, weChat: WeChat | null, sms: SmsSender, note: Senders['note']): Senders {
  const set = (template: Template | undefined) => (weChat === null ? null : (template ?? null))
  return {
    weChat,
    sendText: sms.sendText,
    templates: { missing: set(env.WECHAT_REMINDER_TEMPLATE), result: set(env.WECHAT_RESULT_TEMPLATE) },
    programState: env.WECHAT_PROGRAM_STATE,
    smsPerDay: env.SMS_REMINDERS_PER_DAY,
    note,
  }
}

export const templateFor = ({ templates }: Senders, kind: ReminderKind): Template | null =>
  kind === 'result' ? templates.result : templates.missing

export const templateIds = ({ templates }: Senders): string[] =>
  [templates.missing, templates.result].flatMap((template) => (template === null ? [] : [template.id]))

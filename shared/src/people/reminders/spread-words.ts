import { civilDay, wallClock } from '../../civil-day.ts'
import type { Reminder, ReminderBatch } from './contract.ts'

type Spread = Omit<ReminderBatch, 'batchId'>

/** How households are reached, or why not: `微信 2 户，短信 5 户；3 户没有能发的号码；1 户刚提醒过`. */
export function spreadWords({ wechat, sms, noChannel, lately }: Omit<Spread, 'dueAt'>): string {
  const ways = [wechat > 0 && `微信 ${wechat} 户`, sms > 0 && `短信 ${sms} 户`].filter(Boolean).join('，')
  return [
    ways === '' ? '没有能发的' : ways,
    noChannel > 0 && `${noChannel} 户没有能发的号码，要打座机或上门`,
    lately > 0 && `${lately} 户两小时内提醒过，不再发`,
  ]
    .filter(Boolean)
    .join('；')
}

/**
 * `马上发`; or when it waits for the end of the night `明早 6:30 发`, past midnight `今早 6:30 发`: then it is due at that very
 * minute, to the millisecond.
 */
export function whenSent({ dueAt }: Pick<Reminder, 'dueAt'>, now = new Date()): string {
  const due = new Date(dueAt)
  if (wallClock(due) !== '6:30' || due.getTime() % 60_000 !== 0) return '马上发'
  return `${civilDay(due) > civilDay(now) ? '明早' : '今早'} 6:30 发`
}

import { wallClock } from '../../civil-day.ts'
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

/** `马上发`, or `6:30 发` when it waits for the end of the night: then it is due at that very minute, to the millisecond. */
export const whenSent = ({ dueAt }: Pick<Reminder, 'dueAt'>): string =>
  wallClock(new Date(dueAt)) === '6:30' && Date.parse(dueAt) % 60_000 === 0 ? '6:30 发' : '马上发'

import { civilDay, dateOf, wallClock } from '../../civil-day.ts'

export interface OwnItem {
  title: string
  note: string
}

/** One heading of what is held about a person, as they read it on the phone and on paper. */
export interface OwnGroup {
  key:
    | 'account'
    | 'homes'
    | 'household'
    | 'reports'
    | 'requests'
    | 'corrections'
    | 'slips'
    | 'tests'
    | 'calls'
    | 'reminders'
    | 'orders'
    | 'payments'
    | 'credentials'
    | 'agreements'
    | 'looks'
    | 'posts'
  title: string
  /** What it is kept for and how it is put right. */
  why: string
  items: OwnItem[]
  /** Why there is nothing. */
  empty: string
}

/** `2022年4月3日 9:42`, the clock in Asia/Shanghai. */
export const when = (instant: string): string =>
  `${dateOf(civilDay(new Date(instant)))} ${wallClock(new Date(instant))}`
export const lasting = ({ since, until }: { since: string; until: string | null }): string =>
  until === null ? `${when(since)} 起` : `${when(since)} 到 ${when(until)}`
export const joined = (parts: readonly (string | false | null)[]): string =>
  parts.filter((part) => typeof part === 'string' && part !== '').join('，')

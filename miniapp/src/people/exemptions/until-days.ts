import { civilDay } from '@gezhong/shared/civil-day'

const DAY_MS = 86_400_000

/** A week, two and a month from now, as civil days. */
export const untilDays = (now: Date): { day: string; word: string }[] =>
  [
    { days: 7, word: '一周' },
    { days: 14, word: '两周' },
    { days: 30, word: '一个月' },
  ].map(({ days, word }) => ({ day: civilDay(new Date(now.getTime() + days * DAY_MS)), word }))

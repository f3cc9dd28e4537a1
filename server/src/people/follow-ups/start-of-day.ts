import { civilDay } from '@gezhong/shared/civil-day'

const DAY = 86_400_000

/** Midnight in Asia/Shanghai, so many days before the day of `now`. */
export const startOfDay = (now: Date, daysBefore: number): Date =>
  new Date(Date.parse(`${civilDay(now)}T00:00:00+08:00`) - daysBefore * DAY)

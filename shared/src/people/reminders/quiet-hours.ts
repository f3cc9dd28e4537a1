import { civilDay } from '../../civil-day.ts'

/** The offset of Asia/Shanghai. Milliseconds. */
const SHANGHAI = 8 * 3_600_000
const MINUTE = 60_000
/** Minutes of the civil day, Asia/Shanghai: nobody's phone rings from the evening on, nor before the morning. */
const EVENING = 21 * 60
const MORNING = 6 * 60 + 30

const minuteOf = (instant: Date): number => Math.floor(((instant.getTime() + SHANGHAI) / MINUTE) % (24 * 60))

/** Whether it is night by the clock of Asia/Shanghai, 21:00 until 6:30. */
export function isQuiet(instant: Date): boolean {
  const minute = minuteOf(instant)
  return minute >= EVENING || minute < MORNING
}

/** The instant itself, or when it is night the next 6:30. */
export function afterQuiet(instant: Date): Date {
  if (!isQuiet(instant)) return instant
  const day = minuteOf(instant) >= EVENING ? new Date(instant.getTime() + 24 * 3_600_000) : instant
  return new Date(Date.parse(`${civilDay(day)}T00:00:00+08:00`) + MORNING * MINUTE)
}

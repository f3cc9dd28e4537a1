import { wallClock } from '@gezhong/shared/civil-day'

export const wallTime = (instant: string): string => wallClock(new Date(instant))

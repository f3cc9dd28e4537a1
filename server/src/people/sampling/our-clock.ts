/** No phone keeps anything longer: what its clock says beyond that is not believed. Milliseconds. */
const LONGEST_KEPT = 60 * 86_400_000

/** A phone's instant by our clock, by what it said while sending; never later than now, and never long ago. */
export function atOurClock(now: Date, sentAt: string, instant: string): Date {
  const behind = now.getTime() - Date.parse(sentAt)
  return new Date(Math.max(now.getTime() - LONGEST_KEPT, Math.min(now.getTime(), Date.parse(instant) + behind)))
}

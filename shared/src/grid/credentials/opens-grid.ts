import { liesWithin } from '../../actor.ts'

/** What a credential opens: grids, each with everything below it. */
export interface Area {
  areas: readonly string[]
}

/** Law 7: a credential opens its own area and nothing else; not what lies around it, and not what only begins alike. */
export const opensGrid = ({ areas }: Area, gridCode: string): boolean =>
  gridCode !== '' && areas.some((area) => area !== '' && liesWithin(gridCode, area))

export interface Term {
  /** Civil days, both included. */
  validFrom: string
  validUntil: string
  revokedAt: string | null
}

/** Whether it holds on this civil day. */
export const holdsOn = ({ validFrom, validUntil, revokedAt }: Term, day: string): boolean =>
  revokedAt === null && validFrom <= day && day <= validUntil

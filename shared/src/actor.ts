import { z } from 'zod'

// Not the one of endpoint.ts: an endpoint names the roles that may call it, so endpoint.ts stands on this file.
const Id = z.uuid()

/** What a person is at a place of the grid tree; one person may be several things. */
export const Role = z.enum([
  'resident',
  'volunteer',
  'guard',
  'hub-household',
  'grid-worker',
  'grid-lead',
  'command-post',
])
export type Role = z.infer<typeof Role>

export const ROLE_WORDS: Record<Role, string> = {
  resident: '居民',
  volunteer: '志愿者',
  guard: '卡口值守',
  'hub-household': '中心户',
  'grid-worker': '网格员',
  'grid-lead': '网格长',
  'command-post': '专班',
}

/** A role at its place: a grid for staff (null is the whole community), a household for a resident. */
export const Grant = z.object({
  id: Id,
  role: Role,
  gridId: Id.nullable(),
  gridCode: z.string().nullable(),
  householdId: Id.nullable(),
  /** A resident of another household who looks after this one, with its consent. */
  proxy: z.boolean().default(false),
})
export type Grant = z.infer<typeof Grant>

/** The one who asks, as read at the beginning of the transaction. */
export const Actor = z.object({
  accountId: Id,
  communityId: Id,
  displayName: z.string(),
  grants: z.array(Grant),
})
export type Actor = z.infer<typeof Actor>

export const LEDGER_ROLES = ['grid-worker', 'grid-lead', 'command-post'] as const satisfies readonly Role[]
export const STAFF_ROLES = ['hub-household', ...LEDGER_ROLES] as const satisfies readonly Role[]

export const hasRole = (actor: Actor, roles: readonly Role[]): boolean =>
  actor.grants.some((grant) => roles.includes(grant.role))

/** A grid's code begins with its parent's: `2-3-1` lies in `2-3` and in `2`. */
export const liesWithin = (code: string, ancestor: string): boolean =>
  code === ancestor || code.startsWith(`${ancestor}-`)

/** The code of the grid it lies in: `2` of `2-3-1`. */
export const topCode = (gridCode: string): string => gridCode.split('-')[0]!

/** Holds one of the roles at this grid or above it. The whole community covers every grid. */
export const coversGrid = (actor: Actor, roles: readonly Role[], gridCode: string): boolean =>
  actor.grants.some(
    (grant) =>
      roles.includes(grant.role) &&
      (grant.role === 'command-post' || (grant.gridCode !== null && liesWithin(gridCode, grant.gridCode))),
  )

/** The households one may act for: one's own, and those one looks after. */
export const ownHouseholds = (actor: Actor): string[] =>
  actor.grants.flatMap((grant) => (grant.role === 'resident' && grant.householdId ? [grant.householdId] : []))

/** Lives there, so may also say who else acts for the household; a proxy may not. */
export const livesIn = (actor: Actor, householdId: string): boolean =>
  actor.grants.some((grant) => grant.role === 'resident' && !grant.proxy && grant.householdId === householdId)

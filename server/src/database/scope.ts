import type { Grant } from '@gezhong/shared/actor'
import type pg from 'pg'

/** Where the asker may look, as the policies read it. `grids` is '*' for the whole community; lists are joined by commas. */
export interface Scope {
  grids: string
  buildings: string
  households: string
  /** The grids one leads: there one gives and ends the posts below one's own. */
  leads?: string
  /** The system's own bookkeeping, which no request can ask to be. */
  bookkeeping?: boolean
}

export const WHOLE_COMMUNITY: Scope = { grids: '*', buildings: '', households: '' }

/** All of the community, and beyond what even its command post may read: whose answer is whose. */
export const BOOKKEEPING: Scope = { ...WHOLE_COMMUNITY, bookkeeping: true }

/** A grant with the ids of its grid and everything below it. */
export type PlacedGrant = Grant & { subtree: string[] }

const SEES_GRID = new Set(['grid-worker', 'grid-lead'])

export function scopeOf(grants: readonly PlacedGrant[], responsibleBuildings: readonly string[]): Scope {
  if (grants.some((grant) => grant.role === 'command-post')) return WHOLE_COMMUNITY
  const grids = new Set(grants.filter((grant) => SEES_GRID.has(grant.role)).flatMap((grant) => grant.subtree))
  const households = grants.flatMap((grant) => (grant.householdId === null ? [] : [grant.householdId]))
  const staff = grants.some((grant) => SEES_GRID.has(grant.role) || grant.role === 'hub-household')
  return {
    grids: [...grids].join(','),
    buildings: staff ? responsibleBuildings.join(',') : '',
    households: households.join(','),
    leads: grants.flatMap((grant) => (grant.role === 'grid-lead' ? grant.subtree : [])).join(','),
  }
}

const LIST = /^(\*|[0-9a-f,-]*)$/

function literal(text: string): string {
  if (!LIST.test(text)) throw new Error('a scope may hold only ids')
  return `'${text}'`
}

/** Real SET LOCAL statements: they end with the transaction, so a pooled connection carries nothing to the next. */
export const scopeStatements = (communityId: string, accountId: string, scope: Scope): string =>
  `SET LOCAL app.community = ${literal(communityId)}; SET LOCAL app.account = ${literal(accountId)};
     SET LOCAL app.grids = ${literal(scope.grids)}; SET LOCAL app.buildings = ${literal(scope.buildings)};
     SET LOCAL app.households = ${literal(scope.households)}; SET LOCAL app.leads = ${literal(scope.leads ?? '')};
     SET LOCAL app.bookkeeping = '${scope.bookkeeping === true ? 'on' : ''}'`

export async function setScope(
  client: pg.PoolClient,
  communityId: string,
  accountId: string,
  scope: Scope,
): Promise<void> {
  await client.query(scopeStatements(communityId, accountId, scope))
}

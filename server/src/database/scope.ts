import type { Grant } from '@gezhong/shared/actor'
import type pg from 'pg'
import { askAll } from './batch.ts'

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

const NOWHERE: Scope = { grids: '', buildings: '', households: '' }

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

/*
 * Real SET LOCAL statements: they end with the transaction, so a pooled connection carries nothing to the next. Who asks
 * stays the same in a transaction, where they may look does not.
 */

const SETTINGS: Record<string, (scope: Scope) => string> = {
  grids: ({ grids }) => grids,
  buildings: ({ buildings }) => buildings,
  households: ({ households }) => households,
  leads: ({ leads }) => leads ?? '',
}

const setLocal = (name: string, text: string): string => `SET LOCAL app.${name} = ${literal(text)}`

const whoStatements = (communityId: string, accountId: string): string[] => [
  setLocal('community', communityId),
  setLocal('account', accountId),
]

/** All of it, or what differs from what was said before. */
function whereStatements(scope: Scope, before?: Scope): string[] {
  const settings = Object.entries(SETTINGS).filter(([, of]) => before === undefined || of(scope) !== of(before))
  const statements = settings.map(([name, of]) => setLocal(name, of(scope)))
  if (before === undefined || before.bookkeeping !== scope.bookkeeping)
    statements.push(`SET LOCAL app.bookkeeping = '${scope.bookkeeping === true ? 'on' : ''}'`)
  return statements
}

const TIMEOUTS = ['SET LOCAL statement_timeout = 30000', 'SET LOCAL idle_in_transaction_session_timeout = 60000']

/** Begins a transaction of somebody who may still look nowhere. */
export const begin = (client: pg.ClientBase, communityId: string, accountId: string): Promise<unknown> =>
  askAll(client, ['BEGIN', ...TIMEOUTS, ...whoStatements(communityId, accountId), ...whereStatements(NOWHERE)])

export async function setScope(client: pg.ClientBase, communityId: string, accountId: string, scope: Scope) {
  await askAll(client, [...whoStatements(communityId, accountId), ...whereStatements(scope)])
}

/**
 * Where a transaction that has begun may look. It is said to the database with the next statement that is sent, in front
 * of it, and only what has changed.
 */
export class Outlook {
  #said = NOWHERE
  #scope = NOWHERE

  get scope(): Scope {
    return this.#scope
  }

  set(scope: Scope): void {
    this.#scope = scope
  }

  statements(): string[] {
    if (this.#said === this.#scope) return []
    const changed = whereStatements(this.#scope, this.#said)
    this.#said = this.#scope
    return changed
  }

  /** Taking back to a savepoint also takes back what was said since; the function given puts that right here. */
  savepoint(): () => void {
    const [said, scope] = [this.#said, this.#scope]
    return () => {
      this.#said = said
      this.#scope = scope
    }
  }
}

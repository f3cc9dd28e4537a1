import type { Grant } from '@gezhong/shared/actor'
import type pg from 'pg'
import { ask } from './batch.ts'

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

const setLocal = (name: string, text: string): string => `SET LOCAL app.${name} = ${literal(text)}`

const whoStatements = (communityId: string, accountId: string): string[] => [
  setLocal('community', communityId),
  setLocal('account', accountId),
]

const whereStatements = ({ grids, buildings, households, leads, bookkeeping }: Scope): string[] => [
  setLocal('grids', grids),
  setLocal('buildings', buildings),
  setLocal('households', households),
  setLocal('leads', leads ?? ''),
  `SET LOCAL app.bookkeeping = '${bookkeeping === true ? 'on' : ''}'`,
]

async function say(client: pg.ClientBase, texts: readonly string[]): Promise<void> {
  await Promise.all(texts.map((text) => ask(client, { text, values: [] })))
}

const BEGIN = [
  'BEGIN',
  'SET LOCAL statement_timeout = 30000',
  'SET LOCAL idle_in_transaction_session_timeout = 60000',
]

/** Begins a transaction of somebody who may still look nowhere. */
export const begin = (client: pg.ClientBase, communityId: string, accountId: string): Promise<void> =>
  say(client, [...BEGIN, ...whoStatements(communityId, accountId), ...whereStatements(NOWHERE)])

/** For the rest of the transaction, or until it is said otherwise. */
export const lookIn = (client: pg.ClientBase, scope: Scope): Promise<void> => say(client, whereStatements(scope))

export const setScope = (client: pg.ClientBase, communityId: string, accountId: string, scope: Scope): Promise<void> =>
  say(client, [...whoStatements(communityId, accountId), ...whereStatements(scope)])

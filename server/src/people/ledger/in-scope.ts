import { sql, type SQL } from 'drizzle-orm'
import type { Scope } from '../../database/scope.ts'
import { idList } from '../../database/id-list.ts'

/*
 * Row security says it already, but by looking at every row: its lists are texts. The same said with ids lets an index
 * find the few rows of a hub household among a city's. Never wider than row security, and never instead of it.
 */

const ids = (list: string): string[] => (list === '' ? [] : list.split(','))

const anyOf = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join([...conditions], sql` OR `)})`

export function householdsInScope(scope: Scope): SQL {
  if (scope.grids === '*') return sql`true`
  const [grids, buildings, households] = [ids(scope.grids), ids(scope.buildings), ids(scope.households)]
  return anyOf([
    ...(grids.length > 0 ? [sql`household.grid_id = ANY (${idList(grids)})`] : []),
    ...(buildings.length > 0 ? [sql`household.building_id = ANY (${idList(buildings)})`] : []),
    ...(households.length > 0 ? [sql`household.id = ANY (${idList(households)})`] : []),
  ])
}

export function buildingsInScope(scope: Scope, accountId: string): SQL {
  if (scope.grids === '*') return sql`true`
  const grids = ids(scope.grids)
  return anyOf([
    sql`building.responsible_account_id = ${accountId}`,
    ...(grids.length > 0 ? [sql`building.grid_id = ANY (${idList(grids)})`] : []),
  ])
}

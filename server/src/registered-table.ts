import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

/**
 * `row`: destroyed by deleting the row. `key`: ciphertext under the community's key, which lives outside the database
 * and its backups; the row may stay as proof, and destroying the key destroys the content.
 */
export type Destruction = 'row' | 'key'

/** `link`: an id of a person, household or building; it means nothing once the rows it points to are destroyed. */
export type Meaning = Destruction | 'link' | 'neutral'

/** Tenant: belongs to one community, under row security. Reference: the same for all. Local: of this one server. */
export type TableKind = 'tenant' | 'reference' | 'local'

export interface RegisteredTable {
  name: string
  table: PgTable
  kind: TableKind
  /** The folder below server/src whose capability alone writes it. */
  owner: string
  /** The server's own login may neither change nor remove a row. */
  appendOnly: boolean
  /** Row security reads its grid and building, which are its household's: they go with it when it moves in the tree. */
  followsHousehold: boolean
  /** By the column's name in SQL. */
  columns: Readonly<Record<string, Meaning>>
}

type ColumnOf<T extends PgTable> = Extract<keyof T['_']['columns'], string>

interface Declaration<Column extends string> {
  kind: TableKind
  owner: string
  appendOnly?: boolean
  followsHousehold?: boolean
  row?: readonly Column[]
  key?: readonly Column[]
  link?: readonly Column[]
  neutral?: readonly Column[]
}

/** One table's entry, with its columns by their names in SQL. */
export function register<T extends PgTable>(table: T, declaration: Declaration<ColumnOf<T>>): RegisteredTable {
  const { kind, owner, appendOnly = false, followsHousehold = false, ...lists } = declaration
  const known = getTableColumns(table)
  const columns: Record<string, Meaning> = {}
  for (const meaning of ['row', 'key', 'link', 'neutral'] as const)
    for (const column of lists[meaning] ?? []) columns[known[column]!.name] = meaning
  return { name: getTableName(table), table, kind, owner, appendOnly, followsHousehold, columns }
}

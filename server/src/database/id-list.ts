import { sql, type SQL } from 'drizzle-orm'

/** Ids as one array parameter: `= ANY (…)` keeps the statement's text the same for any number of them. */
export const idList = (ids: readonly string[]): SQL => sql`${`{${ids.join(',')}}`}::uuid[]`

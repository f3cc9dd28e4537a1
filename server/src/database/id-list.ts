import { sql, type SQL } from 'drizzle-orm'

/** Ids as one array parameter: `= ANY (…)` keeps the statement's text the same for any number of them. */
export const idList = (ids: readonly string[]): SQL => sql`${`{${ids.join(',')}}`}::uuid[]`

/** The same of words that hold neither commas nor braces: codes, digits, names of roles. */
export const textList = (words: readonly string[]): SQL => sql`${`{${words.join(',')}}`}::text[]`

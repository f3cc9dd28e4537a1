import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import pg from 'pg'

/*
 * Applies the numbered SQL files, each in one transaction, in order and once.
 * It refuses a file that was changed after it was applied, a gap in the numbers, and a database whose ctype would make
 * pg_trgm drop every Chinese character. Servers that start at once wait for each other at an advisory lock.
 */

const LOCK = 7_305_121

interface Migration {
  name: string
  sql: string
  digest: string
}

export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  names.forEach((name, index) => {
    if (!name.startsWith(`${String(index + 1).padStart(4, '0')}-`))
      throw new Error(`migrations: ${name} breaks the numbering; expected number ${index + 1}`)
  })
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(directory, name), 'utf8')
      return { name, sql, digest: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

const quoteIdentifier = (name: string) => `"${name.replaceAll('"', '""')}"`

async function refuseUnusableDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ encoding: string; works: boolean }>(
    `SELECT current_setting('server_encoding') AS encoding, '中' ~ '^[[:alpha:]]$' AS works`,
  )
  if (rows[0]?.encoding !== 'UTF8') throw new Error('the database must be UTF8: create it with ENCODING UTF8')
  if (!rows[0].works)
    throw new Error('the database does not know Chinese letters: create it with the locale C.UTF-8, not C')
}

export interface MigrateOptions {
  ownerUrl: string
  /** The server's own login, which gets the rights that the files grant. */
  appRole: string
  directory: string
}

/** Returns the names of the files that were applied now. */
export async function migrate({ ownerUrl, appRole, directory }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(directory)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await refuseUnusableDatabase(client)
    await client.query(
      'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())',
    )
    await client.query(`GRANT USAGE ON SCHEMA public TO ${quoteIdentifier(appRole)}`)
    await client.query(`GRANT SELECT ON migration TO ${quoteIdentifier(appRole)}`)
    const { rows } = await client.query<{ name: string; digest: string }>('SELECT name, digest FROM migration')
    const applied = new Map(rows.map((row) => [row.name, row.digest]))
    const fresh = migrations.filter((migration) => {
      const digest = applied.get(migration.name)
      if (digest !== undefined && digest !== migration.digest)
        throw new Error(`migrations: ${migration.name} was changed after it was applied; write a new file instead`)
      return digest === undefined
    })
    for (const migration of fresh) {
      await client.query('BEGIN')
      await client.query(migration.sql.replaceAll('{{app}}', quoteIdentifier(appRole)))
      await client.query('INSERT INTO migration (name, digest) VALUES ($1, $2)', [migration.name, migration.digest])
      await client.query('COMMIT')
    }
    return fresh.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}

/** The user name in a Postgres URL. */
export const roleOf = (url: string): string => decodeURIComponent(new URL(url).username)

import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { cp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { getTableColumns } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { migrate, readMigrations, roleOf } from '../src/database/migrate.ts'
import { REGISTER } from '../src/register.ts'
import { REPOSITORY, startTestApp, type TestApp } from './app.ts'
import { makeOwnDatabase } from './own-database.ts'

const migrations = join(REPOSITORY, 'migrations')

let app: TestApp
let owner: pg.Client

beforeAll(async () => {
  app = await startTestApp()
  owner = new pg.Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL })
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  await app.close()
})

const tenants = REGISTER.filter((table) => table.kind === 'tenant').map((table) => table.name)

async function rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await owner.query<Row>(sql, values)).rows
}

interface ColumnRow {
  table: string
  name: string
  type: string
  required: boolean
  has_default: boolean
}

const readColumns = () =>
  rows<ColumnRow>(`
    SELECT relname AS table, attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required,
      atthasdef OR attidentity <> '' AS has_default
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'public' AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
    ORDER BY relname, attnum`)

describe('the register', () => {
  test('lists every table of the database, once', async () => {
    const inDatabase = [...new Set((await readColumns()).map((column) => column.table))]
    expect(REGISTER.map((table) => table.name).toSorted()).toEqual(inDatabase.toSorted())
  })

  test('says of every column of every table what it tells of a person', async () => {
    const unclassified = (await readColumns()).filter(({ table, name }) => {
      const entry = REGISTER.find((candidate) => candidate.name === table)
      return entry?.columns[name] === undefined
    })
    expect(unclassified.map(({ table, name }) => `${table}.${name}`)).toEqual([])
  })

  test('calls nothing neutral that is sealed, written by people or points at a person', () => {
    const personal = /(_sealed|phone|door|headcount|account_id|household_id|building_id|display_name|note|file_name)/
    const wrong = REGISTER.flatMap((table) =>
      Object.entries(table.columns)
        .filter(([name, meaning]) => meaning === 'neutral' && personal.test(name))
        .map(([name]) => `${table.name}.${name}`),
    )
    expect(wrong).toEqual([])
  })

  test('keeps nothing personal but under the community’s key in what the server cannot remove', () => {
    const wrong = REGISTER.filter((table) => table.appendOnly).flatMap((table) =>
      Object.entries(table.columns)
        .filter(([, meaning]) => meaning === 'row')
        .map(([name]) => `${table.name}.${name}`),
    )
    expect(wrong).toEqual([])
  })

  test('says of everything that lies where a household lies that it moves along, or why not', async () => {
    const notFollowing = [
      'resident', // of the ledger itself, moved by whoever moves the household
      'ledger_change', // says where it was changed, for good
      // Judged anew where the household lies now.
      'report',
      'standing',
      'difference',
    ]
    const columns = await readColumns()
    const has = (table: string, name: string) => columns.some((one) => one.table === table && one.name === name)
    const lying = tenants.filter((table) =>
      ['household_id', 'grid_id', 'building_id'].every((name) => has(table, name)),
    )
    const following = REGISTER.filter((table) => table.followsHousehold).map((table) => table.name)
    expect([...following, ...notFollowing].toSorted()).toEqual(lying.toSorted())
  })

  test('names owners that exist', () => {
    const folders = new Set(
      readdirSync(join(REPOSITORY, 'server', 'src'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name).slice(join(REPOSITORY, 'server', 'src').length + 1)),
    )
    expect(REGISTER.filter((table) => !folders.has(table.owner)).map((table) => table.name)).toEqual([])
  })
})

describe('the SQL and the tables.ts files say the same', () => {
  test('no table is described that the SQL does not make', () => {
    const described = readdirSync(join(REPOSITORY, 'server', 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('tables.ts'))
      .flatMap((file) => [
        ...readFileSync(join(REPOSITORY, 'server', 'src', file), 'utf8').matchAll(/pgTable\('([a-z_]+)'/g),
      ])
      .map((match) => match[1])
    expect(described.toSorted()).toEqual(REGISTER.map((table) => table.name).toSorted())
  })

  const typeOf = (column: PgColumn): string => {
    const type = column.getSQLType().replace(/, /g, ',')
    return (
      { timestamp: 'timestamp without time zone' }[type] ??
      type.replace(/^timestamp( \(\d\))? with time zone$/, 'timestamp with time zone')
    )
  }

  test.each(REGISTER.map((table) => table.name))('%s', async (name) => {
    const { table } = REGISTER.find((candidate) => candidate.name === name)!
    const described = Object.values(getTableColumns(table)).map((column) => ({
      name: column.name,
      type: typeOf(column as PgColumn),
      required: column.notNull,
    }))
    const made = (await readColumns())
      .filter((column) => column.table === name)
      .map(({ name: column, type, required }) => ({ name: column, type, required }))
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
    expect(described.toSorted(byName)).toEqual(made.toSorted(byName))
  })

  test.each(REGISTER.map((table) => table.name))('%s: what is said to have a default has one', async (name) => {
    const { table } = REGISTER.find((candidate) => candidate.name === name)!
    const made = (await readColumns()).filter((column) => column.table === name)
    const wrong = Object.values(getTableColumns(table)).filter(
      (column) => column.hasDefault && !made.find((candidate) => candidate.name === column.name)?.has_default,
    )
    expect(wrong.map((column) => column.name)).toEqual([])
  })
})

describe('ready to be distributed by community', () => {
  test('community_id is a required uuid in every tenant table', async () => {
    const found = (await readColumns()).filter(
      (column) => column.name === 'community_id' && tenants.includes(column.table),
    )
    expect(found.map((column) => column.table).toSorted()).toEqual(tenants.toSorted())
    expect(found.filter((column) => column.type !== 'uuid' || !column.required)).toEqual([])
  })

  test('it is first in every primary key, unique index and exclusion', async () => {
    const found = await rows<{ table: string; index: string; first: string | null }>(
      `SELECT t.relname AS table, i.relname AS index, a.attname AS first
       FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
       LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
       WHERE t.relname = ANY ($1) AND (x.indisprimary OR x.indisunique OR x.indisexclusion)`,
      [tenants],
    )
    expect(found.filter(({ first }) => first !== 'community_id')).toEqual([])
    const withPrimaryKey = await rows<{ table: string }>(
      `SELECT t.relname AS table FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid
       WHERE t.relname = ANY ($1) AND x.indisprimary`,
      [tenants],
    )
    expect(withPrimaryKey.map(({ table }) => table).toSorted()).toEqual(tenants.toSorted())
  })

  interface ForeignKey {
    name: string
    table: string
    target: string
    columns: string[]
    targets: string[]
    on_update: string
    on_delete: string
    delete_columns: number[] | null
  }

  const readForeignKeys = () =>
    rows<ForeignKey>(`
      SELECT conname AS name, t.relname AS table, f.relname AS target, confupdtype AS on_update, confdeltype AS on_delete,
        (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(conkey) WITH ORDINALITY k(num, n)
         JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.num) AS columns,
        (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(confkey) WITH ORDINALITY k(num, n)
         JOIN pg_attribute a ON a.attrelid = confrelid AND a.attnum = k.num) AS targets
      FROM pg_constraint JOIN pg_class t ON t.oid = conrelid JOIN pg_class f ON f.oid = confrelid WHERE contype = 'f'`)

  test('foreign keys run from tenant to tenant table, with community_id first on both sides', async () => {
    const keys = await readForeignKeys()
    expect(keys.length).toBeGreaterThan(5)
    expect(
      keys.filter(
        (key) =>
          key.columns[0] !== 'community_id' ||
          key.targets[0] !== 'community_id' ||
          !tenants.includes(key.table) ||
          !tenants.includes(key.target),
      ),
    ).toEqual([])
  })

  test('foreign keys are named by a separate statement and never change rows by themselves', async () => {
    for (const key of await readForeignKeys()) {
      expect(key.name).toMatch(/^[a-z_]+_fk$/)
      expect([key.name, key.on_update, key.on_delete]).toEqual([key.name, 'a', 'a'])
    }
    const sql = (await readMigrations(migrations)).map((migration) => migration.sql).join('\n')
    const created = sql.match(/CREATE TABLE[\s\S]*?\n\);/g) ?? []
    expect(created.length).toBe(REGISTER.length - 1)
    expect(created.filter((statement) => /REFERENCES/.test(statement))).toEqual([])
  })

  test('no trigger, no rule, no enum type, no sequence of a tenant table', async () => {
    expect(await rows(`SELECT tgname FROM pg_trigger WHERE NOT tgisinternal`)).toEqual([])
    expect(await rows(`SELECT rulename FROM pg_rules WHERE schemaname = 'public'`)).toEqual([])
    expect(
      await rows(`SELECT typname FROM pg_type WHERE typtype = 'e' AND typnamespace = 'public'::regnamespace`),
    ).toEqual([])
    const identities = await rows<{ table: string }>(
      `SELECT relname AS table FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE attidentity <> ''`,
    )
    expect(identities.filter(({ table }) => tenants.includes(table))).toEqual([])
  })
})

describe('row security', () => {
  test('is enabled and forced on every tenant table, and on no local one', async () => {
    const found = await rows<{ table: string; enabled: boolean; forced: boolean }>(
      `SELECT relname AS table, relrowsecurity AS enabled, relforcerowsecurity AS forced FROM pg_class
       WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    )
    const guarded = found.filter(({ enabled, forced }) => enabled && forced).map(({ table }) => table)
    expect(guarded.toSorted()).toEqual(tenants.toSorted())
  })

  test('every policy compares the community, uses no subquery, and survives a setting that is not set', async () => {
    const policies = await rows<{ table: string; name: string; expression: string }>(
      `SELECT tablename AS table, policyname AS name, concat_ws(' AND ', qual, with_check) AS expression
       FROM pg_policies WHERE schemaname = 'public'`,
    )
    expect(new Set(policies.map(({ table }) => table)).size).toBe(tenants.length)
    for (const { name, expression } of policies) {
      expect([name, /\bSELECT\b/i.test(expression)]).toEqual([name, false])
      expect([name, expression]).toEqual([
        name,
        expect.stringContaining(
          "community_id = (NULLIF(current_setting('app.community'::text, true), ''::text))::uuid",
        ),
      ])
      expect(expression).not.toMatch(/current_setting\('[^']+'::text\)/)
    }
  })

  test('what is called append-only the server’s login may read and add to, and nothing else', async () => {
    const login = roleOf(app.env.DATABASE_URL)
    for (const { name, appendOnly } of REGISTER) {
      const [rights] = await rows<Record<string, boolean>>(
        `SELECT has_table_privilege($1, $2, 'UPDATE') AS update, has_table_privilege($1, $2, 'DELETE') AS delete,
           has_table_privilege($1, $2, 'TRUNCATE') AS truncate, has_any_column_privilege($1, $2, 'UPDATE') AS column`,
        [login, name],
      )
      expect([name, rights!.truncate]).toEqual([name, false])
      const may = rights!.update! || rights!.delete! || rights!.column!
      if (appendOnly) expect([name, may]).toEqual([name, false])
      else if (name !== 'migration') expect([name, may]).toEqual([name, true])
    }
  })

  test('no function runs with its owner’s rights but the one that counts rows for the planner', async () => {
    const found = await rows<{ name: string; settings: string[] | null }>(
      `SELECT proname AS name, proconfig AS settings FROM pg_proc
       WHERE pronamespace = 'public'::regnamespace AND prosecdef`,
    )
    expect(found.map(({ name }) => name)).toEqual(['refresh_statistics'])
    expect(found[0]!.settings?.join()).toContain('search_path=')
  })
})

describe('migrations', () => {
  const withDatabase = async (work: (ownerUrl: string) => Promise<void>) => {
    const own = await makeOwnDatabase('catalog')
    await work(own.urls.DATABASE_OWNER_URL).finally(() => own.drop())
  }

  const appRole = () => roleOf(app.env.DATABASE_URL)

  test('three servers that start at once apply each file once', async () => {
    await withDatabase(async (ownerUrl) => {
      const applied = await Promise.all(
        [1, 2, 3].map(() => migrate({ ownerUrl, appRole: appRole(), directory: migrations })),
      )
      expect(applied.map((names) => names.length).toSorted((a, b) => a - b)).toEqual([
        0,
        0,
        (await readMigrations(migrations)).length,
      ])
    })
  })

  test('an applied file that was edited, and a gap in the numbers, are refused; a new file is applied alone', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'gezhong-migrations-'))
    await cp(migrations, directory, { recursive: true })
    const files = readdirSync(directory).toSorted()
    const next = `${String(files.length + 1).padStart(4, '0')}-next.sql`
    await withDatabase(async (ownerUrl) => {
      const options = { ownerUrl, appRole: appRole(), directory }
      await migrate(options)
      await writeFile(join(directory, next), 'CREATE TABLE next (id integer);')
      expect(await migrate(options)).toEqual([next])
      const gap = join(directory, `${String(files.length + 3).padStart(4, '0')}-gap.sql`)
      await writeFile(gap, '')
      await expect(migrate(options)).rejects.toThrow(/breaks the numbering/)
      await rm(gap)
      await writeFile(join(directory, files[0]!), `${readFileSync(join(directory, files[0]!), 'utf8')}\n`)
      await expect(migrate(options)).rejects.toThrow(/was changed after it was applied/)
    })
    await rm(directory, { recursive: true })
  })

  test('a file that fails leaves nothing of itself behind', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'gezhong-migrations-'))
    await writeFile(join(directory, '0001-half.sql'), 'CREATE TABLE half (id integer); SELECT 1 / 0;')
    await withDatabase(async (ownerUrl) => {
      await expect(migrate({ ownerUrl, appRole: appRole(), directory })).rejects.toThrow(/division by zero/)
      const client = new pg.Client({ connectionString: ownerUrl })
      await client.connect()
      const { rows: left } = await client.query(`SELECT to_regclass('half') AS half`)
      expect(left).toEqual([{ half: null }])
      await client.end()
    })
    await rm(directory, { recursive: true })
  })
})

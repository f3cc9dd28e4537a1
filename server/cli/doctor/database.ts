import { Client } from 'pg'
import { readMigrations } from '../../src/database/migrate.ts'
import { codeOf, messageOf } from '../command.ts'
import { bad, good, warning, type Finding, type Variables } from './finding.ts'

/** What goes wrong between here and Postgres, in words that say what to do. The URL itself holds a password. */
function connectionProblem(name: string, error: unknown): string {
  const code = codeOf(error)
  const where = `${name}: `
  if (code === 'ECONNREFUSED') return `${where}nothing listens there; start that Postgres or correct host and port.`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `${where}its host name is not known; correct it.`
  if (code === '28P01' || code === '28000') return `${where}user or password is refused; correct them.`
  if (code === '3D000') return `${where}that database does not exist; create it as UTF8 with locale C.UTF-8.`
  if (code === '53300') return `${where}it has no connection left; raise max_connections or lower DATABASE_POOL_SIZE.`
  return `${where}${messageOf(error) || code}; correct the URL, and see whether a firewall stands between.`
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'gezhong doctor',
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

interface Facts {
  version: number
  encoding: string
  knows_chinese: boolean
  name: string
  rolsuper: boolean
  rolbypassrls: boolean
  owns_database: boolean
  owned_tables: string
  seconds: string
}

async function readFacts(client: Client): Promise<Facts> {
  const { rows } = await client.query<Facts>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version,
       current_setting('server_encoding') AS encoding,
       '中' ~ '^[[:alpha:]]$' AS knows_chinese,
       current_user AS name, rolsuper, rolbypassrls,
       (SELECT datdba = pg_roles.oid FROM pg_database WHERE datname = current_database()) AS owns_database,
       (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p')) AS owned_tables,
       extract(epoch FROM clock_timestamp()) AS seconds
     FROM pg_roles WHERE rolname = current_user`,
  )
  if (rows[0] === undefined) throw new Error('its login is not in pg_roles')
  return rows[0]
}

function examineServer(facts: Facts): Finding[] {
  const findings = [
    facts.version >= 15 && facts.version <= 18
      ? good('database', `Postgres ${facts.version} answers`)
      : bad('database', `Postgres ${facts.version} is not supported; use 15 to 18.`),
    facts.encoding === 'UTF8' && facts.knows_chinese
      ? good('encoding', 'UTF8, and Chinese characters count as letters')
      : bad(
          'encoding',
          `The database is ${facts.encoding}${facts.knows_chinese ? '' : ' with a ctype that knows no Chinese'}: search would find nothing. Create it anew as UTF8 with locale C.UTF-8.`,
        ),
  ]
  const skew = Math.abs(Number(facts.seconds) - Date.now() / 1000)
  if (skew > 60)
    findings.push(
      warning(
        'clock',
        `The clocks of this machine and of Postgres are ${Math.round(skew)} seconds apart; set them by NTP.`,
      ),
    )
  return findings
}

function examineApp(facts: Facts): Finding {
  const faults = [
    facts.rolsuper ? 'is superuser' : '',
    facts.rolbypassrls ? 'bypasses row security' : '',
    Number(facts.owned_tables) > 0 ? 'owns tables' : '',
  ].filter(Boolean)
  if (faults.length === 0) return good('app login', `${facts.name}: bound by row security`)
  return bad(
    'app login',
    `${facts.name} ${faults.join(' and ')}: rows would not be kept apart. Give the server a plain login in DATABASE_URL and keep the owner in DATABASE_OWNER_URL.`,
  )
}

async function examineLogin(env: Variables, name: string): Promise<Finding[]> {
  const url = env[name]
  if (!url) {
    const without =
      name === 'DATABASE_OWNER_URL'
        ? 'the schema cannot be brought up to date'
        : 'there is no backup, restore or stand-down'
    return [warning(name, `${name} is not set: ${without}.`)]
  }
  try {
    const facts = await withClient(url, readFacts)
    if (name === 'DATABASE_KEEPER_URL' && !facts.rolbypassrls && !facts.rolsuper) {
      return [
        bad(
          name,
          `${facts.name} does not bypass row security: its backups would be empty. Run: ALTER ROLE ${facts.name} BYPASSRLS`,
        ),
      ]
    }
    if (name === 'DATABASE_OWNER_URL' && !facts.owns_database && !facts.rolsuper) {
      return [warning(name, `${facts.name} does not own the database; the schema can only be changed by its owner.`)]
    }
    return [good(name, facts.name)]
  } catch (error) {
    return [bad(name, connectionProblem(name, error))]
  }
}

async function examineMigrations(client: Client, directory: string): Promise<Finding> {
  const files = await readMigrations(directory)
  const { rows: present } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('migration') IS NOT NULL AS there`,
  )
  const rows = present[0]?.there
    ? (await client.query<{ name: string; digest: string }>('SELECT name, digest FROM migration')).rows
    : []
  const applied = new Map(rows.map((row) => [row.name, row.digest]))
  const changed = files.filter(({ name, digest }) => applied.has(name) && applied.get(name) !== digest)
  if (changed.length > 0) {
    return bad(
      'schema',
      `${changed.map(({ name }) => name).join(', ')} changed after being applied; put the file back as it was and write a new one.`,
    )
  }
  const unknown = rows.filter(({ name }) => !files.some((file) => file.name === name))
  if (unknown.length > 0) {
    return bad(
      'schema',
      `The database is newer than this program (${unknown.map(({ name }) => name).join(', ')}); update the program.`,
    )
  }
  const pending = files.filter(({ name }) => !applied.has(name))
  if (pending.length === 0) return good('schema', `up to date (${files.length} files)`)
  return warning(
    'schema',
    `${pending.length} of ${files.length} files not applied yet; run: npm run -s gezhong -- migrate`,
  )
}

/** Reachability, version, encoding, the rights of each login, and what is missing of the schema. */
export async function examineDatabase(env: Variables): Promise<Finding[]> {
  const url = env['DATABASE_URL'] ?? ''
  const findings: Finding[] = []
  try {
    await withClient(url, async (client) => {
      const facts = await readFacts(client)
      findings.push(
        ...examineServer(facts),
        examineApp(facts),
        await examineMigrations(client, env['MIGRATIONS_DIR'] ?? ''),
      )
    })
  } catch (error) {
    findings.push(bad('database', connectionProblem('DATABASE_URL', error)))
  }
  findings.push(...(await examineLogin(env, 'DATABASE_OWNER_URL')), ...(await examineLogin(env, 'DATABASE_KEEPER_URL')))
  const direct = env['DATABASE_DIRECT_URL']
  if (direct && direct !== url) findings.push(...(await examineLogin(env, 'DATABASE_DIRECT_URL')))
  return findings
}

const DATABASE = 'gezhong'

/**
 * Three logins with no more rights than their work needs. The app neither owns tables nor bypasses row security;
 * the keeper (backup, restore, stand-down) bypasses it, because under FORCE even an owner silently sees no row.
 */
const ROLES = [
  { name: 'gezhong_owner', secret: 'ownerPassword', rights: 'NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS' },
  { name: 'gezhong_app', secret: 'appPassword', rights: 'NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS' },
  { name: 'gezhong_keeper', secret: 'keeperPassword', rights: 'NOSUPERUSER NOCREATEROLE NOCREATEDB BYPASSRLS' },
]

export function connectionUrl(role, password, port, database) {
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

export function connectionUrls(secrets, port, database = DATABASE) {
  const [owner, app, keeper] = ROLES.map(({ name, secret }) => connectionUrl(name, secrets[secret], port, database))
  return {
    owner,
    app,
    keeper,
    direct: app,
    superuser: connectionUrl('postgres', secrets.superuserPassword, port, database),
  }
}

/** Runs `work` with one connection of the superuser, which nothing but this launcher ever uses. */
export async function asSuperuser(secrets, port, work) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString: connectionUrl('postgres', secrets.superuserPassword, port, 'postgres'),
    connectionTimeoutMillis: 10_000,
    application_name: 'gezhong launch',
  })
  // A connection that breaks after its work is done must not bring the process down.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Makes an empty database for `owner`; its name comes from this program, never from outside. */
export async function createDatabase(client, name, owner = 'gezhong_owner') {
  const { rows } = await client.query(`select current_setting('server_version_num')::int / 10000 as major`)
  // Older ones take over the locale of the cluster.
  const locale = rows[0].major >= 17 ? `locale_provider builtin builtin_locale 'C.UTF-8'` : ''
  await client.query(
    `create database ${client.escapeIdentifier(name)} owner ${client.escapeIdentifier(owner)} template template0
     encoding 'UTF8' ${locale}`,
  )
}

/** Adds what is missing of roles and database; changes nothing that is there. */
export async function ensureRoles(client, secrets) {
  const present = await client.query(
    `select rolname as name from pg_roles union all select 'db:' || datname from pg_database`,
  )
  const names = new Set(present.rows.map((row) => row.name))
  for (const { name, secret, rights } of ROLES) {
    if (names.has(name)) continue
    await client.query(`create role ${name} login ${rights} password ${client.escapeLiteral(secrets[secret])}`)
  }
  if (!names.has('gezhong_keeper')) await client.query('grant pg_read_all_data, pg_write_all_data to gezhong_keeper')
  if (!names.has(`db:${DATABASE}`)) await createDatabase(client, DATABASE)
}

import { execFileSync } from 'node:child_process'
import { createServer } from 'node:net'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { chown, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { run, runDetached } from './postgres-binaries.mjs'
import { Refusal } from './refusal.mjs'

const LOG_LIMIT = 5 * 1024 * 1024

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // Loopback is enough, and a socket path inside a deep clone would exceed the 107 bytes a socket may have.
  unix_socket_directories: '',
  max_connections: '200',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The text of a failing statement and the values in its message are personal data; the server reports errors itself.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

/** A test cluster may be lost with the machine; a real one acknowledges nothing that it could lose. */
const TEST_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '2GB' }

const flags = (settings) =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ')

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    try {
      return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
        stdio: ['ignore', 'pipe', 'ignore'],
      }).toString()
    } catch {
      return ''
    }
  }
}

/**
 * The postmaster of this data folder, or null. A pid file alone proves nothing: after a crash its number may belong to
 * any other program, and Postgres then refuses to start until the file is gone.
 */
export function findPostmaster(data) {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  const command = pid > 0 ? commandOf(pid) : ''
  const own = command.includes('postgres') && (command.includes(data) || command.includes(realpathSync(data)))
  return own ? { pid, port: Number(lines[3]), state: lines[7]?.trim() ?? '' } : null
}

/** Waits until a server that is starting, recovering or stopping has made up its mind. Null: none is running. */
export async function settlePostmaster(data, patience = 300_000) {
  const until = Date.now() + patience
  for (;;) {
    const running = findPostmaster(data)
    if (running === null || running.state === 'ready') return running
    if (Date.now() > until) {
      throw new Refusal(
        `Postgres (process ${running.pid}) has been ${running.state || 'starting'} for minutes. See ${data}/../postgres.log; ` +
          'if it hangs, end it with "kill" and start again.',
      )
    }
    await sleep(50)
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

export function anyPort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** The port of last time, so that addresses people noted stay true; another one when somebody else took it. */
async function choosePort(file, refused) {
  const stored = Number(await readFile(file, 'utf8').catch(() => ''))
  if (stored > 0 && stored !== refused && (await isFree(stored))) return stored
  const port = await anyPort()
  await writeFile(file, `${port}\n`)
  return port
}

async function prepareLog(log, account) {
  await writeFile(log, '', { flag: 'a', mode: 0o600 })
  if (account) await chown(log, account.uid, account.gid)
  const { size } = await stat(log)
  if (size > LOG_LIMIT) await truncate(log)
  return size > LOG_LIMIT ? 0 : size
}

/** Starts Postgres on the data folder and returns its port. Crash recovery, if any is due, happens inside. */
export async function startPostgres({ folder, account, binaries, test }) {
  const data = join(folder, 'data')
  const log = join(folder, 'postgres.log')
  const settings = test ? { ...SETTINGS, ...TEST_SETTINGS } : SETTINGS
  let refused = 0
  let printed = ''
  for (let attempt = 0; attempt < 40; attempt++) {
    // findPostmaster found nobody behind it, so the file is a leftover, whatever runs under its number today.
    await rm(join(data, 'postmaster.pid'), { force: true })
    const port = await choosePort(join(folder, 'port'), refused)
    const from = await prepareLog(log, account)
    const options = `-p ${port} ${flags(settings)}`
    const code = await runDetached(
      join(binaries.bin, 'pg_ctl'),
      ['start', '-D', data, '-l', log, '-w', '-t', '600', '-o', options],
      account,
    )
    if (code === 0) return port
    printed = (await readFile(log, 'utf8')).slice(from)
    if (/could not bind|Address already in use/i.test(printed)) refused = port
    // Children of a killed postmaster need a moment to notice that it is gone.
    else if (/pre-existing shared memory block|is still in use/i.test(printed)) await sleep(500)
    else break
  }
  throw new Refusal(
    `Postgres did not start. Its log ${log} ends with:\n${printed.trim().split('\n').slice(-6).join('\n')}\n` +
      'A full disk or missing rights are the usual reasons; "npm run -s gezhong -- doctor" checks them.',
  )
}

/** Ends Postgres in good order; what hangs is cut off, which costs the next start a recovery and nothing else. */
export async function stopPostgres({ folder, account, binaries }) {
  const data = join(folder, 'data')
  for (const mode of ['fast', 'immediate']) {
    if (findPostmaster(data) === null) return
    await run(join(binaries.bin, 'pg_ctl'), ['stop', '-D', data, '-m', mode, '-w', '-t', '20'], account)
  }
}

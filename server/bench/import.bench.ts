// server/node_modules/.bin/tsx server/bench/import.bench.ts [rows]
//
// A ledger of 100,000 rows as xlsx through the whole import in a process of its own: read and kept, checked, committed
// and taken back by the background job. Prints for each step the seconds by the clock, processor seconds here and in the
// database, and how long the event loop was held, and at the end the peak memory (aims: read, check and commit in under
// 30 s and 500 MB together).
import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { writeXlsx } from '../src/people/import/xlsx-writer.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const CHILD = 'IMPORT_BENCH_FILE'
const GRIDS = ['1-1-1', '2-1-1', '2-2-1']

function* ledger(rows: number): Generator<string[]> {
  yield ['grid', 'door', 'headcount', 'phone', 'note']
  for (let at = 0; at < rows; at += 1) {
    const door = `北路${(at % 90) + 1}巷${Math.floor(at / 900) + 1}号之${(Math.floor(at / 90) % 10) + 1}`
    const phone = at % 4 === 0 ? '' : `13${String(900_000_000 + at)}`
    // Some rows are no good, as in every file.
    yield [GRIDS[at % 3]!, at % 500 === 7 ? '' : door, String(at % 7), phone, at % 20 === 0 ? '独居' : '']
  }
}

/** Processor seconds of the database, of all that serves this run. Linux only. */
async function databaseSeconds(pids: readonly number[]): Promise<number> {
  let ticks = 0
  for (const pid of pids) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      ticks += Number(fields[11]) + Number(fields[12])
    } catch {
      continue
    }
  }
  return ticks / 100
}

async function measure(path: string): Promise<void> {
  const { startTestApp } = await import('../test/app.ts')
  const { makeCast } = await import('../test/cast.ts')
  const { transact } = await import('../src/database/transact.ts')
  const { readTable } = await import('../src/people/import/read-table.ts')
  const { commit, keep, read, undo } = await import('../src/people/import/service.ts')
  const { runImports } = await import('../src/people/import/job.ts')
  const app = await startTestApp({ DATABASE_POOL_SIZE: '3' })
  const cast = await makeCast(app)
  const asSecretary = <T>(work: Parameters<typeof transact<T>>[2]) =>
    transact(app.kernel, cast.secretary.sessionId, work)
  const held = monitorEventLoopDelay({ resolution: 5 })
  const clients = await Promise.all([1, 2, 3].map(() => app.kernel.pool.connect()))
  const pids = await Promise.all(
    clients.map(async (one) => (await one.query('SELECT pg_backend_pid() AS pid')).rows[0].pid as number),
  )
  for (const client of clients) client.release()

  let total = 0
  const step = async (what: string, act: () => Promise<string>) => {
    held.reset()
    held.enable()
    const [start, here, there] = [performance.now(), process.cpuUsage(), await databaseSeconds(pids)]
    const note = await act()
    const seconds = (performance.now() - start) / 1000
    const { user, system } = process.cpuUsage(here)
    held.disable()
    total += seconds
    const database = (await databaseSeconds(pids)) - there
    console.log(
      `${what.padEnd(14)} ${seconds.toFixed(1).padStart(6)} s  processor ${((user + system) / 1e6).toFixed(1)} s here, ${database.toFixed(1)} s in the database;` +
        ` event loop held at most ${(held.max / 1e6).toFixed(0)} ms, p99 ${(held.percentile(99) / 1e6).toFixed(0)} ms;` +
        ` peak so far ${Math.round(process.resourceUsage().maxRSS / 1024)} MB  ${note}`,
    )
  }
  const settled = async () => {
    while ((await runImports(app.kernel)) > 0);
    const { state, good, rejected, problem } = await asSecretary((work) => read(work, id))
    return `${state}: ${good} good, ${rejected} rejected${problem === null ? '' : `, ${problem}`}`
  }
  let id = ''
  await step('read and keep', async () => {
    const tables = await readTable(readFileSync(path), path, { kind: 'ledger' })
    id = (await asSecretary((work) => keep(work, 'ledger', '台账.xlsx', tables))).id
    return ''
  })
  await step('check', settled)
  await step('commit', async () => {
    await asSecretary((work) => commit(work, id))
    return settled()
  })
  console.log(`read, check and commit: ${total.toFixed(1)} s`)
  await step('undo', async () => {
    await asSecretary((work) => undo(work, id))
    return settled()
  })
  await app.close()
}

async function main(rows: number): Promise<void> {
  const { startTestDatabases } = await import('../launch/test-database.mjs')
  const databases = await startTestDatabases(root)
  const folder = mkdtempSync(join(tmpdir(), 'gezhong-import-'))
  try {
    const { environment } = await databases.open('bench')
    const path = join(folder, '台账.xlsx')
    writeFileSync(path, await writeXlsx([{ name: '台账', widths: [], rows: [...ledger(rows)] }]))
    console.log(`${rows} rows, ${(readFileSync(path).length / 1e6).toFixed(1)} MB`)
    const child = fork(fileURLToPath(import.meta.url), [], {
      execArgv: process.execArgv,
      env: { ...process.env, ...environment, [CHILD]: path },
    })
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`the measuring process ended with ${code}`)),
      )
    })
  } finally {
    rmSync(folder, { recursive: true })
    await databases.stop()
  }
}

const given = process.env[CHILD]
if (given === undefined) await main(Number(process.argv[2] ?? 100_000))
else await measure(given)

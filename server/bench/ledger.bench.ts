// npx tsx server/bench/ledger.bench.ts [households]
//
// How long the ledger takes at the size of a city: writing households with their history, listing and searching them as
// the server's own login under row security, and taking an import back. Prints figures; fails on none.
import { dirname } from 'node:path'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Work } from '../src/database/transact.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const total = Number(process.argv[2] ?? 100_000)
const PER_BUILDING = 10
const AREAS = ['东区', '中区', '西区', '北路', '南路', '新村', '老街', '海丝花园']

// The launcher is plain JavaScript.
const { startTestDatabases } = await import('../launch/test-database.mjs')
const databases = await startTestDatabases(root)
const { environment } = await databases.open('bench')
Object.assign(process.env, environment)

const { startTestApp } = await import('../test/app.ts')
const { makeCast } = await import('../test/cast.ts')
const { transactAsSystem, transact } = await import('../src/database/transact.ts')
const { createBuildings, createHouseholds } = await import('../src/people/ledger/creation-service.ts')
const { changeHouseholds } = await import('../src/people/ledger/household-changes.ts')
const { undoImportChanges } = await import('../src/people/ledger/undo-service.ts')
const { searchHouseholds } = await import('../src/people/ledger/households-service.ts')
const { countsByGrid } = await import('../src/people/ledger/queries.ts')
const { searchChanges } = await import('../src/people/ledger/history-service.ts')
const { uuidv7 } = await import('uuidv7')

const print = (what: string, ms: number, note = '') =>
  console.log(`${what.padEnd(44)} ${ms.toFixed(1).padStart(10)} ms  ${note}`)

/** Processor time of this process and of the database connection, for a machine that others use too. Linux only. */
async function processorTime(db: Work['db']): Promise<{ own: number; database: number }> {
  const { rows } = await db.execute<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const stat = await readFile(`/proc/${rows[0]!.pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const { user, system } = process.cpuUsage()
  return { own: (user + system) / 1000, database: (Number(fields[11]) + Number(fields[12])) * 10 }
}

async function weighed(what: string, work: Work, act: () => Promise<unknown>): Promise<void> {
  const before = await processorTime(work.db)
  const start = performance.now()
  await act()
  const wall = performance.now() - start
  const after = await processorTime(work.db)
  const [own, database] = [after.own - before.own, after.database - before.database]
  print(what, wall, `processor: ${own.toFixed(0)} ms here, ${database} ms in the database`)
}

async function median<T>(what: string, act: () => Promise<T>, note: (result: T) => string = () => ''): Promise<void> {
  await act()
  const times: number[] = []
  let last: T | undefined
  for (let round = 0; round < 7; round++) {
    const start = performance.now()
    last = await act()
    times.push(performance.now() - start)
  }
  print(what, times.toSorted((a, b) => a - b)[3]!, note(last!))
}

const app = await startTestApp()
try {
  const cast = await makeCast(app)
  const importId = uuidv7()
  const grids = ['1-1-1', '2-1-1', '2-2-1'].map((code) => cast.grids[code]!)
  const asSystem = <T>(work: (work: Work) => Promise<T>) => transactAsSystem(app.kernel, cast.communityId, work)
  const origin = { reason: '导入', importId }

  await asSystem(async (work) => {
    await work.db.execute('SET LOCAL statement_timeout = 0')
    const houses = Array.from({ length: total / PER_BUILDING }, (_, index) => ({
      id: uuidv7(),
      gridId: grids[index % grids.length]!,
      door: `${AREAS[index % AREAS.length]}${1000 + Math.floor(index / AREAS.length)}号`,
    }))
    await weighed(`${houses.length} buildings`, work, () => createBuildings(work, houses, origin))
    const households = houses.flatMap((house, index) =>
      Array.from({ length: PER_BUILDING }, (_, part) => ({
        gridId: house.gridId,
        buildingId: house.id,
        door: `${house.door}之${part + 1}`,
        headcount: (index + part) % 6,
        phones: [`139${String(index * PER_BUILDING + part).padStart(8, '0')}`],
      })),
    )
    await weighed(`${households.length} households`, work, () => createHouseholds(work, households, origin))
  })
  await app.kernel.pool.query('SELECT 1')
  const rows = await asSystem((work) => searchHouseholds(work, { page: 1, size: 500, sort: 'door' }))
  for (const [who, persona] of [
    ['secretary', cast.secretary],
    ['grid lead', cast.gridLead],
    ['hub household', cast.hubHousehold],
  ] as const) {
    const ask = <T>(work: (work: Work) => Promise<T>) => transact(app.kernel, persona.sessionId, work)
    const list = (what: string, search: Partial<Parameters<typeof searchHouseholds>[1]>) =>
      median(
        `${who}: ${what}`,
        () => ask((work) => searchHouseholds(work, { page: 1, size: 50, sort: 'door', ...search })),
        (page) => `${page.rows.length} of ${page.total}`,
      )
    await list('first page', {})
    await list('page 100', { page: 100 })
    await list('q=中区1005号', { q: '中区1005号' })
    await list('q=中区10', { q: '中区10' })
    await list('q=a phone', { q: '13900012345' })
    await list('by headcount', { sort: '-headcount' })
    await median(`${who}: counts per grid`, () => ask((work) => countsByGrid(work)))
    await median(`${who}: history`, () => ask((work) => searchChanges(work, { page: 1, size: 50 })))
  }
  await asSystem(async (work) => {
    const changes = rows.rows.map((row) => ({ id: row.id, patch: { headcount: 9 } }))
    await weighed('500 households edited at once', work, () =>
      changeHouseholds(work, changes, { reason: '更正', importId }),
    )
  })
  await asSystem(async (work) => {
    await work.db.execute('SET LOCAL statement_timeout = 0')
    await weighed('the import taken back', work, () => undoImportChanges(work, importId, '导错了'))
  })
} finally {
  await app.close()
  await databases.stop()
}

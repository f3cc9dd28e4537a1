// npm test [-- [--only jest|weapp|pages] [PATTERN…]]
//
// Without arguments: everything. With patterns: only the jest files whose path matches (with --only pages: only those
// page tests). The last line of all says `N passed, N failed` over all runners.
//
// The tests find an empty database, made for this run, under these names:
//   TEST_DATABASE_URL            the app's login (no owner, no superuser, row security applies)
//   TEST_DATABASE_OWNER_URL      owns the database; migrations
//   TEST_DATABASE_KEEPER_URL     bypasses row security; backup, restore, stand-down
//   TEST_DATABASE_DIRECT_URL     the app's login without a pooler between; LISTEN and jobs
//   TEST_DATABASE_SUPERUSER_URL  may make databases and roles; only for tests that need more than one
// Set TEST_DATABASE_URL and the others yourself to run on a Postgres of your own.
// DATABASE_URL and its kin are taken out of the environment: a test never touches a real database.
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bootstrap } from './launch/bootstrap.mjs'
import { Refusal, describeFailure, printFailure } from './launch/refusal.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const RUNNERS = ['jest', 'weapp', 'pages']

function readArguments() {
  const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true })
  const only = values.only ?? (positionals.length > 0 ? 'jest' : null)
  if (only !== null && !RUNNERS.includes(only)) throw new Refusal(`--only takes ${RUNNERS.join(', ')}; not "${only}".`)
  return { chosen: only ? [only] : RUNNERS, patterns: positionals }
}

function cleanEnvironment() {
  const env = { ...process.env }
  for (const name of Object.keys(env)) if (/^DATABASE_|^PG[A-Z]+$/.test(name)) delete env[name]
  return env
}

async function runPageTests(databases, env, patterns, report) {
  // Built before the browser waits for the server: a build may take longer than anybody waits for a start.
  const { buildAll } = await import('./launch/build.mjs')
  await buildAll(root)
  const { pagesEnvironment } = await import('./launch/pages-environment.mjs')
  const { runPages } = await import('./launch/test-runners.mjs')
  return await runPages(root, { ...env, ...(await pagesEnvironment(root, databases)) }, patterns, report)
}

async function runChosen({ chosen, patterns }, databases, env) {
  const { judge, runJest, runWeapp } = await import('./launch/test-runners.mjs')
  // Runs at the same time must not read each other's totals.
  const report = (name) => join(root, '.gezhong', `${name}-report-${process.pid}.json`)
  const runners = {
    async jest() {
      const database = env.TEST_DATABASE_URL ? {} : (await databases.open('jest')).environment
      return await runJest(root, { ...env, ...database }, patterns, report('jest'))
    },
    weapp: () => runWeapp(root, env),
    pages: () => runPageTests(databases, env, patterns, report('pages')),
  }
  const results = []
  for (const name of chosen) {
    // One that cannot even begin has failed; the others still have something to say.
    results.push(await runners[name]().catch((error) => judge(name, null, describeFailure(error))))
  }
  return results
}

function printTotals(results) {
  const sum = (field) => results.reduce((total, result) => total + result[field], 0)
  const skipped = (count) => (count > 0 ? `, ${count} skipped` : '')
  process.stdout.write('\n')
  for (const { name, passed, failed, note, ...rest } of results) {
    // The colon and the name keep these apart from the one line that speaks for all.
    process.stdout.write(
      `- ${name}: ${passed} passed, ${failed} failed${skipped(rest.skipped)}${note ? ` (${note})` : ''}\n`,
    )
  }
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed${skipped(sum('skipped'))}\n`)
  return sum('failed')
}

async function main() {
  const wanted = readArguments()
  await bootstrap(root)
  await mkdir(join(root, '.gezhong'), { recursive: true })
  const { startTestDatabases } = await import('./launch/test-database.mjs')
  const isOwn = Boolean(process.env.TEST_DATABASE_URL) && !wanted.chosen.includes('pages')
  const databases = isOwn ? null : await startTestDatabases(root)
  let results
  try {
    results = await runChosen(wanted, databases, cleanEnvironment())
  } finally {
    await databases?.stop()
  }
  if (printTotals(results) > 0) process.exitCode = 1
}

try {
  await main()
} catch (error) {
  printFailure(error)
  process.stdout.write('0 passed, 1 failed\n')
  process.exitCode = 1
}

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const running = new Set()
let interrupted = false

// Whoever ends this run ends its runners, those still to come included; the databases are put away after them.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    interrupted = true
    for (const child of running) child.kill(signal)
  })
}

/** A runner's own total, alone on its line, would pass for the total of all. */
const isTotal = (line) => /^\d+ passed, \d+ failed/.test(line) || line.startsWith('{"passed":')

/**
 * Runs a program in its own words on our terminal. With `capture`, its lines are returned, and shown without totals.
 */
export function runProgram(program, parameters, { cwd, env, capture = false }) {
  if (interrupted) return Promise.resolve({ code: 'interrupted', lines: [] })
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { cwd, env, stdio: ['ignore', capture ? 'pipe' : 'inherit', 'inherit'] })
    running.add(child)
    const lines = []
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(line)
        if (!isTotal(line)) process.stdout.write(`${line}\n`)
      })
    }
    child.once('error', (error) => resolve({ code: error.message, lines }))
    child.once('close', (code, signal) => {
      running.delete(child)
      resolve({ code: code ?? signal, lines })
    })
  })
}

/**
 * What a runner's own totals and its exit code say together. A runner that crashed after its last passing test, or one
 * that found no test at all, has failed, whatever it counted.
 */
export function judge(name, counted, code) {
  const { passed = 0, failed = 0, skipped = 0 } = counted ?? {}
  if (counted === null)
    return { name, passed, failed: 1, skipped, note: `it ended (${code}) without saying what it ran` }
  if (passed + failed === 0) return { name, passed, failed: 1, skipped, note: 'it ran no test' }
  if (code !== 0 && failed === 0)
    return { name, passed, failed: 1, skipped, note: `all passed, but it ended with ${code}` }
  return { name, passed, failed, skipped }
}

async function takeJson(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  } finally {
    await rm(file, { force: true })
  }
}

/** Unit, property, server and whole-repo tests. */
export async function runJest(root, env, patterns, report) {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
  const { code } = await runProgram(
    process.execPath,
    // Without this flag the transformer falls back to CommonJS in silence, and tests of modules prove nothing.
    [
      '--experimental-vm-modules',
      '--no-warnings',
      jest,
      '--json',
      `--outputFile=${report}`,
      // A busy machine is no failure: what hangs is still found, and nothing here measures time.
      '--testTimeout=60000',
      // What a file's modules leave in memory is never given back to its process: one process for all outgrows its heap.
      '--maxWorkers=2',
      '--workerIdleMemoryLimit=1200MB',
      ...patterns,
    ],
    { cwd: root, env },
  )
  const told = await takeJson(report)
  const counted = told && {
    passed: told.numPassedTests,
    // A file that cannot even be loaded counts no failed test of its own.
    failed: told.numFailedTests + told.numRuntimeErrorTestSuites,
    skipped: told.numPendingTests + told.numTodoTests,
  }
  return judge('jest', counted, code)
}

/** The weapp build in a bare JavaScript world; prints its totals as JSON on its last line. */
export async function runWeapp(root, env) {
  const script = join(root, 'miniapp', 'test', 'weapp', 'run.mjs')
  if (!existsSync(script)) return judge('weapp', null, 'no miniapp/test/weapp/run.mjs')
  const { code, lines } = await runProgram(process.execPath, [script], { cwd: root, env, capture: true })
  const last = lines.findLast((line) => line.trim() !== '') ?? ''
  let counted = null
  try {
    counted = JSON.parse(last)
  } catch {
    // Not JSON: judged as a runner that did not say what it ran.
  }
  return judge('weapp', counted, code)
}

/** Pages in a real browser, against a server started the way `npm start` starts it. */
export async function runPages(root, env, patterns, report) {
  const config = join(root, 'server', 'test', 'e2e', 'playwright.config.ts')
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const { code } = await runProgram(process.execPath, [playwright, 'test', '-c', config, ...patterns], {
    cwd: root,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  })
  const told = await takeJson(report)
  const counted = told && {
    passed: told.stats.expected + told.stats.flaky,
    failed: told.stats.unexpected + told.errors.length,
    skipped: told.stats.skipped,
  }
  return judge('pages', counted, code)
}

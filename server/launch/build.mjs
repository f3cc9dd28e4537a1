import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, readFileSync, readdirSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from './claims.mjs'
import { precompress } from './precompress.mjs'
import { Refusal } from './refusal.mjs'
import { step } from './steps.mjs'

// What was built is judged by the content it was built from, never by file times: a checkout gives every file a new
// time, and a rebuild of the pages takes half a minute.

const SKIPPED = new Set(['node_modules', 'dist', 'test', 'test-results', 'coverage'])

function* filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (SKIPPED.has(entry.name) || entry.name.startsWith('.') || /\.test\.tsx?$/.test(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else if (entry.isFile()) yield path
  }
}

/** Every target: what it is made of, the file whose presence shows it was made, and how it is made. */
const TARGETS = {
  server: {
    step: 'Building the server',
    sources: ['server/src', 'shared/src'],
    proof: 'server/dist/main.js',
    build: (root) => bundle(root, { main: join(root, 'server', 'src', 'main.ts') }),
  },
  cli: {
    step: 'Building the command line',
    sources: ['server/src', 'server/cli', 'shared/src'],
    proof: 'server/dist/cli.js',
    build: (root) => bundle(root, { cli: join(root, 'server', 'cli', 'main.ts') }),
  },
  admin: {
    step: 'Building the admin page',
    sources: ['server/admin', 'shared/src'],
    proof: 'server/admin/dist/index.html',
    async build(root) {
      await runLogged(root, 'admin', process.execPath, [viteOf(root), 'build'], join(root, 'server', 'admin'))
      await precompress(join(root, 'server', 'admin', 'dist'))
    },
  },
  h5: {
    step: 'Building the mini-program pages (about half a minute, only when they changed)',
    sources: ['miniapp', 'shared/src'],
    proof: 'miniapp/dist/h5/index.html',
    async build(root) {
      await runLogged(root, 'h5', 'npm', ['run', '--silent', 'build:h5'], join(root, 'miniapp'))
      await precompress(join(root, 'miniapp', 'dist', 'h5'))
    },
  },
}

const viteOf = (root) => join(root, 'server', 'admin', 'node_modules', 'vite', 'bin', 'vite.js')

function contentHash(root, { sources }) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'pnpm-lock.yaml')))
  for (const source of sources) {
    for (const file of filesBelow(join(root, source)))
      hash.update(`${file.slice(root.length)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** Runs a builder with its chatter in a file; the end of that file is shown when it fails. */
async function runLogged(root, name, program, parameters, cwd) {
  const log = join(root, '.gezhong', `build-${name}.log`)
  const sink = createWriteStream(log)
  const code = await new Promise((resolve) => {
    const child = spawn(program, parameters, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: process.env })
    const endToo = () => child.kill()
    process.once('exit', endToo)
    child.once('close', () => process.removeListener('exit', endToo))
    child.stdout.pipe(sink, { end: false })
    child.stderr.pipe(sink, { end: false })
    child.once('error', (error) => resolve(error.message))
    child.once('close', resolve)
  })
  await new Promise((resolve) => sink.end(resolve))
  if (code === 0) return
  const tail = (await readFile(log, 'utf8')).trim().split('\n').slice(-25).join('\n')
  throw new Refusal(`${tail}\nBuilding ${name} failed (${code}); all it said is in ${log}.`)
}

/** Chunks of earlier bundles stay a day: a server that is running may still load them. */
async function sweepOldChunks(folder, current) {
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    if (!current.has(file) && Date.now() - (await stat(file)).mtimeMs > 86_400_000)
      await rm(file, { force: true, recursive: true })
  }
}

/** One file and what it loads later, packages left outside; `shared` is source, so it is bundled in. */
async function bundle(root, entryPoints) {
  const { build } = await import('esbuild')
  const folder = join(root, 'server', 'dist')
  try {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints,
      outdir: folder,
      bundle: true,
      splitting: true,
      chunkNames: 'chunk-[hash]',
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      alias: { '@gezhong/shared': join(root, 'shared', 'src') },
      sourcemap: true,
      metafile: true,
      logLevel: 'silent',
    })
    await sweepOldChunks(folder, new Set(Object.keys(metafile.outputs).map((name) => join(root, name))))
  } catch (error) {
    const told = (error.errors ?? []).map(({ text, location }) =>
      location ? `${location.file}:${location.line}: ${text}` : text,
    )
    throw new Refusal(`${Object.keys(entryPoints)} could not be bundled:\n${told.join('\n') || error.message}`)
  }
}

/** Builds one target ('server', 'cli', 'admin' or 'h5') unless it stands as its sources say. Returns whether it had to. */
export async function buildIfStale(root, name) {
  const target = TARGETS[name]
  const proof = join(root, target.proof)
  const stamp = join(root, '.gezhong', `built-${name}`)
  const isFresh = (hash) => existsSync(proof) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
  if (isFresh(contentHash(root, target))) return false
  await mkdir(join(root, '.gezhong'), { recursive: true })
  return await withLock(
    `${stamp}.lock`,
    async () => {
      const hash = contentHash(root, target)
      if (isFresh(hash)) return false
      // Both go first: a build killed half-way, or one that exits well without building, must not pass for a build.
      await rm(stamp, { force: true })
      await rm(proof, { force: true })
      await step(target.step, () => target.build(root))
      if (!existsSync(proof))
        throw new Refusal(`Building ${name} ended well but made no ${proof}; see .gezhong/build-${name}.log.`)
      await writeFile(stamp, hash)
      return true
    },
    600_000,
  )
}

/** Everything the running system is and serves. */
export async function buildAll(root) {
  await Promise.all(['server', 'admin', 'h5'].map((name) => buildIfStale(root, name)))
}

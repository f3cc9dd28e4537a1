// Taro ends with 0 also when it built nothing. So: delete what was there, build, and look at what came out.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const PROOF = { weapp: 'app.json', h5: 'index.html' }

/** Node itself reads every emitted file: a syntax error in one of them is a white page inside WeChat. */
function assertReadable(folder) {
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.js')) continue
    const checked = spawnSync(process.execPath, ['--check', join(folder, entry)], { encoding: 'utf8' })
    if (checked.status !== 0) throw new Error(`${entry} is no readable script\n${checked.stderr}`)
  }
}

/**
 * What checks signatures, made ready before Taro sees it: Babel would write its `**` as Math.pow, which no whole number of
 * 255 bits survives. Numbers such as `1n` become calls, so that an engine without them can still read the file.
 */
function prebuildSignatures() {
  buildSync({
    absWorkingDir: here,
    stdin: { contents: `export { ed25519 } from '@noble/curves/ed25519.js'`, resolveDir: here },
    outfile: join(here, 'dist', 'prebuilt', 'ed25519.js'),
    bundle: true,
    format: 'esm',
    target: 'es2019',
    supported: { bigint: false },
    minify: true,
    logLevel: 'error',
  })
}

/** Builds one target into dist/<target>; throws with Taro's own words when it did not. */
export function build(target) {
  const proof = PROOF[target]
  if (proof === undefined) throw new Error(`usage: node build.mjs ${Object.keys(PROOF).join('|')}`)
  const out = join(here, 'dist', target)
  rmSync(out, { recursive: true, force: true })
  prebuildSignatures()
  const taro = createRequire(import.meta.url).resolve('@tarojs/cli/bin/taro')
  const ran = spawnSync(process.execPath, [taro, 'build', '--type', target, '--no-check'], {
    cwd: here,
    env: { ...process.env, NODE_ENV: 'production', TARO_ENV: target, BROWSERSLIST_IGNORE_OLD_DATA: '1' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const said = `${ran.stdout ?? ''}\n${ran.stderr ?? ''}`
  if (ran.status !== 0 || !existsSync(join(out, proof)) || /Failed to compile|Module not found/.test(said)) {
    rmSync(join(out, proof), { force: true })
    throw new Error(`the ${target} build failed\n${said}`)
  }
  assertReadable(out)
  return out
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${build(process.argv[2])}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 1
  }
}

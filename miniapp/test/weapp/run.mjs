// Builds weapp when its sources changed, then checks the package and drives it in a bare JavaScript world.
// The last line is the totals as JSON; the line before says the same to people.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../../build.mjs'
import { driveChecks } from './drive.mjs'
import { packageChecks } from './package-checks.mjs'

const miniapp = join(dirname(fileURLToPath(import.meta.url)), '../..')
const dist = join(miniapp, 'dist', 'weapp')
const stamp = join(miniapp, 'dist', 'weapp.stamp')
const SOURCES = [
  'src',
  'config',
  'package.json',
  'babel.config.cjs',
  'project.config.json',
  'build.mjs',
  '../shared/src',
]

function hashOfSources() {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const place = join(miniapp, source)
    const names = statSync(place).isFile() ? [''] : readdirSync(place, { recursive: true, encoding: 'utf8' }).sort()
    for (const name of names) {
      const file = join(place, name)
      if (!statSync(file).isFile() || name.includes('.test.')) continue
      hash.update(`${source}/${name}\0`).update(readFileSync(file))
    }
  }
  return hash.digest('hex')
}

const now = hashOfSources()
let passed = 0
let failed = 0
const say = (text) => process.stdout.write(`${text}\n`)

try {
  if (!existsSync(join(dist, 'app.json')) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== now) {
    build('weapp')
    writeFileSync(stamp, now)
  }
  for (const [name, check] of [...packageChecks(dist), ...driveChecks(dist)]) {
    try {
      await check()
      passed += 1
      say(`  ok    ${name}`)
    } catch (error) {
      failed += 1
      say(`  FAIL  ${name}\n${error?.stack ?? error}`)
    }
  }
} catch (error) {
  failed += 1
  say(`  FAIL  the build\n${error?.stack ?? error}`)
}
say(`${passed} passed, ${failed} failed`)
say(JSON.stringify({ passed, failed, skipped: 0 }))
// miniprogram-ci leaves workers behind that would keep this process alive.
process.exit(failed === 0 ? 0 : 1)

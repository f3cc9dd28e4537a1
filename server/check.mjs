// npm run check: what must be green before a change goes in, with the project's own tools; Node and npm are enough.
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap, say } from './launch/bootstrap.mjs'
import { printFailure } from './launch/refusal.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

try {
  await bootstrap(root)
  for (const script of ['format', 'lint', 'boundaries', 'types', 'test']) {
    say(`npm run ${script} …`)
    const { status } = spawnSync('npm', ['run', '-s', script], { cwd: root, stdio: 'inherit' })
    if (status !== 0) {
      say(`npm run ${script} is not green.`)
      process.exitCode = 1
      break
    }
  }
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}

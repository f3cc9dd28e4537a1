// npm run -s gezhong -- COMMAND …
//
// Installs and bundles what is stale first, all of that on stderr: stdout belongs to the command.
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bootstrap, readEnvFile } from './launch/bootstrap.mjs'
import { printFailure } from './launch/refusal.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

// A reader that has seen enough, such as `head`, is no failure, and what the command was doing is done to its end.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error
})

async function main() {
  await bootstrap(root)
  readEnvFile(root)
  const { buildIfStale } = await import('./launch/build.mjs')
  const { bundleFile, prepareEnvironment } = await import('./launch/environment.mjs')
  await buildIfStale(root, 'cli')
  const { runCommandLine } = await import(pathToFileURL(bundleFile(root, 'cli')).href)
  // npm runs scripts in the root; the person may have called it from a folder below.
  const cwd = (process.env.npm_lifecycle_event === 'gezhong' && process.env.INIT_CWD) || process.cwd()
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    root,
    cwd,
    env: process.env,
    print: (text) => process.stdout.write(text),
    remark: (text) => process.stderr.write(text),
    prepareEnvironment: () => prepareEnvironment(root),
  })
}

try {
  await main()
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}

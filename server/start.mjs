// npm start: installs and builds what is stale, starts the embedded Postgres (unless DATABASE_URL is set), serves.
//
// Ctrl-C or SIGTERM ends requests in flight, then Postgres; a second Ctrl-C does not wait. After kill -9 the next
// start adopts the Postgres that was left behind, or lets it recover. Supervisors run `node server/start.mjs` itself:
// npm does not pass SIGTERM on.
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bootstrap, readEnvFile } from './launch/bootstrap.mjs'
import { Refusal, printFailure } from './launch/refusal.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const PATIENCE = 15_000
/** npm passes Ctrl-C on to a process that the terminal has told already: an echo is not a second Ctrl-C. */
const ECHO = 700

/** What has to be ended, last first. Each waits for its own beginning: a start may be interrupted half-way. */
const endings = []
let endingSince = null

const nothing = () => {}

const withLimit = (promise, limit) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(resolve, limit).unref())])

async function end(code) {
  if (endingSince !== null) return
  endingSince = Date.now()
  for (const ending of endings.toReversed())
    await withLimit(Promise.resolve().then(ending).catch(printFailure), PATIENCE)
  process.exit(code)
}

function requireFreePort(host, port) {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => {
      const advice = 'Stop what runs there, or choose another with PORT=8081 npm start.'
      if (error.code === 'EADDRINUSE') reject(new Refusal(`Port ${port} is taken. ${advice}`))
      else
        reject(new Refusal(`Nothing can listen on ${host}:${port} (${error.code}). Choose others with HOST and PORT.`))
    })
    probe.listen({ host, port, exclusive: true }, () => probe.close(resolve))
  })
}

async function start() {
  await bootstrap(root)
  readEnvFile(root)
  const { buildAll, buildIfStale } = await import('./launch/build.mjs')
  const { bundleFile, prepareEnvironment } = await import('./launch/environment.mjs')
  const { step } = await import('./launch/steps.mjs')
  await buildIfStale(root, 'server')
  const { main, refuseBadVariables } = await import(pathToFileURL(bundleFile(root, 'main')).href)
  refuseBadVariables(process.env)
  await requireFreePort(process.env.HOST || '127.0.0.1', Number(process.env.PORT || 8080))
  await buildAll(root)
  const preparing = prepareEnvironment(root)
  endings.push(() => preparing.then(({ stop }) => stop(), nothing))
  const { env } = await preparing
  const serving = main(env, step)
  endings.push(() => serving.then((server) => server.close(), nothing))
  const server = await serving
  const { greeting } = await import('./launch/greeting.mjs')
  process.stdout.write(await greeting(server.url, { demo: env.DEMO === 'on' }))
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (endingSince !== null && Date.now() - endingSince > ECHO) process.exit(130)
    void end(0)
  })
}

// While ending, a connection that breaks off is no reason to leave the rest unfinished.
process.on('uncaughtException', (error) => {
  if (endingSince === null) printFailure(error)
  void end(1)
})

try {
  await start()
} catch (error) {
  // A start that was interrupted fails on whatever was being ended; that is not worth telling.
  if (endingSince === null) printFailure(error)
  await end(1)
}

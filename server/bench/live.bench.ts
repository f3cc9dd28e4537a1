// server/node_modules/.bin/tsx server/bench/live.bench.ts [listeners]
//
// 300 pages listening on a real port while reports arrive through HTTP and the background folds them. Prints how many of
// the events that the listeners should hear arrived, how long they took from the answer to the report, and how long
// a listener lives whose role was taken away.
import http from 'node:http'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { uuidv7 } from 'uuidv7'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const LISTENERS = Number(process.argv[2] ?? 300)
const REPORTS = 20
const BETWEEN_MS = 500
/** The pages of one account: it may have a few open, not hundreds. */
const PAGES = 5
const PATIENCE_MS = 20_000

const { startTestDatabases } = await import('../launch/test-database.mjs')
const databases = await startTestDatabases(root)
const { environment } = await databases.open('bench')
Object.assign(process.env, environment)
const { startTestApp } = await import('../test/app.ts')
const { makeCast, addPersona } = await import('../test/cast.ts')
const { startBackground } = await import('../src/background.ts')
const { listTeam, revokeRole } = await import('@gezhong/shared/grid/team/contract')

const app = await startTestApp()
const cast = await makeCast(app)
await app.settle()
await app.hub.start()
const background = startBackground(app.kernel, app.env, app.senders, (error) => console.log('background:', error))
const address = await app.server.listen({ host: '127.0.0.1', port: 0 })

interface Heard {
  revision: number
  at: number
}

interface Listening {
  heard: Heard[]
  opened: Promise<void>
  ended: Promise<number>
}

/** One page: keeps when it heard of each revision of the roll. */
function listen(token: string, agent: http.Agent): Listening {
  const heard: Heard[] = []
  let open: () => void = () => undefined
  let end: (at: number) => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  const ended = new Promise<number>((resolve) => (end = resolve))
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' }
  const request = http.get(`${address}/api/live`, { agent, headers }, (reply) => {
    if (reply.statusCode !== 200) throw new Error(`the stream answered ${reply.statusCode}`)
    let text = ''
    reply.setEncoding('utf8')
    reply.on('data', (part: string) => {
      text += part
      const messages = text.split('\n\n')
      text = messages.pop() ?? ''
      for (const message of messages) {
        if (message.includes('event: open')) open()
        const data = /^data: (.*)$/m.exec(message)?.[1]
        const event = data === undefined ? {} : (JSON.parse(data) as { topic?: string; revision?: number })
        if (event.topic === 'roll' && event.revision !== undefined)
          heard.push({ revision: event.revision, at: performance.now() })
      }
    })
    reply.on('close', () => end(performance.now()))
  })
  request.on('error', () => end(performance.now()))
  return { heard, opened, ended }
}

async function report(index: number): Promise<number> {
  const households = Object.values(cast.households)
  const household = households[index % households.length]!
  // A second report of a household says something else, or it would change nothing that could be heard of.
  const headcount = 3 + Math.floor(index / households.length)
  const reply = await fetch(`${address}/api/rolls/${cast.rollId}/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cast.secretary.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: uuidv7(), householdId: household.id, headcount }),
  })
  if (!reply.ok) throw new Error(`the report was answered ${reply.status}`)
  return performance.now()
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!

async function deliver(listeners: readonly Listening[]): Promise<void> {
  const delays: number[] = []
  let expected = 0
  for (let index = 0; index < REPORTS; index++) {
    const before = listeners.map((one) => one.heard.length)
    const said = await report(index)
    const until = said + PATIENCE_MS
    while (performance.now() < until && listeners.some((one, i) => one.heard.length === before[i])) await pause(20)
    for (const [i, one] of listeners.entries()) {
      expected += 1
      const next = one.heard[before[i]!]
      if (next !== undefined) delays.push(Math.max(0, next.at - said))
    }
    await pause(BETWEEN_MS)
  }
  const sorted = delays.toSorted((a, b) => a - b)
  console.log(
    `${listeners.length} listeners, ${REPORTS} reports: delivered ${delays.length}/${expected},` +
      ` median ${at(sorted, 0.5).toFixed(0)} ms, p99 ${at(sorted, 0.99).toFixed(0)} ms, longest ${sorted.at(-1)!.toFixed(0)} ms` +
      ' after the answer to the report (the numbers are folded every 200 ms)',
  )
}

async function takeAway(agent: http.Agent): Promise<void> {
  const leaving = await addPersona(app, cast.communityId, '离任网格员', 'grid-worker', { gridId: cast.grids['2-1']! })
  const listener = listen(leaving.token, agent)
  await listener.opened
  const { members } = await cast.secretary.call(listTeam)
  const grant = members.find((member) => member.accountId === leaving.accountId)!
  await cast.secretary.call(revokeRole, { params: { id: grant.grantId } })
  const taken = performance.now()
  console.log(
    `a listener whose role was taken away ended ${Math.max(0, (await listener.ended) - taken).toFixed(0)} ms after the answer`,
  )
}

try {
  const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity })
  const tokens: string[] = []
  while (tokens.length * PAGES < LISTENERS)
    tokens.push((await addPersona(app, cast.communityId, `专班${tokens.length}`, 'command-post')).token)
  const listeners = Array.from({ length: LISTENERS }, (_, index) => listen(tokens[Math.floor(index / PAGES)]!, agent))
  await Promise.all(listeners.map((one) => one.opened))
  console.log(`${LISTENERS} listeners open`)
  await deliver(listeners)
  await takeAway(agent)
} finally {
  await background.stop()
  await app.close()
  await databases.stop()
}

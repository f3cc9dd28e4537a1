// npx tsx server/bench/sign-in.bench.ts
//
// How many people get in per second through HTTP: by name and password beside the bare argon2id check that no server
// can spare, and by refreshing a token beside a bare session row read and written. Prints both and their ratio in each
// round; fails on none.
import http from 'node:http'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hash, verify } from '@node-rs/argon2'
import pg from 'pg'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const ROUNDS = 3
const SECONDS = 4
const AT_ONCE = 8
const PASSWORD = '槐树下的三只灰猫'

const { startTestDatabases } = await import('../launch/test-database.mjs')
const databases = await startTestDatabases(root)
const { environment } = await databases.open('bench')
Object.assign(process.env, environment)
const { startTestApp } = await import('../test/app.ts')
const { makeCast } = await import('../test/cast.ts')

const app = await startTestApp()
const cast = await makeCast(app)
const address = await app.server.listen({ host: '127.0.0.1', port: 0 })
const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE })
const digest = await hash(PASSWORD)
// One person for each that come at once: the same name tried several times together looks like guessing.
const people = (
  ['gridLead', 'gridWorker', 'otherLead', 'hubHousehold', 'volunteer', 'guard', 'resident', 'stranger'] as const
).map((name) => cast[name])
for (const [turn, { accountId }] of people.entries())
  await app.kernel.pool.query('INSERT INTO password_sign_in VALUES ($1, $2, $3, $4, now())', [
    accountId,
    cast.communityId,
    `person-${turn}`,
    digest,
  ])

function post<T>(path: string, body: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const options = { agent, method: 'POST', headers: { 'content-type': 'application/json' } }
    const request = http.request(address + path, options, (reply) => {
      let text = ''
      reply.setEncoding('utf8')
      reply.on('data', (part: string) => (text += part))
      reply.on('end', () => {
        if (reply.statusCode === 200) resolve(JSON.parse(text) as T)
        else reject(new Error(`${path}: ${reply.statusCode} ${text}`))
      })
    })
    request.on('error', reject)
    request.end(JSON.stringify(body))
  })
}

/** Times a second, with several at once. */
async function perSecond(one: (turn: number) => Promise<unknown>): Promise<number> {
  const start = performance.now()
  const until = start + SECONDS * 1000
  let done = 0
  const line = async (turn: number) => {
    while (performance.now() < until) {
      await one(turn)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => line(turn)))
  return (done * 1000) / (performance.now() - start)
}

interface Tokens {
  refreshToken: string
}

const signIn = (turn: number) => post<Tokens>('/api/sign-in', { name: `person-${turn}`, password: PASSWORD })
const tokens = await Promise.all(people.map((_, turn) => signIn(turn)))

async function refresh(turn: number): Promise<void> {
  tokens[turn] = await post<Tokens>('/api/session/refresh', tokens[turn]!)
}

const bare = new pg.Pool({ connectionString: environment.TEST_DATABASE_URL, max: AT_ONCE })
async function readAndWrite(): Promise<void> {
  const client = await bare.connect()
  await client.query('BEGIN')
  const { rows } = await client.query('SELECT * FROM session WHERE account_id = $1 LIMIT 1 FOR UPDATE SKIP LOCKED', [
    cast.gridLead.accountId,
  ])
  await client.query('UPDATE session SET used_at = now() WHERE id = $1', [(rows[0] as { id: string } | undefined)?.id])
  await client.query('COMMIT')
  client.release()
}

const show = (what: string, [ours, floor]: [number, number], beside: string) =>
  console.log(
    `${what.padEnd(22)} ${ours.toFixed(0).padStart(5)}/s  ${beside} ${floor.toFixed(0).padStart(5)}/s  ` +
      `ratio ${(ours / floor).toFixed(2)}`,
  )

console.log(`${AT_ONCE} at once, ${ROUNDS} rounds of ${SECONDS} s each`)
try {
  for (let round = 0; round < ROUNDS; round += 1) {
    show(
      'name and password',
      [await perSecond(signIn), await perSecond(() => verify(digest, PASSWORD))],
      'argon2id alone',
    )
    show('refreshing a token', [await perSecond(refresh), await perSecond(readAndWrite)], 'bare row     ')
  }
} finally {
  agent.destroy()
  await bare.end()
  await app.close()
  await databases.stop()
}

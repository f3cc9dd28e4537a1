import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { Problem } from '@gezhong/shared/errors'
import { IMPORT_MAX_BYTES } from '@gezhong/shared/people/import/contract'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast, type Cast } from '../../test/cast.ts'
import { endChildren, runModule } from '../../test/launch/child.ts'
import { drain } from './drain.ts'

/* What only shows on a real socket: paths as they were typed, and answers to those who are still sending. */

jest.setTimeout(120_000)

const OUTSIDE = 'nobody may read this'

let app: TestApp
let cast: Cast
let folder: string
let port: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezhong-pages-'))
  for (const [name, file] of [
    ['web', 'index.html'],
    ['web', 'app.12345678.js'],
    ['admin', 'index.html'],
  ] as const) {
    await mkdir(join(folder, name), { recursive: true })
    await writeFile(join(folder, name, file), `a page of ${name}`)
  }
  for (const [end, pack] of [
    ['br', brotliCompressSync],
    ['gz', gzipSync],
  ] as const)
    await writeFile(join(folder, 'web', `app.12345678.js.${end}`), pack('a page of web'))
  for (const file of ['secret.txt', 'web/.hidden', 'index.html']) await writeFile(join(folder, file), OUTSIDE)
  app = await startTestApp({ WEB_DIR: join(folder, 'web'), ADMIN_DIR: join(folder, 'admin') })
  cast = await makeCast(app)
  await app.server.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.server.address() as AddressInfo).port
})

afterAll(async () => {
  endChildren()
  await app.close()
  await rm(folder, { recursive: true })
})

test('a page comes packed as its browser takes it, and unpacked to one that takes neither', async () => {
  const asked = async (encoding: string) => {
    const reply = await fetch(`http://127.0.0.1:${port}/app.12345678.js`, { headers: { 'accept-encoding': encoding } })
    const { headers } = reply
    expect(headers.get('vary')).toContain('accept-encoding')
    expect(headers.get('cache-control')).toContain('immutable')
    expect(headers.get('content-type')).toContain('javascript')
    return [headers.get('content-encoding'), await reply.text()]
  }
  expect(await asked('gzip, br')).toEqual(['br', 'a page of web'])
  expect(await asked('gzip')).toEqual(['gzip', 'a page of web'])
  expect(await asked('identity')).toEqual([null, 'a page of web'])
})

interface Seen {
  status: number
  type: string
  text: string
}

/** Sends the path byte by byte as it stands here: fetch would tidy it up. */
function get(path: string, accept = 'text/html'): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, headers: { accept } }, (reply) => {
      let text = ''
      reply.setEncoding('utf8')
      reply.on('data', (chunk: string) => (text += chunk))
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, type: String(reply.headers['content-type']), text }),
      )
    })
    asking.once('error', reject)
    asking.end()
  })
}

describe('a path', () => {
  test.each([
    ['/', 'a page of web'],
    ['/app.12345678.js', 'a page of web'],
    ['/admin/', 'a page of admin'],
    ['/admin/rolls/7', 'a page of admin'],
  ])('%s leads to its page', async (path, text) => {
    expect(await get(path)).toMatchObject({ status: 200, text })
  })

  const BELOW = [
    '..%2f',
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    '%2e%2e%2fsecret.txt',
    '..%252fsecret.txt',
    '%252e%252e%252fsecret.txt',
    '..%5csecret.txt',
    '..\\secret.txt',
    '..%5c..%5csecret.txt',
    '..%c0%afsecret.txt',
    '..;/secret.txt',
    './../secret.txt',
    'a/../../secret.txt',
    '%00',
    'index.html%00.txt',
    '%',
    '%zz',
    '%e4%b8',
    '.hidden',
    '%2ehidden',
    '/etc/passwd',
    '//host/',
    'C:%5cwindows',
    '%0d%0aset-cookie:x',
    'index.html/',
    'index.html/x',
    `${'a'.repeat(300)}`,
    `${'a/'.repeat(4_000)}`,
    `${'%2e%2e%2f'.repeat(500)}etc/passwd`,
    '?..%2fsecret.txt=%',
  ]
  const PATHS = [
    ...BELOW.map((rest) => `/${rest}`).filter((path) => path !== '/?..%2fsecret.txt=%'),
    ...BELOW.map((rest) => `/admin/${rest}`),
    ...BELOW.map((rest) => `/docs/static/${rest}`),
    ...BELOW.map((rest) => `/api/${rest}`),
    '//host/',
    '//host/..%2f',
    '///',
    '/\\host',
    '/admin..%2fsecret.txt',
    '/admin%2f..%2f..%2fsecret.txt',
  ]

  test.each(PATHS.map((path) => [path.slice(0, 60), path]))('%s is refused in words, or is a page', async (_, path) => {
    for (const accept of ['*/*', 'text/html']) {
      const { status, type, text } = await get(path, accept)
      expect(text).not.toContain(OUTSIDE)
      expect(text).not.toContain('root:')
      // Whoever asks the admin page for an address of its own gets the page, which says itself that there is nothing.
      if (status === 200)
        expect([type.split(';')[0], path]).toEqual(['text/html', expect.stringMatching(/^\/(admin|docs)\//)])
      else {
        expect([400, 404]).toContain(status)
        expect(type).toMatch(/^application\/problem\+json/)
        expect(['not-found', 'not-valid']).toContain(Problem.parse(JSON.parse(text)).code)
      }
    }
  })

  test('too long for any server is refused before it is read', async () => {
    expect((await get(`/${'a'.repeat(40_000)}`)).status).toBe(431)
  })
})

/** Sends a body of so many bytes from another process: in our own, the client would read before it has sent too much. */
const CLIENT = `
  const [url, token, kind, bytes] = process.argv.slice(1)
  const headers = { authorization: 'Bearer ' + token }
  const mass = new Uint8Array(Number(bytes)).fill(97)
  let body = mass
  if (kind === 'file') {
    body = new FormData()
    body.set('file', new Blob([mass]), 'ledger.csv')
  } else headers['content-type'] = 'application/json'
  if (kind === 'stream') body = new Blob([mass]).stream()
  try {
    const reply = await fetch(url, { method: 'POST', headers, body, duplex: 'half' })
    const { status } = reply
    console.log(JSON.stringify({ status, type: reply.headers.get('content-type'), problem: await reply.json() }))
  } catch (error) {
    console.log(JSON.stringify({ error: String(error.cause ?? error) }))
  }
`

describe('what is too large is answered as such to whoever is still sending it', () => {
  async function send(path: string, kind: string, bytes: number) {
    const url = `http://127.0.0.1:${port}${path}`
    const client = runModule(CLIENT, [url, cast.secretary.token, kind, String(bytes)])
    await client.ended
    return JSON.parse(client.output()) as unknown
  }

  const megabyte = 1024 * 1024
  const refused = {
    status: 413,
    type: expect.stringMatching(/^application\/problem\+json/),
    problem: expect.objectContaining({ type: 'urn:gezhong:too-large', code: 'too-large', status: 413 }),
  }

  test.each([
    ['json', 6 * megabyte],
    ['json', 30 * megabyte],
    ['stream', 20 * megabyte],
    ['file', IMPORT_MAX_BYTES + 1],
    ['file', IMPORT_MAX_BYTES + 20 * megabyte],
  ])('%s of %d bytes', async (kind, bytes) => {
    const chain = `/api/rolls/${cast.rollId}/chains/${cast.grids['2']!}/preview`
    const path = kind === 'file' ? '/api/imports?kind=ledger' : chain
    expect(await send(path, kind, bytes)).toEqual(refused)
  })

  test('more than anybody would wait for is read no further', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(megabyte)
      })(),
    ) as unknown as IncomingMessage
    await drain(endless, 3 * megabyte)
    expect(endless.isPaused()).toBe(true)
    const silent = new Readable({ read: () => undefined }) as unknown as IncomingMessage
    await drain(silent, megabyte, 20)
    expect(silent.isPaused()).toBe(true)
  })

  test('the server goes on answering others', async () => {
    expect((await get('/health')).status).toBe(200)
  })
})

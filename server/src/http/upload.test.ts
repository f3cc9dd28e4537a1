import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast, type Cast } from '../../test/cast.ts'

let app: TestApp
let cast: Cast
let port: number
const sockets: Socket[] = []

beforeAll(async () => {
  app = await startTestApp({ DATABASE_POOL_SIZE: '2' })
  cast = await makeCast(app)
  port = Number(new URL(await app.server.listen({ host: '127.0.0.1', port: 0 })).port)
}, 60_000)

afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await app.close()
})

const HEAD = [
  '--part',
  'content-disposition: form-data; name="file"; filename="ledger.csv"',
  'content-type: text/csv',
  '',
  'grid,door,headcount,phone',
].join('\r\n')

/** An upload of which only the beginning arrives. */
function beginUpload(token: string): Socket {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => undefined)
  socket.write(
    [
      'POST /api/imports?kind=ledger HTTP/1.1',
      'host: localhost',
      `authorization: Bearer ${token}`,
      'content-type: multipart/form-data; boundary=part',
      'content-length: 100000',
      '',
      HEAD,
    ].join('\r\n'),
  )
  return socket
}

const said = (socket: Socket) =>
  new Promise<string>((resolve) => {
    let text = ''
    socket.on('data', (part) => {
      text += String(part)
      if (text.includes('\r\n\r\n')) resolve(text)
    })
  })

const rest = () => new Promise((resolve) => setTimeout(resolve, 300))

test('files that arrive slowly keep nobody else waiting, and only so many are taken at once', async () => {
  for (let count = 0; count < 6; count += 1) {
    beginUpload(cast.secretary.token)
    await rest()
  }
  const reply = await fetch(`http://127.0.0.1:${port}/api/me`, {
    headers: { authorization: `Bearer ${cast.secretary.token}` },
  })
  expect(reply.status).toBe(200)
  expect(await said(beginUpload(cast.secretary.token))).toMatch(/^HTTP\/1\.1 429 /)
  for (const socket of sockets) socket.destroy()
  await rest()
  const again = beginUpload(cast.secretary.token)
  again.write(`${'\r\n'.padEnd(99_988 - Buffer.byteLength(HEAD) - 2, ' ')}\r\n--part--\r\n`)
  expect(await said(again)).toMatch(/^HTTP\/1\.1 (200|422) /)
})

test('somebody who may not upload is refused before the file is read', async () => {
  expect(await said(beginUpload(cast.resident.token))).toMatch(/^HTTP\/1\.1 403 /)
})

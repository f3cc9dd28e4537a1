import { expect, test } from '@jest/globals'
import fastify from 'fastify'
import { listensAt } from './listens-at.ts'

test.each(['127.0.0.1', '::'])(
  'listening on %s, the address is the one that was reached, not the Host header',
  async (host) => {
    const server = fastify({ forceCloseConnections: true })
    server.get('/', async (request) => ({ at: listensAt(request) }))
    await server.listen({ host, port: 0 })
    const { port } = server.server.address() as { port: number }
    const reply = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-forwarded-host': 'thief.example' } })
    expect(await reply.json()).toEqual({ at: `http://127.0.0.1:${port}` })
    await server.close()
  },
)

test('an IPv6 address stands in brackets', () => {
  expect(listensAt({ socket: { localAddress: '2001:db8::1', localPort: 8080 } })).toBe('http://[2001:db8::1]:8080')
})

test('whatever is written into the Host header is no address', async () => {
  const server = fastify()
  server.get('/', async (request) => ({ at: listensAt(request) }))
  const reply = await server.inject({ url: '/', headers: { host: 'thief.example' } })
  expect(reply.body).not.toContain('thief')
  await server.close()
})

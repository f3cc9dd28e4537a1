import { expect, test } from '@jest/globals'
import fastify from 'fastify'
import { registerCleanText } from './clean-text.ts'
import { problemFrom } from './problems.ts'

async function statusOf(url: string, payload: string): Promise<number> {
  const app = fastify()
  registerCleanText(app)
  app.setErrorHandler((error, _, reply) => reply.code(problemFrom(error)?.status ?? 500).send({}))
  app.post('/:id', async (request) => JSON.stringify(request.body))
  const reply = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json' } })
  await app.close()
  return reply.statusCode
}

test.each([
  ['a NUL', '/1', '{"a":[{"b":"x\\u0000"}]}'],
  ['half a pair', '/1', '{"a":"\\ud800"}'],
  ['the other half, in a key', '/1', '{"\\udc00":1}'],
  ['a NUL in the query', '/1?q=%00', '{}'],
  ['a NUL in the path', '/a%00b', '{}'],
  ['41 levels', '/1', '['.repeat(41) + ']'.repeat(41)],
  ['200000 levels', '/1', '['.repeat(200_000) + ']'.repeat(200_000)],
])('%s is refused', async (_, url, payload) => expect(await statusOf(url, payload)).toBe(400))

test('whole pairs and usual depths pass', async () => {
  expect(await statusOf('/1?q=%F0%A0%AE%B7', '{"a":"\\ud842\\udfb7\\n"}')).toBe(200)
  expect(await statusOf('/1', '['.repeat(40) + ']'.repeat(40))).toBe(200)
})

test.each([
  [403, 'not-found'],
  [404, 'not-found'],
  [413, 'too-large'],
  [400, 'not-valid'],
])('a refusal of the web framework with %d is one of ours', (statusCode, code) => {
  expect(problemFrom({ statusCode })?.code).toBe(code)
})

test.each([418, 422, 500])('what a library says with %d is a fault of ours', (statusCode) => {
  expect(problemFrom({ statusCode })).toBeNull()
})

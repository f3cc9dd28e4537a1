import { describe, expect, test } from '@jest/globals'
import fastify from 'fastify'
import { startTestApp } from '../../test/app.ts'
import { hasTooManyParts, registerJsonBody } from './json-body.ts'
import { problemFrom } from './problems.ts'

describe('the parts of a body', () => {
  test('are members, elements, objects and lists', () => {
    expect(hasTooManyParts(JSON.stringify(Array.from({ length: 19_999 }, () => 1)))).toBe(false)
    expect(hasTooManyParts(JSON.stringify(Array.from({ length: 20_001 }, () => 1)))).toBe(true)
    expect(hasTooManyParts(`{${'"a":{"b":1},'.repeat(10_001)}"c":1}`)).toBe(true)
    expect(hasTooManyParts('['.repeat(20_001))).toBe(true)
  })

  test('are not what stands in a text, however it is quoted', () => {
    const text = '1. 中区1号,3人 [接龙] "{\\"'.repeat(30_000)
    expect(hasTooManyParts(JSON.stringify({ text, fixes: [] }))).toBe(false)
    expect(hasTooManyParts(`"\\\\",${'1,'.repeat(20_001)}`)).toBe(true)
  })

  test('too many are refused with a sentence, the usual ones are read as before', async () => {
    const app = fastify()
    registerJsonBody(app)
    app.setErrorHandler((error, _, reply) => {
      const refusal = problemFrom(error)
      return reply.code(refusal?.status ?? 500).send(refusal?.toProblem())
    })
    app.post('/', async (request) => ({ got: request.body }))
    const headers = { 'content-type': 'application/json' }
    const post = (payload: string) => app.inject({ method: 'POST', url: '/', payload, headers })
    const many = await post(`{${Array.from({ length: 20_001 }, (_, index) => `"k${index}":1`).join(',')}}`)
    expect([many.statusCode, many.json<object>()]).toMatchObject([
      400,
      { code: 'not-valid', detail: /分几次/ as never },
    ])
    expect((await post('{"a":[1,{"b":"，"}]}')).json()).toEqual({ got: { a: [1, { b: '，' }] } })
    for (const bad of ['', '{', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}'])
      expect((await post(bad)).statusCode).toBe(400)
    await app.close()
  })
})

describe('a body', () => {
  test('is as long as its endpoint needs, and unread without a token of ours', async () => {
    const app = await startTestApp()
    const post = (url: string, payload: string, token?: string) => {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
      const headers = { 'content-type': 'application/json', ...authorization }
      return app.server.inject({ method: 'POST', url, payload, headers })
    }
    const token = app.server.issueToken('01890000-0000-7000-8000-0000000000aa')
    const chain = '/api/rolls/01890000-0000-7000-8000-0000000000aa/chains/01890000-0000-7000-8000-0000000000aa'
    const long = JSON.stringify({ text: '中'.repeat(1_000_000), name: 'a', password: 'b' })
    expect((await post('/api/sign-in', long)).statusCode).toBe(413)
    expect((await post('/api/rolls', long, token)).statusCode).toBe(413)
    // Read; there is only no such session.
    expect((await post(chain, long, token)).statusCode).toBe(401)
    expect((await post(chain, '{', token)).statusCode).toBe(400)
    expect((await post(chain, '{')).statusCode).toBe(401)
    await app.close()
  })
})

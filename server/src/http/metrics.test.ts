import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startTestApp, type TestApp } from '../../test/app.ts'

const TOKEN = 'a-token-of-this-test'

let open: TestApp
let guarded: TestApp

beforeAll(async () => {
  open = await startTestApp()
  guarded = await startTestApp({ METRICS_TOKEN: TOKEN })
})

afterAll(async () => {
  await open.close()
  await guarded.close()
})

const ask = async (app: TestApp, remoteAddress: string, headers: Record<string, string> = {}) => {
  const reply = await app.server.inject({ url: '/metrics', remoteAddress, headers })
  return `${reply.statusCode} ${reply.body.includes('http_request_duration_seconds') ? 'numbers' : 'none'}`
}

test('without a token only this machine reads the numbers, and nobody whom a proxy on it asks for', async () => {
  for (const here of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
    expect([here, await ask(open, here)]).toEqual([here, '200 numbers'])
  for (const elsewhere of ['203.0.113.7', '10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1'])
    expect([elsewhere, await ask(open, elsewhere)]).toEqual([elsewhere, '404 none'])
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    expect([header, await ask(open, '127.0.0.1', { [header]: '127.0.0.1' })]).toEqual([header, '404 none'])
})

test('with a token whoever shows it does, and this machine no longer without', async () => {
  expect(await ask(guarded, '203.0.113.7', { authorization: `Bearer ${TOKEN}` })).toBe('200 numbers')
  for (const authorization of ['', TOKEN, `Bearer ${TOKEN}x`, 'Bearer '])
    expect([authorization, await ask(guarded, '127.0.0.1', { authorization })]).toEqual([authorization, '404 none'])
})

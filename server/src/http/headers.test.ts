import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startTestApp, type TestApp } from '../../test/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: '127.0.0.1' })
})

afterAll(() => app.close())

test('pages run our own scripts only, stand in no frame and send nothing elsewhere', async () => {
  const { headers } = await app.server.inject('/health')
  const policy = new Map(
    String(headers['content-security-policy'])
      .split(';')
      .map((directive) => directive.trim().split(' '))
      .map(([name = '', ...sources]) => [name, sources.join(' ')] as const),
  )
  expect(policy.get('default-src')).toBe("'none'")
  expect(policy.get('script-src')).toBe("'self' 'wasm-unsafe-eval'")
  expect(policy.get('connect-src')).toBe("'self'")
  expect(policy.get('base-uri')).toBe("'none'")
  expect(policy.get('frame-ancestors')).toBe("'none'")
  expect(policy.has('upgrade-insecure-requests')).toBe(false)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['permissions-policy']).toContain('geolocation=()')
})

test('HTTPS is promised only to who came by HTTPS', async () => {
  const plain = await app.server.inject('/health')
  expect(plain.headers['strict-transport-security']).toBeUndefined()
  const behindProxy = await app.server.inject({ url: '/health', headers: { 'x-forwarded-proto': 'https' } })
  expect(behindProxy.headers['strict-transport-security']).toBe('max-age=31536000')
})

test("another site's page is told nothing, neither before nor after it asks", async () => {
  const elsewhere = { origin: 'https://elsewhere.example' }
  const asked = await app.server.inject({
    method: 'OPTIONS',
    url: '/api/me',
    headers: { ...elsewhere, 'access-control-request-method': 'GET' },
  })
  const answered = await app.server.inject({ url: '/api/me', headers: elsewhere })
  for (const reply of [asked, answered]) {
    expect(reply.statusCode).toBeGreaterThanOrEqual(400)
    expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  }
})

import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { readEnv, refuseBadVariables } from './env.ts'
import { looksMadeUp } from './security/weak-keys.ts'

const key = () => randomBytes(32).toString('base64')

const whole = () => ({
  DATABASE_URL: 'postgres://app@127.0.0.1/x',
  SESSION_SECRET: key(),
  DATA_KEYS: `k2:${key()},k1:${key()}`,
  PHONE_INDEX_KEY: key(),
  AUDIT_SIGNING_KEY: generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'der' })
    .toString('base64'),
  COMMUNITY_KEYS_DIR: '/keys',
  MIGRATIONS_DIR: '/migrations',
})

/** What is said, line by line, without its first. */
function said(work: () => unknown): string[] {
  try {
    work()
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
  return []
}

test('what is left empty counts as not set, and the rest has its form', () => {
  const env = readEnv({ ...whole(), PORT: '', DATABASE_POOL_SIZE: '20' })
  expect(env).toMatchObject({ PORT: 8080, DATABASE_POOL_SIZE: 20, DEMO: false })
})

test('everything that is wrong is told at once, in words and without a value', () => {
  const { DATABASE_URL: _, ...rest } = whole()
  const bad = {
    PORT: 'abc',
    DATABASE_POOL_SIZE: '1',
    DEMO: 'yes',
    LOG_LEVEL: 'loud',
    WECHAT_API_URL: 'nowhere-land',
    DATABASE_OWNER_URL: 'mysql://hidden@x',
    DATA_KEYS: 'k1:short',
    AUDIT_SIGNING_KEY: key(),
    WECHAT_APP_ID: 'wx1',
    SMS: 'gateway',
    SESSION_SECRET: Buffer.alloc(32, 7).toString('base64'),
  }
  const lines = said(() => readEnv({ ...rest, ...bad }))
  expect(lines.toSorted()).toEqual([
    'AUDIT_SIGNING_KEY: must be an Ed25519 private key; make one with: openssl genpkey -algorithm ed25519 -outform DER | base64 -w0',
    'DATABASE_OWNER_URL: must be a postgres:// URL',
    'DATABASE_POOL_SIZE: must be a whole number from 2 to 200',
    'DATABASE_URL: is missing',
    'DATA_KEYS: must be a comma-separated list of id:base64, each key 32 bytes',
    'DEMO: must be on or off',
    'LOG_LEVEL: must be fatal, error, warn, info, debug or silent',
    'PORT: must be a whole number from 0 to 65535',
    'SESSION_SECRET: is easy to guess; make one with: openssl rand -base64 32',
    'SMS: gateway needs SMS_GATEWAY_URL',
    'WECHAT_API_URL: must be a URL such as https://example.org/',
    'WECHAT_APP_ID: WECHAT_APP_ID and WECHAT_APP_SECRET belong together',
  ])
})

test.each(['abc', '-1', '1.5', '65536', '8080 ', '0x10', '1e3'])('PORT=%s is no port', (PORT) => {
  expect(said(() => readEnv({ ...whole(), PORT }))).toEqual(['PORT: must be a whole number from 0 to 65535'])
})

test('before the rest is known, only what somebody set is held against them', () => {
  expect(said(() => refuseBadVariables({ HOST: '0.0.0.0', LOG_LEVEL: '' }))).toEqual([])
  expect(said(() => refuseBadVariables({ PORT: 'abc', DEMO: 'ja' })).length).toBe(2)
})

/** Made up in the ways people make keys up. */
const MADE_UP = [
  'changeme',
  Buffer.alloc(32, 'a').toString('base64'),
  Buffer.alloc(32).toString('base64'),
  Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64'),
  Buffer.from('this-is-the-session-secret-of-ours').toString('base64'),
  'mysupersecretkeywhichisatleastthirtytwobyteslong',
  'ChangeMeChangeMe5678ChangeMeZyxwChangeMeRqponmlk',
  'aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffff',
]

test.each(MADE_UP)('%s is refused where no demo is, and let pass in a demo', (text) => {
  expect(looksMadeUp(text)).toBe(true)
  expect(said(() => readEnv({ ...whole(), SESSION_SECRET: text }))[0]).toMatch(/^SESSION_SECRET: /)
  if (Buffer.from(text, 'base64').length >= 32)
    expect(said(() => readEnv({ ...whole(), SESSION_SECRET: text, DEMO: 'on' }))).toEqual([])
})

test('one key for two purposes is refused, also inside the ring', () => {
  const twin = key()
  expect(said(() => readEnv({ ...whole(), SESSION_SECRET: twin, PHONE_INDEX_KEY: twin }))).toHaveLength(1)
  expect(said(() => readEnv({ ...whole(), DATA_KEYS: `k2:${twin},k1:${twin}` }))).toHaveLength(1)
})

test('no key drawn by chance looks made up', () => {
  expect(Array.from({ length: 5_000 }, key).filter(looksMadeUp)).toEqual([])
})

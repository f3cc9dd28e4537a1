import { isIP } from 'node:net'
import { z } from 'zod'

const bytes = (text: string) => Buffer.from(text, 'base64')

const Key = z
  .string()
  .refine((text) => bytes(text).length === 32, 'must be 32 bytes in base64')
  .transform(bytes)

const Secret = z
  .string()
  .refine((text) => bytes(text).length >= 32, 'must be at least 32 bytes in base64')
  .transform(bytes)

/** `k2:base64,k1:base64`: the first key seals, all of them open. */
const KeyRing = z.string().transform((text, context) => {
  const ring = text.split(',').map((part) => {
    const [id = '', key = ''] = part.split(':')
    return { id, key: bytes(key) }
  })
  if (ring.every(({ id, key }) => /^[a-z0-9]{1,8}$/.test(id) && key.length === 32)) return ring
  context.addIssue('must be a comma-separated list of id:base64, each key 32 bytes')
  return z.NEVER
})

const Switch = z.enum(['on', 'off']).transform((text) => text === 'on')

/** An address or a network such as 10.0.0.0/8. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^[1-9][0-9]{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

/** Whom to believe about the caller's address: nobody, or the proxies at these addresses. */
const TrustedProxy = z.string().transform((text, context) => {
  if (text === 'off') return false
  const networks = text.split(',').map((part) => part.trim())
  if (networks.every(isNetwork)) return networks
  context.addIssue('must be off, or the addresses or networks of the proxies in front, with commas between')
  return z.NEVER
})

const perMinute = (most: number) => z.coerce.number().int().min(1).default(most)

const PostgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')

const Environment = z
  .object({
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
    DATABASE_URL: PostgresUrl,
    DATABASE_OWNER_URL: PostgresUrl.optional(),
    DATABASE_DIRECT_URL: PostgresUrl.optional(),
    DATABASE_KEEPER_URL: PostgresUrl.optional(),
    PREPARED_STATEMENTS: Switch.default(true),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(12),
    SESSION_SECRET: Secret,
    DATA_KEYS: KeyRing,
    PHONE_INDEX_KEY: Key,
    AUDIT_SIGNING_KEY: z.string().min(40).transform(bytes),
    COMMUNITY_KEYS_DIR: z.string().min(1),
    DEMO: Switch.default(false),
    TRUST_PROXY: TrustedProxy.default(false),
    RATE_GENERAL: perMinute(600),
    RATE_SIGN_IN: perMinute(60),
    RATE_REVEAL: perMinute(20),
    RATE_EXPORT: perMinute(10),
    RATE_UPLOAD: perMinute(10),
    RATE_PASTE: perMinute(60),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    MIGRATIONS_DIR: z.string().min(1),
    WECHAT_APP_ID: z.string().optional(),
    WECHAT_APP_SECRET: z.string().optional(),
    WECHAT_API_URL: z.url().default('https://api.weixin.qq.com'),
    SMS: z.enum(['off', 'console', 'gateway']).default('off'),
    SMS_GATEWAY_URL: z.url().optional(),
    SMS_GATEWAY_TOKEN: z.string().optional(),
    WEB_DIR: z.string().optional(),
    ADMIN_DIR: z.string().optional(),
  })
  .refine((env) => (env.WECHAT_APP_ID === undefined) === (env.WECHAT_APP_SECRET === undefined), {
    path: ['WECHAT_APP_SECRET'],
    message: 'WECHAT_APP_ID and WECHAT_APP_SECRET belong together',
  })
  .refine((env) => env.SMS !== 'gateway' || env.SMS_GATEWAY_URL !== undefined, {
    path: ['SMS_GATEWAY_URL'],
    message: 'is needed for SMS=gateway',
  })
  .transform((env) => ({
    ...env,
    DATABASE_DIRECT_URL: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL,
    /** Calls a minute by one asker, by the kind of limit. */
    RATES: {
      general: env.RATE_GENERAL,
      'sign-in': env.RATE_SIGN_IN,
      reveal: env.RATE_REVEAL,
      export: env.RATE_EXPORT,
      upload: env.RATE_UPLOAD,
      paste: env.RATE_PASTE,
    },
  }))

export type Env = z.output<typeof Environment>

/** Every bad variable is named at once, never with its value: most of them are secrets. */
export class BadEnvironment extends Error {}

export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const known = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Environment.safeParse(known)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new BadEnvironment(`The environment is not usable:\n${lines.join('\n')}`)
}

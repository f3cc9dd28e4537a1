import { createPrivateKey } from 'node:crypto'
import { isIP } from 'node:net'
import { z } from 'zod'
import { weakKeys } from './security/weak-keys.ts'

const bytes = (text: string) => Buffer.from(text, 'base64')

/** Said in words, and never with the value. */
const says = (sentence: string) => ({
  error: ({ input }: { input: unknown }) => (input === undefined ? 'is missing' : sentence),
})

const Text = z.string(says('must be a text'))

const Key = Text.refine((text) => bytes(text).length === 32, 'must be 32 bytes in base64').transform(bytes)

const Secret = Text.refine((text) => bytes(text).length >= 32, 'must be at least 32 bytes in base64').transform(bytes)

/** `k2:base64,k1:base64`: the first key seals, all of them open. */
const KeyRing = Text.transform((text, context) => {
  const ring = text.split(',').map((part) => {
    const [id = '', key = ''] = part.split(':')
    return { id, key: bytes(key) }
  })
  if (ring.every(({ id, key }) => /^[a-z0-9]{1,8}$/.test(id) && key.length === 32)) return ring
  context.addIssue('must be a comma-separated list of id:base64, each key 32 bytes')
  return z.NEVER
})

function isSigningKey(text: string): boolean {
  try {
    return createPrivateKey({ key: bytes(text), format: 'der', type: 'pkcs8' }).asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}

const SigningKey = Text.refine(
  isSigningKey,
  'must be an Ed25519 private key; make one with: openssl genpkey -algorithm ed25519 -outform DER | base64 -w0',
).transform(bytes)

const Switch = z.enum(['on', 'off'], says('must be on or off')).transform((text) => text === 'on')

const choice = <const T extends readonly string[]>(names: T) =>
  z.enum(names, says(`must be ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`))

const PostgresUrl = Text.regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')

const Url = z.url(says('must be a URL such as https://example.org/'))

const whole = (least: number, most: number) => {
  const sentence = `must be a whole number from ${least} to ${most}`
  return Text.regex(/^\d{1,9}$/, sentence)
    .transform(Number)
    .refine((number) => number >= least && number <= most, sentence)
}

const perMinute = (most: number) => whole(1, 999_999_999).default(most)

/** `id:key,key`: a template of WeChat messages with its fields in our order. */
const Template = (fields: number) => {
  const sentence = `must be the template's id and its ${fields} fields, such as AbC-12:${['thing1', 'time2', 'thing3'].slice(-fields).join(',')}`
  return Text.regex(/^[\w-]{1,64}:[a-z_]+\d{1,3}(,[a-z_]+\d{1,3})*$/, sentence)
    .transform((text) => {
      const [id, keys] = text.split(':') as [string, string]
      return { id, keys: keys.split(',') }
    })
    .refine(({ keys }) => keys.length === fields, sentence)
}

/** An address or a network such as 10.0.0.0/8. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^[1-9][0-9]{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

/** Whom to believe about the caller's address: nobody, or the proxies at these addresses. */
const TrustedProxy = Text.transform((text, context) => {
  if (text === 'off') return false
  const networks = text.split(',').map((part) => part.trim())
  if (networks.every(isNetwork)) return networks
  context.addIssue('must be off, or the addresses or networks of the proxies in front, with commas between')
  return z.NEVER
})

const Environment = z
  .object({
    HOST: Text.default('127.0.0.1'),
    PORT: whole(0, 65_535).default(8080),
    DATABASE_URL: PostgresUrl,
    DATABASE_OWNER_URL: PostgresUrl.optional(),
    DATABASE_DIRECT_URL: PostgresUrl.optional(),
    DATABASE_KEEPER_URL: PostgresUrl.optional(),
    PREPARED_STATEMENTS: Switch.default(true),
    DATABASE_POOL_SIZE: whole(2, 200).default(12),
    SESSION_SECRET: Secret,
    DATA_KEYS: KeyRing,
    PHONE_INDEX_KEY: Key,
    AUDIT_SIGNING_KEY: SigningKey,
    COMMUNITY_KEYS_DIR: Text,
    ANCHORS_DIR: Text.optional(),
    DEMO: Switch.default(false),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    TRUST_PROXY: TrustedProxy.default(false),
    REVEALS_PER_HOUR: z.coerce.number().int().min(1).default(60),
    RATE_GENERAL: perMinute(600),
    RATE_SIGN_IN: perMinute(60),
    RATE_WECHAT: perMinute(120),
    RATE_REVEAL: perMinute(20),
    RATE_EXPORT: perMinute(10),
    RATE_UPLOAD: perMinute(10),
    RATE_PASTE: perMinute(60),
    RATE_REMIND: perMinute(30),
    METRICS_TOKEN: Text.min(16, 'must have 16 characters or more').optional(),
    LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    MIGRATIONS_DIR: Text,
    WECHAT_APP_ID: Text.optional(),
    WECHAT_APP_SECRET: Text.optional(),
    WECHAT_REMINDER_TEMPLATE: Template(3).optional(),
    WECHAT_RESULT_TEMPLATE: Template(2).optional(),
    WECHAT_PROGRAM_STATE: choice(['formal', 'trial', 'developer']).default('formal'),
    WECHAT_API_URL: Url.default('https://api.weixin.qq.com'),
    SMS: choice(['off', 'console', 'gateway']).default('off'),
    SMS_GATEWAY_URL: Url.optional(),
    SMS_GATEWAY_TOKEN: Text.optional(),
    SMS_REMINDERS_PER_DAY: whole(0, 1_000_000).default(1000),
    WEB_DIR: Text.optional(),
    ADMIN_DIR: Text.optional(),
  })
  .transform((env) => ({
    ...env,
    DATABASE_DIRECT_URL: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL,
    /** Calls a minute by one asker, by the kind of limit. */
    RATES: {
      general: env.RATE_GENERAL,
      'sign-in': env.RATE_SIGN_IN,
      wechat: env.RATE_WECHAT,
      reveal: env.RATE_REVEAL,
      export: env.RATE_EXPORT,
      upload: env.RATE_UPLOAD,
      paste: env.RATE_PASTE,
      remind: env.RATE_REMIND,
    },
  }))

export type Env = z.output<typeof Environment>

/** Every bad variable is named at once, never with its value: most of them are secrets. */
export class BadEnvironment extends Error {}

type Variables = Readonly<Record<string, string | undefined>>
type Finding = { name: string; sentence: string }

const refusalOf = (findings: readonly Finding[]): BadEnvironment =>
  new BadEnvironment(
    `The environment is not usable:\n${findings.map(({ name, sentence }) => `  ${name}: ${sentence}`).join('\n')}`,
  )

/** An empty variable counts as not set. */
const setOnes = (variables: Variables): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  )

/** What no variable shows by itself. */
function findTogether(known: Record<string, string>): Finding[] {
  const findings: Finding[] = []
  if ((known.WECHAT_APP_ID === undefined) !== (known.WECHAT_APP_SECRET === undefined)) {
    const lonely = known.WECHAT_APP_ID === undefined ? 'WECHAT_APP_SECRET' : 'WECHAT_APP_ID'
    findings.push({ name: lonely, sentence: 'WECHAT_APP_ID and WECHAT_APP_SECRET belong together' })
  }
  if (known.SMS === 'gateway' && known.SMS_GATEWAY_URL === undefined)
    findings.push({ name: 'SMS', sentence: 'gateway needs SMS_GATEWAY_URL' })
  return findings
}

function examine(variables: Variables) {
  const known = setOnes(variables)
  const parsed = Environment.safeParse(known)
  const findings = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    name: path.join('.'),
    sentence: message,
  }))
  findings.push(...findTogether(known))
  // Keys that do not even have their form are told once; a demo village holds nobody's data.
  const isTold = new Set(findings.map(({ name }) => name))
  if (known.DEMO !== 'on') findings.push(...weakKeys(known).filter(({ name }) => !isTold.has(name)))
  return { known, parsed, findings }
}

/** Refuses without a demo also keys that could be guessed. */
export function readEnv(variables: Variables): Env {
  const { parsed, findings } = examine(variables)
  if (parsed.success && findings.length === 0) return parsed.data
  throw refusalOf(findings)
}

/** Refuses what is wrong in the variables that somebody set, before the others are known. */
export function refuseBadVariables(own: Variables): void {
  const { known, findings } = examine(own)
  const wrong = findings.filter(({ name }) => name in known)
  if (wrong.length > 0) throw refusalOf(wrong)
}

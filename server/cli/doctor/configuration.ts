import { createPrivateKey } from 'node:crypto'
import { accessSync, constants, statSync } from 'node:fs'
import { readEnv } from '../../src/env.ts'
import { messageOf } from '../command.ts'
import { bad, good, warning, type Finding, type Variables } from './finding.ts'

const SECRETS = ['SESSION_SECRET', 'DATA_KEYS', 'PHONE_INDEX_KEY'] as const

/** Base64 decodes almost anything: what was typed by hand shows in how few different bytes it has. */
function looksMadeUp(bytes: Buffer): boolean {
  if (new Set(bytes).size < 16) return true
  return /^[\x20-\x7e]+$/.test(bytes.toString('latin1'))
}

function keysIn(name: string, value: string): Buffer[] {
  const parts = name === 'DATA_KEYS' ? value.split(',').map((part) => part.slice(part.indexOf(':') + 1)) : [value]
  return parts.map((part) => Buffer.from(part, 'base64'))
}

function secrets(env: Variables): Finding[] {
  const findings: Finding[] = []
  const seen = new Map<string, string>()
  for (const name of SECRETS) {
    for (const key of keysIn(name, env[name] ?? '')) {
      if (looksMadeUp(key)) {
        findings.push(bad('secrets', `${name} is easy to guess; make one with: openssl rand -base64 32`))
      }
      const twin = seen.get(key.toString('hex'))
      if (twin !== undefined && key.length > 0) {
        findings.push(
          bad('secrets', `${twin} and ${name} are the same key; each needs one of its own (openssl rand -base64 32).`),
        )
      }
      seen.set(key.toString('hex'), name)
    }
  }
  return findings.length > 0 ? findings : [good('secrets', 'each key is its own, and none looks made up')]
}

function signingKey(env: Variables): Finding {
  const advice = 'make one with: openssl genpkey -algorithm ed25519 -outform DER | base64 -w0'
  try {
    const key = createPrivateKey({
      key: Buffer.from(env['AUDIT_SIGNING_KEY'] ?? '', 'base64'),
      format: 'der',
      type: 'pkcs8',
    })
    if (key.asymmetricKeyType === 'ed25519') return good('audit key', 'an ed25519 key')
    return bad('audit key', `AUDIT_SIGNING_KEY is a key of another kind; ${advice}`)
  } catch {
    return bad('audit key', `AUDIT_SIGNING_KEY cannot be read; ${advice}`)
  }
}

function keysFolder(env: Variables): Finding {
  const folder = env['COMMUNITY_KEYS_DIR'] ?? ''
  try {
    const info = statSync(folder)
    if (!info.isDirectory()) return bad('community keys', `COMMUNITY_KEYS_DIR (${folder}) is no folder; name one.`)
    accessSync(folder, constants.R_OK | constants.W_OK)
    if ((info.mode & 0o077) !== 0) {
      return warning('community keys', `Others may look into ${folder}; close it with: chmod 700 ${folder}`)
    }
    return good('community keys', folder)
  } catch {
    return bad(
      'community keys',
      `COMMUNITY_KEYS_DIR (${folder}) cannot be used by this user; make it, or give it to this user.`,
    )
  }
}

function demo(env: Variables): Finding {
  const host = env['HOST'] || '127.0.0.1'
  const isLocal = ['127.0.0.1', '::1', 'localhost'].includes(host)
  if (env['DEMO'] !== 'on') return good('demo', 'off')
  if (isLocal) return good('demo', 'on: whoever uses this machine may sign in as anybody of the demo village')
  return warning(
    'demo',
    `on, and the server listens on ${host}: everybody who reaches it may sign in as anybody. Set DEMO=off for real data.`,
  )
}

/** The variables as a whole, then the secrets among them. */
export function examineConfiguration(env: Variables): Finding[] {
  try {
    readEnv(env)
  } catch (error) {
    const lines = messageOf(error).split('\n').slice(1)
    return lines.map((line) => bad('environment', `${line.trim()} (see .env.example)`))
  }
  return [good('environment', 'every variable is usable'), ...secrets(env), signingKey(env), keysFolder(env), demo(env)]
}

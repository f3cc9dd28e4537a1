import { accessSync, constants, statSync } from 'node:fs'
import { readEnv } from '../../src/env.ts'
import { weakKeys } from '../../src/security/weak-keys.ts'
import { messageOf } from '../command.ts'
import { bad, good, warning, type Finding, type Variables } from './finding.ts'

/** Where no demo is on, the environment is refused for these already. */
function secrets(env: Variables): Finding[] {
  const findings = weakKeys(env).map(({ name, sentence }) => bad('secrets', `${name} ${sentence}`))
  return findings.length > 0 ? findings : [good('secrets', 'each key is its own, and none looks made up')]
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

function publicUrl(env: Variables): Finding {
  const url = env['PUBLIC_URL'] ?? ''
  if (url !== '') return good('public address', url)
  if (env['DEMO'] === 'on') return good('public address', 'none: the demo’s slips lead to where this server listens')
  return warning(
    'public address',
    'PUBLIC_URL is not set: no slips can be printed. Set it to where residents find the pages.',
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
  return [good('environment', 'every variable is usable'), ...secrets(env), keysFolder(env), demo(env), publicUrl(env)]
}

/*
 * Says which keys somebody could guess. Base64 decodes almost anything, so a word typed by hand passes for bytes; what was
 * drawn by chance shows neither words nor order, and is not used twice.
 */

type Variables = Readonly<Record<string, string | undefined>>

const KEYS = ['SESSION_SECRET', 'DATA_KEYS', 'PHONE_INDEX_KEY'] as const

/** Six letters and more: by chance one of them stands in one key of three million. */
const WORDS =
  /secret|changeme|change-me|password|passwort|example|default|gezhong|replace|insecure|qwerty|123456|abcdef/i

function isEven(bytes: Buffer): boolean {
  const step = bytes.length < 2 ? 0 : bytes[1]! - bytes[0]!
  return bytes.every((byte, at) => at === 0 || ((byte - bytes[at - 1]! - step) & 255) === 0)
}

/** Few different bytes, a text, a row of numbers, a text that only passes for base64. */
export function looksMadeUp(text: string): boolean {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < 32 || new Set(bytes).size < 16 || isEven(bytes)) return true
  if (/^[\x20-\x7e]+$/.test(bytes.toString('latin1'))) return true
  return WORDS.test(text) || !/[A-Z]/.test(text) || !/[a-z]/.test(text)
}

/** One finding for each key that was made up or is used twice; never with its value. */
export function weakKeys(variables: Variables): { name: string; sentence: string }[] {
  const findings: { name: string; sentence: string }[] = []
  const seen = new Map<string, string>()
  for (const name of KEYS) {
    for (const part of (variables[name] ?? '').split(',')) {
      const text = name === 'DATA_KEYS' ? part.slice(part.indexOf(':') + 1) : part
      if (text === '') continue
      if (looksMadeUp(text))
        findings.push({ name, sentence: 'is easy to guess; make one with: openssl rand -base64 32' })
      const bytes = Buffer.from(text, 'base64').toString('hex')
      const twin = seen.get(bytes)
      if (twin !== undefined)
        findings.push({ name, sentence: `is the same key as in ${twin}; each needs its own: openssl rand -base64 32` })
      seen.set(bytes, name)
    }
  }
  return findings
}

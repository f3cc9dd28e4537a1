import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Env } from '../env.ts'

/*
 * Keeps personal data unreadable outside the running server. Two kinds of keys:
 * the data key ring (rotatable) seals what the ledger needs every day; a key per community, in a file outside the
 * database and its backups, seals what is append-only, so that destroying that one file destroys the content.
 * It refuses to open what was altered or belongs to another community (authenticated data).
 */

const NONCE = 12
const TAG = 16

/** Asking the system for twelve bytes costs as much as for thousands, so they are fetched together and each used once. */
const NONCES_AT_ONCE = 512

class Nonces {
  #left = Buffer.alloc(0)

  next(): Buffer {
    if (this.#left.length === 0) this.#left = randomBytes(NONCE * NONCES_AT_ONCE)
    const nonce = this.#left.subarray(0, NONCE)
    this.#left = this.#left.subarray(NONCE)
    return nonce
  }
}

const nonces = new Nonces()

function seal(key: Buffer, label: Buffer, plain: Buffer): Buffer {
  const nonce = nonces.next()
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(label)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function open(key: Buffer, label: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(label)
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
}

export class Vault {
  readonly #ring: Env['DATA_KEYS']
  readonly #indexKey: Buffer
  readonly #keysDirectory: string
  readonly #communityKeys = new Map<string, Buffer>()

  constructor(env: Pick<Env, 'DATA_KEYS' | 'PHONE_INDEX_KEY' | 'COMMUNITY_KEYS_DIR'>) {
    this.#ring = env.DATA_KEYS
    this.#indexKey = env.PHONE_INDEX_KEY
    this.#keysDirectory = env.COMMUNITY_KEYS_DIR
  }

  /** Seals with the current key of the ring; its id stands in front so that older keys still open. */
  seal(communityId: string, plain: string): Buffer {
    const { key } = this.#ring[0]!
    return Buffer.concat([this.currentHead(), seal(key, Buffer.from(communityId), Buffer.from(plain, 'utf8'))])
  }

  /** What stands in front of everything that the current key sealed. */
  currentHead(): Buffer {
    return Buffer.from(`${this.#ring[0]!.id}:`)
  }

  open(communityId: string, sealed: Buffer): string {
    const colon = sealed.indexOf(':')
    const id = sealed.subarray(0, colon).toString('latin1')
    const key = this.#ring.find((entry) => entry.id === id)?.key
    if (key === undefined) throw new Error(`no data key ${id}`)
    return open(key, Buffer.from(communityId), sealed.subarray(colon + 1)).toString('utf8')
  }

  sealPhones(communityId: string, phones: readonly string[]): Buffer | null {
    return phones.length === 0 ? null : this.seal(communityId, phones.join('\n'))
  }

  openPhones(communityId: string, sealed: Buffer | null): string[] {
    return sealed === null ? [] : this.open(communityId, sealed).split('\n')
  }

  /** A blind index: equal numbers of one community give equal texts, and nobody without the key can try numbers. */
  phoneIndex(communityId: string, phone: string): string {
    return createHmac('sha256', this.#indexKey).update(`${communityId}\n${phone}`).digest('base64url').slice(0, 22)
  }

  /** Identity of a text inside a community without keeping the text readable. */
  fingerprint(communityId: string, text: string): string {
    return createHmac('sha256', this.#communityKey(communityId)).update(text).digest('base64url').slice(0, 22)
  }

  sealForCommunity(communityId: string, plain: string): Buffer {
    return seal(this.#communityKey(communityId), Buffer.from(communityId), Buffer.from(plain, 'utf8'))
  }

  openForCommunity(communityId: string, sealed: Buffer): string {
    return open(this.#communityKey(communityId), Buffer.from(communityId), sealed).toString('utf8')
  }

  /** Bytes that belong to one thing: they open for that thing alone. */
  sealBytesFor(communityId: string, thingId: string, bytes: Buffer): Buffer {
    return seal(this.#communityKey(communityId), Buffer.from(`${communityId}\n${thingId}`), bytes)
  }

  openBytesFor(communityId: string, thingId: string, sealed: Buffer): Buffer {
    return open(this.#communityKey(communityId), Buffer.from(`${communityId}\n${thingId}`), sealed)
  }

  /** Large contents are packed before they are sealed. */
  packForCommunity(communityId: string, plain: string): Buffer {
    return seal(this.#communityKey(communityId), Buffer.from(communityId), gzipSync(plain, { level: 3 }))
  }

  unpackForCommunity(communityId: string, sealed: Buffer): string {
    return gunzipSync(open(this.#communityKey(communityId), Buffer.from(communityId), sealed)).toString('utf8')
  }

  createCommunityKey(communityId: string): void {
    mkdirSync(this.#keysDirectory, { recursive: true, mode: 0o700 })
    const path = this.#keyPath(communityId)
    if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600, flag: 'wx' })
  }

  #keyPath(communityId: string): string {
    return join(this.#keysDirectory, `${communityId}.key`)
  }

  #communityKey(communityId: string): Buffer {
    const known = this.#communityKeys.get(communityId)
    if (known !== undefined) return known
    const key = readFileSync(this.#keyPath(communityId))
    if (key.length !== 32) throw new Error('a community key must be 32 bytes')
    this.#communityKeys.set(communityId, key)
    return key
  }
}

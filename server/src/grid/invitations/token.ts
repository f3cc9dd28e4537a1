import { randomBytes } from 'node:crypto'
import { listCommunities } from '../../database/communities.ts'
import type { Kernel } from '../../database/transact.ts'
import type { Vault } from '../../security/vault.ts'

const UUID_BYTES = 16
const SECRET_BYTES = 24

/** The community's id, so that it is known whose table to look in, and then what nobody guesses. */
export function newToken(communityId: string): string {
  const id = Buffer.from(communityId.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, randomBytes(SECRET_BYTES)]).toString('base64url')
}

/** The community of a token; null when it is none of ours. */
export async function communityOf(kernel: Kernel, token: string, closed: readonly string[]): Promise<string | null> {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== UUID_BYTES + SECRET_BYTES || bytes.toString('base64url') !== token) return null
  const hex = bytes.subarray(0, UUID_BYTES).toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return !closed.includes(id) && (await listCommunities(kernel)).includes(id) ? id : null
}

/** Keyed with the community's key, which is not in the database. */
export const digestOfToken = (vault: Vault, communityId: string, token: string): string =>
  vault.fingerprint(communityId, `invitation ${token}`)

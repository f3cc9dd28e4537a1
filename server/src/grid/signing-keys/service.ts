import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { KEY_NUMBERS, type SigningKeys } from '@gezhong/shared/grid/signing-keys/contract'
import { communityTag } from '@gezhong/shared/signed-code'
import type { Work } from '../../database/transact.ts'
import { newKeyPair, signWithSeed } from '../../security/ed25519.ts'
import { addKey, readAllKeys, readCredentialTimes, readKeys, withdrawKey, type SigningKeyRow } from './queries.ts'

/** Who signs this community's codes now. */
export interface Signer {
  keyNumber: number
  /** Tells communities apart in a code. */
  community: number
  sign: (message: Uint8Array) => Uint8Array
}

async function addNext({ db, communityId, vault, now }: Work, number: number): Promise<void> {
  const { publicKey, seed } = newKeyPair()
  const privateSealed = vault.sealBytesFor(communityId, `signing key ${number}`, seed)
  await addKey(db, { communityId, number, publicKey, privateSealed, madeAt: now, withdrawnAt: null })
}

/** The next number, whether or not those before are still believed. */
const nextNumber = (rows: readonly SigningKeyRow[]): number => Math.max(-1, ...rows.map(({ number }) => number)) + 1

/** Elevated. The first code of a community makes its first key. */
export async function signer(work: Work): Promise<Signer> {
  const { db, communityId, vault } = work
  let [key] = await readKeys(db, communityId)
  if (key === undefined) {
    await addNext(work, nextNumber(await readAllKeys(db, communityId)))
    ;[key] = await readKeys(db, communityId)
  }
  const { number, privateSealed } = key!
  const seed = vault.openBytesFor(communityId, `signing key ${number}`, privateSealed)
  return { keyNumber: number, community: communityTag(communityId), sign: signWithSeed(seed) }
}

export interface PublicKey {
  keyNumber: number
  publicKey: Buffer
}

/** What proves this community's codes, the newest first. */
export const publicKeys = async ({ db, communityId }: Work): Promise<PublicKey[]> =>
  (await readKeys(db, communityId)).map(({ number, publicKey }) => ({ keyNumber: number, publicKey }))

/** When each voucher that still counts was issued; vouchers are above this capability. */
export type VoucherTimes = (work: Work) => Promise<Date[]>

export async function list(work: Work, voucherTimes: VoucherTimes): Promise<SigningKeys> {
  const { db, communityId, now } = work
  const rows = await readAllKeys(db, communityId)
  const signs = rows.find(({ withdrawnAt }) => withdrawnAt === null)?.number
  const vouchers = await voucherTimes(work)
  const credentials = await readCredentialTimes(db, communityId, civilDay(now))
  return {
    keys: rows.map(({ number, madeAt, withdrawnAt }, at) => {
      const until = rows[at - 1]?.madeAt ?? now
      const signable = (times: readonly Date[]) =>
        withdrawnAt === null ? times.filter((issued) => issued <= until).length : 0
      return {
        keyNumber: number,
        madeAt: madeAt.toISOString(),
        withdrawnAt: withdrawnAt?.toISOString() ?? null,
        signs: number === signs,
        vouchers: signable(vouchers),
        credentials: signable(credentials),
      }
    }),
  }
}

/** A new pair signs from now on; what the ones before have signed goes on holding. */
export async function rotate(work: Work): Promise<void> {
  const number = nextNumber(await readAllKeys(work.db, work.communityId))
  if (number >= KEY_NUMBERS) throw new Refusal('too-large', '换钥匙的次数用完了，请联系管理服务器的人')
  await work.elevated(() => addNext(work, number))
  work.record({ action: 'signing-key.made', detail: `第 ${number + 1} 把` })
}

/** Nothing that it signed is believed any more. The one that signs now makes room for a new one first. */
export async function withdraw(work: Work, number: number, reason: string): Promise<void> {
  const rows = await readAllKeys(work.db, work.communityId)
  if (!rows.some((row) => row.number === number)) throw new Refusal('not-found')
  if (rows.find(({ withdrawnAt }) => withdrawnAt === null)?.number === number)
    throw new Refusal('already-settled', '正在用的钥匙不能作废，请先换一把新的')
  if (!(await work.elevated(() => withdrawKey(work.db, work.communityId, number, work.now))))
    throw new Refusal('already-settled', '这把钥匙已经作废了')
  work.record({ action: 'signing-key.withdrawn', detail: `第 ${number + 1} 把：${reason}` })
}

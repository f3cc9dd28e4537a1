import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'

/*
 * Ed25519 with keys as their bare bytes: 32 of the public half travel to phones, and the private half is sealed as 32 bytes
 * of seed. Node wants them wrapped, with these heads of RFC 8410 in front.
 */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex')

export interface KeyPair {
  publicKey: Buffer
  seed: Buffer
}

export function newKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(PUBLIC_HEAD.length),
    seed: privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(PRIVATE_HEAD.length),
  }
}

export function signWithSeed(seed: Buffer): (message: Uint8Array) => Uint8Array {
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, seed]), type: 'pkcs8', format: 'der' })
  return (message) => sign(null, message, key)
}

/** Unwrapping a key costs several times what checking with it does, and a sending checks hundreds with the same one. */
const unwrapped = new WeakMap<Uint8Array, KeyObject>()

function publicKeyOf(bytes: Uint8Array): KeyObject {
  const known = unwrapped.get(bytes)
  if (known !== undefined) return known
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, bytes]), type: 'spki', format: 'der' })
  unwrapped.set(bytes, key)
  return key
}

export const checkSignature = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean =>
  verify(null, message, publicKeyOf(publicKey), signature)

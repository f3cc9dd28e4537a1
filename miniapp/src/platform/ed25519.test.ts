import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { readySignatures, verifySignature } from './ed25519.ts'

const bytes = (buffer: Buffer): Uint8Array => Uint8Array.from(buffer)
/** The key itself stands at the end of what describes it. */
const raw = (key: KeyObject): Uint8Array => bytes(key.export({ type: 'spki', format: 'der' }).subarray(-32))

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const message = Uint8Array.from({ length: 16 }, (_, at) => at * 7)
const signature = bytes(sign(null, message, privateKey))
const key = raw(publicKey)

test('what was signed elsewhere is known here', () => {
  expect(verifySignature(signature, message, key)).toBe(true)
})

test('one bit changed anywhere, or another key, and it is refused', () => {
  const changed = (whole: Uint8Array, at: number) => whole.map((byte, index) => (index === at ? byte ^ 1 : byte))
  for (let at = 0; at < signature.length; at += 1)
    expect(verifySignature(changed(signature, at), message, key)).toBe(false)
  for (let at = 0; at < message.length; at += 1)
    expect(verifySignature(signature, changed(message, at), key)).toBe(false)
  expect(verifySignature(signature, message, raw(generateKeyPairSync('ed25519').publicKey))).toBe(false)
})

test('what is no signature or no key at all is refused too, without a fault', () => {
  const none = new Uint8Array()
  expect(verifySignature(none, message, key)).toBe(false)
  expect(verifySignature(signature.slice(1), message, key)).toBe(false)
  expect(verifySignature(signature, message, none)).toBe(false)
  expect(verifySignature(signature, message, new Uint8Array(32).fill(255))).toBe(false)
  expect(verifySignature(new Uint8Array(64), message, new Uint8Array(32))).toBe(false)
})

test('a key that fits every signature is none', () => {
  // The neutral point, under which the neutral signature would hold for any message.
  const neutral = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0))
  const empty = Uint8Array.from([...neutral, ...new Uint8Array(32)])
  expect(verifySignature(empty, message, neutral)).toBe(false)
})

test('a published signature holds', () => {
  expect(readySignatures()).toBe(true)
})

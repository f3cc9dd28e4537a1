import { ed25519 } from '@noble/curves/ed25519.js'

/*
 * WeChat has no WebCrypto, so signatures are checked by a library, which comes prebuilt (build.mjs): written for older
 * engines its `**` becomes Math.pow, and whole numbers of 255 bits come out wrong. It needs BigInt, which WeChat's engines
 * have (iOS 14 and Android since 2020); where there is none, only the page that checks signatures cannot be opened.
 */

/** Whether this is the signature of that message by the holder of the key. What is no signature or no key is false too. */
export function verifySignature(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    // As strict as the server is: of one signature there is one way to write it.
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}

/** A signature that somebody published as an example (RFC 8032, its first). */
const EXAMPLE = {
  signature:
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
}

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16))

/**
 * The first check makes tables, which takes some ten times as long as each that follows: done before somebody waits for
 * it. Says whether this phone checks as it should.
 */
export const readySignatures = (): boolean =>
  verifySignature(bytesOf(EXAMPLE.signature), new Uint8Array(), bytesOf(EXAMPLE.publicKey))

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

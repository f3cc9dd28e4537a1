import Taro from '@tarojs/taro'
import { inBrowser } from './target.ts'

/** Refuses weak randomness: ids made here become primary keys and idempotency keys. */
async function randomBytes(length: number): Promise<Uint8Array> {
  if (inBrowser) return crypto.getRandomValues(new Uint8Array(length))
  // With callbacks: Taro does not know this one, and hands over whatever WeChat itself returns.
  return new Promise((resolve, reject) => {
    void Taro.getRandomValues({
      length,
      success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0')

/** UUIDv7 of these bytes and this moment in milliseconds; exported for its test. */
export function uuidv7Of(random: Uint8Array, milliseconds: number): string {
  const bytes = Uint8Array.from(random.subarray(0, 16))
  let rest = milliseconds
  for (let position = 5; position >= 0; position -= 1) {
    bytes[position] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const text = Array.from(bytes, hex).join('')
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
}

/** A new UUIDv7; never used to order anything. */
export async function randomId(): Promise<string> {
  return uuidv7Of(await randomBytes(16), Date.now())
}

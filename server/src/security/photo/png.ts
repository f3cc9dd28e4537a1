import { crc32 } from 'node:zlib'
import { broken, checkSize } from './bounds.ts'

/* A PNG is a row of chunks: length, name, content, checksum. Only those that make the picture are carried over. */

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const KEPT = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']
/** Bits a sample, by colour type. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)

function checkHeader(content: Buffer): void {
  if (content.length !== 13) throw broken()
  checkSize(content.readUInt32BE(0), content.readUInt32BE(4))
  if (DEPTHS[content[9]!]?.includes(content[8]!) !== true) throw broken()
}

/** The same picture with nothing but the picture in it. */
export function cleanPng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [SIGNATURE]
  const names: string[] = []
  for (let at = SIGNATURE.length; names.at(-1) !== 'IEND';) {
    if (at + 12 > bytes.length) throw broken()
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) throw broken()
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) throw broken()
    if ((names.length === 0) !== (name === 'IHDR')) throw broken()
    if (name === 'IHDR') checkHeader(bytes.subarray(at + 8, end - 4))
    if (KEPT.includes(name)) kept.push(bytes.subarray(at, end))
    names.push(name)
    at = end
  }
  if (!names.includes('IDAT')) throw broken()
  return Buffer.concat(kept)
}

import { crc32, createInflateRaw } from 'node:zlib'
import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'

interface ZipPart {
  method: number
  encrypted: boolean
  crc: number
  compressedSize: number
  /** As the zip declares it: good enough to show progress, never to allocate. */
  size: number
  offset: number
}

/** How many unpacked bytes may still come; one allowance is shared by all parts of a file. */
export interface Allowance {
  left: number
}

const END = 0x06054b50
const END_64 = 0x06064b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const ABSENT = 0xffffffff

const damaged = () => new ImportRefusal('damaged', '文件不完整或已损坏，请重新下载或让对方重新发送，再上传一次')
const bomb = () =>
  new ImportRefusal('too-large', '文件解压后太大，不像一份表格；请只保留需要的工作表，另存为 .xlsx 再上传')

/**
 * Reads a zip that is already in memory. It refuses what it cannot vouch for: entries that point outside the file,
 * encrypted entries, unknown methods, checksums that do not fit, and anything that unpacks beyond the allowance.
 * Unpacking runs on zlib's own threads, piece by piece, so the event loop stays free and no part is held whole.
 */
export class ZipArchive {
  readonly #bytes: Buffer
  readonly #parts = new Map<string, ZipPart>()

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    try {
      this.#readDirectory()
    } catch (error) {
      // An offset outside the buffer is what a truncated file looks like.
      if (codeOf(error).startsWith('ERR_')) throw damaged()
      throw error
    }
  }

  names(): string[] {
    return [...this.#parts.keys()]
  }

  has(name: string): boolean {
    return this.#parts.has(name.toLowerCase())
  }

  unpackedSize(name: string): number {
    return this.#parts.get(name.toLowerCase())?.size ?? 0
  }

  async *read(name: string, allowance: Allowance): AsyncGenerator<Buffer> {
    const part = this.#parts.get(name.toLowerCase())
    if (part === undefined) throw damaged()
    if (part.encrypted) {
      throw new ImportRefusal('encrypted', '文件设了密码，打不开；请在 Excel 里取消密码，另存为 .xlsx 再上传')
    }
    let crc = 0
    for await (const chunk of this.#unpack(part)) {
      allowance.left -= chunk.length
      if (allowance.left < 0) throw bomb()
      crc = crc32(chunk, crc)
      yield chunk
    }
    if (crc !== part.crc) throw damaged()
  }

  async *#unpack(part: ZipPart): AsyncGenerator<Buffer> {
    const packed = this.#packed(part)
    if (part.method === 0) {
      for (let at = 0; at < packed.length; at += 65_536) yield packed.subarray(at, at + 65_536)
      return
    }
    if (part.method !== 8) throw damaged()
    const inflate = createInflateRaw({ chunkSize: 131_072 })
    inflate.end(packed)
    try {
      for await (const chunk of inflate) yield chunk as Buffer
    } catch (error) {
      if (codeOf(error).startsWith('Z_')) throw damaged()
      throw error
    }
  }

  #packed(part: ZipPart): Buffer {
    const { offset, compressedSize } = part
    if (offset + 30 > this.#bytes.length || this.#bytes.readUInt32LE(offset) !== LOCAL) throw damaged()
    const start = offset + 30 + this.#bytes.readUInt16LE(offset + 26) + this.#bytes.readUInt16LE(offset + 28)
    if (start + compressedSize > this.#bytes.length) throw damaged()
    return this.#bytes.subarray(start, start + compressedSize)
  }

  #readDirectory(): void {
    const bytes = this.#bytes
    const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
    if (end < 0 || bytes.readUInt32LE(end) !== END) throw damaged()
    let count = bytes.readUInt16LE(end + 10)
    let at = bytes.readUInt32LE(end + 16)
    if (at === ABSENT || count === 0xffff) {
      const end64 = Number(bytes.readBigUInt64LE(end - 20 + 8))
      if (bytes.readUInt32LE(end64) !== END_64) throw damaged()
      count = Number(bytes.readBigUInt64LE(end64 + 32))
      at = Number(bytes.readBigUInt64LE(end64 + 48))
    }
    if (count > 10_000) throw damaged()
    for (let index = 0; index < count; index += 1) at = this.#readEntry(at)
  }

  #readEntry(at: number): number {
    const bytes = this.#bytes
    if (bytes.readUInt32LE(at) !== CENTRAL) throw damaged()
    const nameLength = bytes.readUInt16LE(at + 28)
    const extraLength = bytes.readUInt16LE(at + 30)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    let compressedSize = bytes.readUInt32LE(at + 20)
    let offset = bytes.readUInt32LE(at + 42)
    if (compressedSize === ABSENT || offset === ABSENT) {
      // A zip64 field lists, in this order, only those sizes that did not fit.
      let field = zip64Field(bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength))
      if (bytes.readUInt32LE(at + 24) === ABSENT) field = field.subarray(8)
      if (compressedSize === ABSENT) {
        compressedSize = Number(field.readBigUInt64LE(0))
        field = field.subarray(8)
      }
      if (offset === ABSENT) offset = Number(field.readBigUInt64LE(0))
    }
    this.#parts.set(name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase(), {
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      crc: bytes.readUInt32LE(at + 16),
      compressedSize,
      size: bytes.readUInt32LE(at + 24),
      offset,
    })
    return at + 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32)
  }
}

/** The code of an error of the runtime's own, or an empty text. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

function zip64Field(extra: Buffer): Buffer {
  let at = 0
  while (at + 4 <= extra.length) {
    const size = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, at + 4 + size)
    at += 4 + size
  }
  throw damaged()
}

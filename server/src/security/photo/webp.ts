import { broken, checkSize, noPhotoAtAll } from './bounds.ts'

/*
 * A WebP is a RIFF list of chunks. One picture is carried over, with its transparency; EXIF, XMP, colour profiles and
 * whatever else is named are not. What moves is no photo.
 */

const HEAD = 12
/** In the first byte of `VP8X`. */
const MOVES = 0x02
const HAS_ALPHA = 0x10

export const isWebp = (bytes: Buffer): boolean =>
  bytes.length > HEAD && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, HEAD) === 'WEBP'

interface Chunk {
  name: string
  content: Buffer
}

function chunksOf(bytes: Buffer): Chunk[] {
  const end = 8 + bytes.readUInt32LE(4)
  if (end > bytes.length) throw broken()
  const chunks: Chunk[] = []
  for (let at = HEAD; at + 8 <= end;) {
    const length = bytes.readUInt32LE(at + 4)
    if (at + 8 + length > end) throw broken()
    chunks.push({ name: bytes.toString('latin1', at, at + 4), content: bytes.subarray(at + 8, at + 8 + length) })
    at += 8 + length + (length % 2)
  }
  return chunks
}

/** Width and height of a lossy picture's frame, which begins with a key frame's mark. */
function lossySize(content: Buffer): [number, number] {
  if (content.length < 10 || content.readUIntBE(3, 3) !== 0x9d012a) throw broken()
  return [content.readUInt16LE(6) & 0x3fff, content.readUInt16LE(8) & 0x3fff]
}

function losslessSize(content: Buffer): [number, number] {
  if (content.length < 5 || content[0] !== 0x2f) throw broken()
  const bits = content.readUInt32LE(1)
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1]
}

function put({ name, content }: Chunk): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

/** Says that transparency follows, and how large the canvas is; of nothing else. */
function extended(width: number, height: number): Chunk {
  const content = Buffer.alloc(10)
  content[0] = HAS_ALPHA
  content.writeUIntLE(width - 1, 4, 3)
  content.writeUIntLE(height - 1, 7, 3)
  return { name: 'VP8X', content }
}

/** The same picture with nothing but the picture in it. */
export function cleanWebp(bytes: Buffer): Buffer {
  const chunks = chunksOf(bytes)
  const canvas = chunks.find(({ name }) => name === 'VP8X')?.content
  if (canvas !== undefined && canvas.length < 10) throw broken()
  if (canvas !== undefined && (canvas[0]! & MOVES) !== 0) throw noPhotoAtAll()
  const pictures = chunks.filter(({ name }) => name === 'VP8 ' || name === 'VP8L')
  const picture = pictures[0]
  if (picture === undefined || pictures.length > 1) throw broken()
  const [width, height] = picture.name === 'VP8L' ? losslessSize(picture.content) : lossySize(picture.content)
  checkSize(width, height)
  const alpha = picture.name === 'VP8 ' ? chunks.find(({ name }) => name === 'ALPH') : undefined
  const kept = [...(alpha === undefined ? [] : [extended(width, height), alpha]), picture].map(put)
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept])
  const head = Buffer.alloc(8)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

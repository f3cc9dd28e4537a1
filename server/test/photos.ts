import { crc32, deflateSync } from 'node:zlib'

/* Photos for tests, built by hand, so that each can be wrong in one way. Those of here are right. */

/** Where and by what a photo was taken: nothing of it may be kept. */
export const TRACES = ['GPSLatitude 24.7823', 'Exif', 'MyPhone 12', 'http://ns.adobe.com/xap', 'remember me']

const segment = (kind: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, kind, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

/** An EXIF directory that says which way up, in either byte order, and names phone and place. */
export function exif(orientation: number, order: 'II' | 'MM' = 'II'): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write(order, 'latin1')
  const two = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  two(42, 2)
  two(8, order === 'II' ? 4 : 6)
  two(1, 8)
  two(0x0112, 10)
  two(3, 12)
  two(1, order === 'II' ? 14 : 16)
  two(orientation, 18)
  return Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from('MyPhone 12 GPSLatitude 24.7823')])
}

interface Jpeg {
  width?: number
  height?: number
  /** Segments ahead of the picture. */
  ahead?: readonly Buffer[]
  /** The picture's data behind its `SOS`. */
  data?: Buffer
  end?: Buffer
}

/** A JPEG of the right shape: the data of its picture is made up. */
export function jpeg({ width = 640, height = 480, ahead = [], data, end }: Jpeg = {}): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 1)
  frame.writeUInt16BE(width, 3)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...ahead,
    segment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)])),
    segment(0xc0, frame),
    segment(0xc4, Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(15), Buffer.from([0])])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    data ?? Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    end ?? Buffer.from([0xff, 0xd9]),
  ])
}

/** As a phone writes it: with place, phone, an editor's note and a comment. */
export const tracedJpeg = (orientation = 6): Buffer =>
  jpeg({
    ahead: [
      segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
      segment(0xe1, exif(orientation)),
      segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>')),
      segment(0xfe, Buffer.from('remember me')),
    ],
    end: Buffer.from('\xff\xd9remember me', 'latin1'),
  })

export function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export function pngHeader(width: number, height: number, depth = 8, colour = 0): Buffer {
  const content = Buffer.alloc(13)
  content.writeUInt32BE(width, 0)
  content.writeUInt32BE(height, 4)
  content[8] = depth
  content[9] = colour
  return chunk('IHDR', content)
}

/** A PNG that decodes, in one grey; with what else is given before its picture. */
export function png(width = 80, height = 80, between: readonly Buffer[] = []): Buffer {
  const pixels = deflateSync(Buffer.alloc((width + 1) * height, 0))
  return Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(width, height),
    ...between,
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

export const pngOf = (...chunks: readonly Buffer[]): Buffer => Buffer.concat([PNG_SIGNATURE, ...chunks])

export function riff(...chunks: readonly [name: string, content: Buffer][]): Buffer {
  const parts = chunks.map(([name, content]) => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32LE(content.length, 4)
    return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
  })
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts])
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

/** A lossy picture's frame: key frame, its mark, and its size. */
export function lossy(width: number, height: number): Buffer {
  const content = Buffer.alloc(20, 7)
  content.writeUIntBE(0x9d012a, 3, 3)
  content.writeUInt16LE(width, 6)
  content.writeUInt16LE(height, 8)
  return content
}

/** The extended head of a WebP, with its flags. */
export function extended(flags: number, width: number, height: number): Buffer {
  const content = Buffer.alloc(10)
  content[0] = flags
  content.writeUIntLE(width - 1, 4, 3)
  content.writeUIntLE(height - 1, 7, 3)
  return content
}

const BOUNDARY = 'photo-of-a-cassette'

/** One file as a browser sends it. */
export function asUpload(bytes: Buffer, fileName = 'photo.jpg') {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: image/jpeg\r\n\r\n`
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  }
}

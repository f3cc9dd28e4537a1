import { broken, checkSize } from './bounds.ts'

/*
 * A JPEG is a row of segments, each `FF`, its kind and its length, with the picture's own data after each `SOS`. Only what
 * a decoder needs is carried over; where and when it was taken (`APP1` and its like), comments and whatever hangs on
 * behind the end are not. Of `APP1` one number is kept: which way up the phone was held.
 */

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const DQT = 0xdb
const DHT = 0xc4
const DRI = 0xdd
const APP1 = 0xe1
const APP14 = 0xee
/** Baseline, extended and progressive: all that phones write and browsers show. */
const FRAMES = [0xc0, 0xc1, 0xc2]
const KEPT = [DQT, DHT, DRI, SOS, ...FRAMES]
/** Says how the colours of some encoders are meant; always these 12 bytes. */
const ADOBE = 'Adobe'
const ADOBE_LENGTH = 12

export const isJpeg = (bytes: Buffer): boolean => bytes[0] === 0xff && bytes[1] === SOI && bytes[2] === 0xff

const isRestart = (kind: number) => kind >= 0xd0 && kind <= 0xd7

/** Where the data behind an `SOS` ends: at the next marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const kind = bytes[at + 1]!
    if (kind !== 0 && kind !== 0xff && !isRestart(kind)) return at
  }
  throw broken()
}

const ORIENTATION = 0x0112
const TIFF_AT = 6

/** Which way up, 1 to 8, as an EXIF segment says it; 1 when it does not, or not readably. */
function orientationIn(content: Buffer): number {
  if (content.subarray(0, TIFF_AT).toString('latin1') !== 'Exif\0\0') return 1
  const tiff = content.subarray(TIFF_AT)
  const order = tiff.subarray(0, 2).toString('latin1')
  if (tiff.length < 14 || (order !== 'II' && order !== 'MM')) return 1
  const two = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (directory + 2 > tiff.length) return 1
  const entries = two(directory)
  for (let at = directory + 2; at < directory + 2 + entries * 12 && at + 12 <= tiff.length; at += 12)
    if (two(at) === ORIENTATION) return two(at + 8) >= 1 && two(at + 8) <= 8 ? two(at + 8) : 1
  return 1
}

/** An EXIF segment that says which way up, and nothing else. */
function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0', 'latin1')
  tiff.writeUInt16BE(orientation, 18)
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, APP1, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

interface Segment {
  kind: number
  content: Buffer
  /** Head, content, and the picture's data that follow an `SOS`. */
  whole: Buffer
}

function* segmentsOf(bytes: Buffer): Generator<Segment> {
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff) throw broken()
    // Any number of `FF` may stand before the kind.
    while (bytes[at + 1] === 0xff) at += 1
    const kind = bytes[at + 1]
    if (kind === undefined) throw broken()
    if (kind === EOI) return
    const length = at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : 0
    const after = at + 2 + length
    if (length < 2 || after > bytes.length) throw broken()
    const end = kind === SOS ? endOfScan(bytes, after) : after
    yield { kind, content: bytes.subarray(at + 4, after), whole: bytes.subarray(at, end) }
    at = end
  }
}

function checkFrame(content: Buffer): void {
  if (content.length < 6) throw broken()
  checkSize(content.readUInt16BE(3), content.readUInt16BE(1))
}

/** The same picture with nothing but the picture in it. */
export function cleanJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = []
  let [frames, scans, orientation] = [0, 0, 1]
  for (const { kind, content, whole } of segmentsOf(bytes)) {
    if (kind === APP1 && orientation === 1) orientation = orientationIn(content)
    if (FRAMES.includes(kind)) {
      checkFrame(content)
      frames += 1
    }
    if (kind === SOS) scans += 1
    const isAdobe = kind === APP14 && content.length === ADOBE_LENGTH && content.toString('latin1').startsWith(ADOBE)
    if (KEPT.includes(kind) || isAdobe) kept.push(whole)
  }
  if (frames !== 1 || scans === 0) throw broken()
  const turned = orientation === 1 ? [] : [orientationSegment(orientation)]
  return Buffer.concat([Buffer.from([0xff, SOI]), ...turned, ...kept, Buffer.from([0xff, EOI])])
}

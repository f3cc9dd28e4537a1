import { describe, expect, test } from '@jest/globals'
import { Refusal } from '@gezhong/shared/errors'
import { PHOTO_MAX_BYTES } from '@gezhong/shared/photo'
import * as fc from 'fast-check'
import {
  chunk,
  exif,
  extended,
  jpeg,
  lossy,
  png,
  pngHeader,
  pngOf,
  riff,
  TRACES,
  tracedJpeg,
} from '../../../test/photos.ts'
import { readPhoto } from './read-photo.ts'

function refusedAs(bytes: Buffer): string | null {
  try {
    readPhoto(bytes)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const tracesIn = (bytes: Buffer) => TRACES.filter((trace) => bytes.includes(trace))

describe('what is kept of a photo', () => {
  test('of a JPEG the picture and which way up; place, phone, notes and what hangs on behind it are gone', () => {
    const sent = tracedJpeg(6)
    expect(tracesIn(sent)).toEqual(TRACES)
    const { kind, bytes } = readPhoto(sent)
    expect([kind, tracesIn(bytes)]).toEqual(['jpeg', ['Exif']])
    expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
    // What is left is the plain picture behind an EXIF of one number.
    const plain = jpeg()
    expect(bytes.subarray(-(plain.length - 2))).toEqual(plain.subarray(2))
    expect(bytes.length - plain.length).toBe(36)
    expect(readPhoto(bytes).bytes).toEqual(bytes)
  })

  test.each(['II', 'MM'] as const)('which way up is read in the byte order %s, and nothing wild', (order) => {
    const turned = (orientation: number) => {
      const content = exif(orientation, order)
      const head = Buffer.from([0xff, 0xe1, 0, content.length + 2])
      return readPhoto(jpeg({ ahead: [Buffer.concat([head, content])] })).bytes
    }
    expect([1, 3, 8, 9, 700].map((orientation) => turned(orientation).indexOf('Exif'))).toEqual([-1, 6, 6, -1, -1])
    expect(turned(8)[6 + 6 + 19]).toBe(8)
  })

  test('a JPEG without traces stays as it is', () => {
    expect(readPhoto(jpeg()).bytes).toEqual(jpeg())
  })

  test('of a PNG the picture alone', () => {
    const noted = [
      chunk('tEXt', Buffer.from('Comment\0remember me')),
      chunk('eXIf', exif(1)),
      chunk('iTXt', Buffer.from('XML:com.adobe.xmp\0http://ns.adobe.com/xap')),
    ]
    const sent = Buffer.concat([png(80, 80, noted), Buffer.from('<script>alert(1)</script> PK\x03\x04')])
    expect(readPhoto(sent)).toEqual({ kind: 'png', bytes: png(80, 80) })
  })

  test('of a WebP the picture and its transparency', () => {
    const picture = ['VP8 ', lossy(300, 200)] as [string, Buffer]
    const traced = riff(
      ['VP8X', extended(0x2c, 300, 200)],
      ['ICCP', Buffer.from('remember me')],
      picture,
      ['EXIF', exif(6)],
      ['XMP ', Buffer.from('http://ns.adobe.com/xap')],
    )
    expect(readPhoto(traced)).toEqual({ kind: 'webp', bytes: riff(picture) })
    const alpha = ['ALPH', Buffer.from([1, 2, 3])] as [string, Buffer]
    const clear = riff(['VP8X', extended(0x10, 300, 200)], alpha, picture)
    expect(readPhoto(Buffer.concat([clear, Buffer.from('remember me')])).bytes).toEqual(clear)
    const lossless = Buffer.concat([Buffer.from([0x2f]), Buffer.from([0x2b, 0xc1, 0x31, 0]), Buffer.alloc(4)])
    expect(readPhoto(riff(['VP8L', lossless])).kind).toBe('webp')
  })
})

describe('what is refused', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a GIF, also one that is a script', Buffer.from('GIF89a/*\x01\0*/=1;alert(1)')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['a spreadsheet', Buffer.from('PK\x03\x04')],
    ['a photo behind other bytes', Buffer.concat([Buffer.from('\n'), jpeg()])],
    [
      'a WebP that moves',
      riff(['VP8X', extended(0x02, 300, 200)], ['ANIM', Buffer.alloc(6)], ['ANMF', Buffer.alloc(30)]),
    ],
  ])('%s is no photo', (_, bytes) => {
    expect(refusedAs(bytes)).toBe('unsupported-media')
  })

  test.each([
    ['a PNG of ten thousand by ten thousand', pngOf(pngHeader(10_000, 10_000), chunk('IDAT', Buffer.alloc(4)))],
    ['a PNG of two thousand million', pngOf(pngHeader(0x7fffffff, 64), chunk('IDAT', Buffer.alloc(4)))],
    ['a JPEG of 65 thousand', jpeg({ width: 65_535, height: 65_535 })],
    ['a JPEG of too many pixels', jpeg({ width: 8000, height: 8000 })],
    ['a WebP of 16 thousand', riff(['VP8 ', lossy(16_383, 16_383)])],
    ['more than five megabytes', Buffer.concat([jpeg(), Buffer.alloc(PHOTO_MAX_BYTES)])],
  ])('%s is too large', (_, bytes) => {
    expect(refusedAs(bytes)).toBe('too-large')
  })

  const badSum = png()
  badSum[badSum.length - 1]! ^= 1
  test.each([
    ['without a picture', jpeg({ data: Buffer.alloc(0), end: Buffer.alloc(0) })],
    [
      'a segment longer than the file',
      Buffer.concat([jpeg().subarray(0, 2), Buffer.from([0xff, 0xdb, 0xff, 0xff, 1])]),
    ],
    ['a segment of no length', Buffer.concat([jpeg().subarray(0, 2), Buffer.from([0xff, 0xdb, 0, 0])])],
    ['an end at once', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['two frames', jpeg({ ahead: [jpeg().subarray(71, 84)] })],
    ['a speck', png(20, 20)],
    ['a PNG with a wrong sum', badSum],
    ['a PNG without data', pngOf(pngHeader(80, 80), chunk('IEND', Buffer.alloc(0)))],
    ['a PNG with colours that do not exist', pngOf(pngHeader(80, 80, 4, 2), chunk('IDAT', Buffer.alloc(4)))],
    ['a PNG with its head behind', pngOf(chunk('IDAT', Buffer.alloc(4)), pngHeader(80, 80))],
    ['a WebP of two pictures', riff(['VP8 ', lossy(300, 200)], ['VP8 ', lossy(300, 200)])],
    ['a WebP without', riff(['EXIF', exif(1)])],
    ['a WebP whose chunk reaches too far', Buffer.from('RIFF\x10\0\0\0WEBPVP8 \xff\0\0\0', 'latin1')],
  ])('%s is broken', (_, bytes) => {
    expect(refusedAs(bytes)).toBe('file-unreadable')
  })

  test('cut anywhere, each kind is refused', () => {
    const webp = riff(['VP8 ', lossy(300, 200)])
    for (const whole of [jpeg(), png(), webp])
      for (let length = 13; length < whole.length; length += 1)
        expect([length, refusedAs(whole.subarray(0, length))]).toEqual([length, 'file-unreadable'])
  })

  test('with any bytes wrong it is refused or kept, and never breaks the reader', () => {
    const change = fc.tuple(fc.nat(400), fc.integer({ min: 0, max: 255 }))
    const whole = fc.constantFrom(tracedJpeg(), png(80, 80, [chunk('eXIf', exif(1))]), riff(['VP8 ', lossy(300, 200)]))
    fc.assert(
      fc.property(whole, fc.array(change, { minLength: 1, maxLength: 8 }), (bytes, changes) => {
        const wrong = Buffer.from(bytes)
        for (const [at, value] of changes) wrong[at % wrong.length] = value
        const code = refusedAs(wrong)
        expect([null, 'unsupported-media', 'too-large', 'file-unreadable']).toContain(code)
        // What was kept has nothing more that could be left out.
        if (code === null) expect(readPhoto(readPhoto(wrong).bytes)).toEqual(readPhoto(wrong))
      }),
      { numRuns: 2000 },
    )
  })
})

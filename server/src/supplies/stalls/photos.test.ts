import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { fillPath } from '@gezhong/shared/client'
import { readStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import {
  sendStallPhoto,
  STALL_PHOTO_MAX_BYTES,
  stallPhotoAddress,
} from '@gezhong/shared/supplies/stalls/photos/contract'
import { uuidv7 } from 'uuidv7'
import { aStall } from '../../../test/a-stall.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { asUpload, jpeg, png, TRACES, tracedJpeg } from '../../../test/photos.ts'
import { refusalOf } from '../../../test/refusals.ts'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

beforeEach(async () => {
  cast = await makeCast(app)
})

async function send(bytes: Buffer, { who = cast.gridLead, id = uuidv7() }: { who?: Persona; id?: string } = {}) {
  const { headers, payload } = asUpload(bytes)
  const reply = await app.server.inject({
    method: 'POST',
    url: fillPath(sendStallPhoto.path, { id }),
    headers: { ...headers, authorization: `Bearer ${who.token}` },
    payload,
  })
  const { code } = reply.json<{ code?: string }>()
  return { id, status: reply.statusCode, code }
}

const look = (id: string, communityId = cast.communityId) =>
  app.server.inject({ method: 'GET', url: stallPhotoAddress(communityId, id) })

const detailed = (bytes: number) => jpeg({ data: Buffer.alloc(bytes, 7) })

test('a photo is stripped to the picture, and lies for good where anybody may keep it who knows the address', async () => {
  const { id, status } = await send(tracedJpeg())
  expect(status).toBe(200)
  const seen = await look(id)
  expect([seen.statusCode, seen.headers['content-type']]).toEqual([200, 'image/jpeg'])
  expect(seen.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(seen.headers['x-content-type-options']).toBe('nosniff')
  // Which way up it is stays, and nothing else.
  const traces = TRACES.filter((trace) => trace !== 'Exif')
  expect(traces.filter((trace) => tracedJpeg().includes(trace))).toEqual(traces)
  for (const trace of traces) expect(seen.rawPayload.includes(trace)).toBe(false)
  expect((await look(uuidv7())).statusCode).toBe(404)
  const elsewhere = await makeCast(app)
  expect((await look(id, elsewhere.communityId)).statusCode).toBe(404)
})

test('what is no small photo is refused in words, and what is at an address never changes', async () => {
  const outcome = async (bytes: Buffer, more: object = {}) => (await send(bytes, more)).code ?? null
  expect(await outcome(Buffer.from('<script>alert(1)</script>'))).toBe('unsupported-media')
  expect(await outcome(jpeg().subarray(0, 80))).toBe('file-unreadable')
  expect(await outcome(jpeg({ width: 60_000, height: 60_000 }))).toBe('too-large')
  expect(await outcome(detailed(STALL_PHOTO_MAX_BYTES - 1000))).toBeNull()
  expect(await outcome(detailed(STALL_PHOTO_MAX_BYTES))).toBe('too-large')
  const { id } = await send(png())
  expect(await outcome(png(), { id })).toBeNull()
  expect(await outcome(jpeg(), { id })).toBe('id-taken')
  expect(await outcome(jpeg(), { who: cast.resident })).toBe('not-allowed')
})

test('a thing keeps its photo, also copied to another day; what nothing shows is gone after a day', async () => {
  const { stallId } = await aStall(app, cast.gridLead, cast.grids['2']!)
  const [shown, loose] = [await send(jpeg()), await send(png())]
  const save = async (photoId: string | null, to = stallId) => {
    const stall = await cast.gridLead.call(readStall, { params: { id: stallId } })
    const items = stall.items.map((item) => ({ ...item, id: to === stallId ? item.id : uuidv7(), photoId }))
    const copy = to === stallId ? {} : { revision: 0, day: '2022-05-30' }
    return cast.gridLead.call(saveStall, { params: { id: to }, body: { ...stall, ...copy, items } })
  }
  expect((await save(shown.id)).items[0]!.photoId).toBe(shown.id)
  expect((await save(shown.id, uuidv7())).items[0]!.photoId).toBe(shown.id)
  // One of another village, or of none, is not there.
  expect(await refusalOf(save(uuidv7()))).toBe('not-valid')
  expect((await look(loose.id)).statusCode).toBe(200)
  const { clock } = app.kernel
  app.kernel.clock = () => new Date(Date.now() + 25 * 3_600_000)
  try {
    await save(null)
  } finally {
    app.kernel.clock = clock
  }
  expect([(await look(loose.id)).statusCode, (await look(shown.id)).statusCode]).toEqual([404, 200])
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyAudit } from '@gezhong/shared/audit/contract'
import pg from 'pg'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast, type Cast } from '../../test/cast.ts'
import { editHousehold, readHousehold } from '@gezhong/shared/people/ledger/contract'
import { transactAsSystem } from '../database/transact.ts'
import { anchorDay, verifyAnchors } from './anchors.ts'
import { Signer } from './seal.ts'

let app: TestApp
let cast: Cast
let folder: string
let superuser: pg.Client
const signer = new Signer(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezhong-anchors-'))
  app = await startTestApp({ ANCHORS_DIR: folder })
  superuser = new pg.Client({ connectionString: process.env.TEST_DATABASE_SUPERUSER_URL })
  await superuser.connect()
})

afterAll(async () => {
  await superuser.end()
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  cast = await makeCast(app)
})

const file = () => join(folder, `${cast.communityId}.jsonl`)

async function work(note: string): Promise<void> {
  const params = { id: cast.households['中区3号']!.id }
  const { revision } = await cast.secretary.call(readHousehold, { params })
  await cast.secretary.call(editHousehold, { params, body: { note, revision, reason: '核对' } })
  await app.seal()
}

const verdict = () => cast.secretary.call(verifyAudit)

describe('the anchor of a day', () => {
  test('is written once, and agrees with seals that go on growing', async () => {
    await work('一')
    await work('二')
    await app.seal()
    expect((await readFile(file(), 'utf8')).trim().split('\n')).toHaveLength(1)
    const { intact, anchors, head } = await verdict()
    expect(intact).toBe(true)
    expect(anchors).toMatchObject({ days: 1 })
    expect(anchors!.last!.head).not.toBe(head)
  })

  test('tells that the newest seals were cut off, which the chain alone cannot see', async () => {
    await work('一')
    const { rowCount } = await superuser.query(
      'WITH cut AS (DELETE FROM audit_link WHERE community_id = $1 RETURNING entry_id) DELETE FROM audit_entry WHERE community_id = $1 AND id IN (SELECT entry_id FROM cut)',
      [cast.communityId],
    )
    expect(rowCount).toBeGreaterThan(0)
    await superuser.query('DELETE FROM audit_seal WHERE community_id = $1', [cast.communityId])
    const { intact, seals, problem } = await verdict()
    expect([intact, seals]).toEqual([false, 0])
    expect(problem).toContain('换掉或截掉')
  })

  test.each([
    ['another signature', (text: string) => text.replace(/"signature":"..../, '"signature":"AAAA'), '签名不对'],
    ['another day', (text: string) => text.replace(/"day":"\d{4}/, '"day":"2021'), '签名不对'],
    ['half a line', (text: string) => text.slice(0, 40), '改坏'],
  ])('tells of %s in the file', async (_, change, words) => {
    await work('一')
    await writeFile(file(), change(await readFile(file(), 'utf8')))
    const { intact, problem } = await verdict()
    expect(intact).toBe(false)
    expect(problem).toContain(words)
  })

  test('comes once a day', async () => {
    await work('一')
    const elsewhere = await mkdtemp(join(folder, 'days-'))
    const on = (now: string) =>
      transactAsSystem(app.kernel, cast.communityId, ({ db }) =>
        anchorDay(db, cast.communityId, { folder: elsewhere, signer, now: new Date(now) }),
      )
    for (const now of ['2022-04-03T15:59:00Z', '2022-04-03T01:00:00Z', '2022-04-03T16:01:00Z'])
      expect(await on(now)).toBe(true)
    const found = await transactAsSystem(app.kernel, cast.communityId, ({ db }) =>
      verifyAnchors(db, cast.communityId, elsewhere, signer),
    )
    expect(found).toMatchObject({ days: 2, last: { day: '2022-04-04' }, problem: null })
  })
})

test('without a folder nothing is anchored, and the verification says so', async () => {
  const bare = await startTestApp()
  const village = await makeCast(bare)
  await bare.seal()
  const { intact, anchors } = await village.secretary.call(verifyAudit)
  expect([intact, anchors]).toEqual([true, null])
  await bare.close()
})

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { createGrid, listGrids, renameGrid } from '@gezhong/shared/grid/communities/contract'
import { confirmChain, readChain } from '@gezhong/shared/people/chain/contract'
import { askCorrection, listCorrections, settleCorrection } from '@gezhong/shared/people/corrections/contract'
import {
  commitImport,
  listImportRows,
  listImports,
  remapImport,
  type ImportSheet,
} from '@gezhong/shared/people/import/contract'
import {
  addResident,
  editHousehold,
  exportHouseholds,
  listBuildings,
  listChanges,
  listHouseholds,
  readHousehold,
  revealPhone,
} from '@gezhong/shared/people/ledger/contract'
import { exportOwnData, OwnDataForm, readOwnData } from '@gezhong/shared/people/own-data/contract'
import { listDifferences, readDifference, settleDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { householdReports, makeReport, myHouseholds } from '@gezhong/shared/people/reports/contract'
import { listResultCases } from '@gezhong/shared/people/results/contract'
import { exportStanding, listRolls, listStanding, openRoll, rollMatrix } from '@gezhong/shared/people/rolls/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { decideSample, listOutsiders, listUnplaced } from '@gezhong/shared/people/unplaced/contract'
import { sql } from 'drizzle-orm'
import { strFromU8, unzipSync } from 'fflate'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { transactAsSystem } from '../src/database/transact.ts'
import { runImports } from '../src/people/import/job.ts'
import { startTestApp, type TestApp } from './app.ts'
import { makeCast, type Cast } from './cast.ts'
import { ENDPOINT_NAMES, ENDPOINTS } from './endpoints.ts'
import { refusalOf } from './refusals.ts'

/*
 * Wherever people write as they like they write phone numbers too. Every text of every reply is either free, and then
 * it is written here with a number in it and must come back masked, or plain: made by the system or of a fixed form.
 */

const words = (text: string): string[] => text.split(' ')

const PLAIN = new Set([
  ...words(
    'contentType tubeCode action code gridCode key token refreshToken device uri recoveryCodes sentence words field problem',
  ),
  // Masked as a whole, or asked for by the one endpoint that reveals and audits.
  ...words('phoneMasked phonesMasked ledgerPhonesMasked phones phone content nameMasked claimedNameMasked'),
  // Of a notice, whose text is the system’s own, with the office’s own number.
  ...words('heading lines stops goesOn withdrawing officePhone'),
  // A photo's bytes, to those who may see it.
  'base64',
  // Only what a payment service writes into its codes.
  'payCode',
  // Canonical doors, codes of the land survey.
  ...words('door placedDoor buildingDoor parcelCode unitCode areaCode placeNames'),
  // Names that only the one who runs the server gives.
  ...words(
    'byName seenByName head day untilDay displayName ownerName decidedByName responsibleName openedByName askedByName',
  ),
  ...words('packedByName takenByName place samplerName changedByName carrierName deliveredByName settledByName'),
  // Of a voucher and of a run.
  ...words('digits shortCode serial runGridCode areas'),
  // Why a household gets less: the system's own sentence.
  'why',
  ...words('takenByName place samplerName changedByName collectorName confirmedByName'),
  ...words('village issuedByName recordedByName'),
  // Everybody reads them, so a number in them is refused.
  ...words('stallTitle goods aliases shortName shortWhy'),
])
/** By field: where it is shown below, with a number in it. */
const FREE = new Set([
  ...words('address names note name structure before after reason title rollTitle gridTitle'),
  ...words(
    'residentName roundTitle text previousText fix remark detail fileName sheet headers dropped stored guardian from',
  ),
])

interface Shape {
  type?: string | string[]
  enum?: unknown
  const?: unknown
  format?: string
  pattern?: string
  properties?: Record<string, Shape>
  additionalProperties?: Shape | boolean
  items?: Shape
  anyOf?: Shape[]
  oneOf?: Shape[]
}

/** The names of fields that hold a text of no fixed form. */
function textsOf(shape: Shape, name = ''): string[] {
  const { type, properties = {}, additionalProperties, items, anyOf = [], oneOf = [] } = shape
  const isText = [type].flat().includes('string')
  const isFixed = [shape.enum, shape.const, shape.format, shape.pattern].some((one) => one !== undefined)
  return [
    ...(isText && !isFixed ? [name] : []),
    ...[...anyOf, ...oneOf, ...(items === undefined ? [] : [items])].flatMap((one) => textsOf(one, name)),
    ...Object.entries(properties).flatMap(([key, one]) => textsOf(one, key)),
    ...(typeof additionalProperties === 'object' ? textsOf(additionalProperties, name) : []),
  ]
}

test('every text of every reply is known to be plain or free', () => {
  const found = new Set(
    ENDPOINT_NAMES.filter((name) => ENDPOINTS[name].kind !== 'file').flatMap((name) =>
      textsOf(z.toJSONSchema(ENDPOINTS[name].reply) as Shape),
    ),
  )
  expect([...found].filter((name) => !PLAIN.has(name) && !FREE.has(name))).toEqual([])
  expect([...PLAIN, ...FREE].filter((name) => !found.has(name)).toSorted()).toEqual([])
})

/** All numbers written below begin so; one of any form would sometimes be found in an id. */
const NUMBER = /137[ -]?0000[ -]?00\d\d/
const door = '中区3号'

describe('a number in a free text', () => {
  let app: TestApp
  let cast: Cast
  let householdId: string
  const replies: string[] = []
  const newRoll = uuidv7()

  async function upload(fileName: string, content: string, kind = 'ledger') {
    const payload = `--part\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n${content}\r\n--part--\r\n`
    const reply = await app.server.inject({
      method: 'POST',
      url: `/api/imports?kind=${kind}`,
      headers: {
        authorization: `Bearer ${cast.secretary.token}`,
        'content-type': 'multipart/form-data; boundary=part',
      },
      payload,
    })
    expect(reply.statusCode).toBe(200)
    while ((await runImports(app.kernel)) > 0);
    return reply.json<{ id: string }>().id
  }

  const newRound = uuidv7()

  /** Somebody from elsewhere, and one whom nobody knows. */
  async function sampleSomebody(): Promise<void> {
    const at = '2022-04-03T08:00:00+08:00'
    const window = { startsAt: at, endsAt: '2022-04-03T20:00:00+08:00' }
    const round = { id: newRound, title: '核酸', gridId: null, method: 'pcr', tubeSize: 10, ...window } as const
    await cast.secretary.call(openRound, { body: round })
    const tube = { id: uuidv7(), gridId: cast.grids['2-1-1']!, code: 'A1001', openedAt: at }
    const one = { tubeId: tube.id, residentId: null, people: 1, takenAt: at }
    const outsider = { name: '周 13700000021', phone: '13700000022', from: '镇上 13700000019' }
    const unknown = { ...one, id: uuidv7(), householdId: uuidv7(), outsider: null }
    const samples = [{ ...one, id: uuidv7(), householdId: null, outsider }, unknown]
    const body = { sentAt: at, tubes: [tube], samples, undone: [] }
    await cast.secretary.call(sendSamples, { params: { id: newRound }, body })
    const reason = '打13700000020问过，记错了'
    await cast.secretary.call(decideSample, { params: { id: unknown.id }, body: { decision: 'dismissed', reason } })
  }

  async function writeEverywhere(): Promise<void> {
    const { secretary, gridWorker, resident } = cast
    await gridWorker.call(editHousehold, {
      params: { id: householdId },
      body: { note: '女儿13700000001', revision: 1, reason: '来电13700000002' },
    })
    await gridWorker.call(addResident, {
      params: { id: householdId },
      body: { id: uuidv7(), name: '林 13700000003', ageGroup: 'adult', note: '137 0000 0004', reason: '摸排' },
    })
    const child = { need: 'medicine', guardian: '母亲 13700000016' } as const
    await gridWorker.call(addResident, {
      params: { id: householdId },
      body: { id: uuidv7(), name: '小满', ageGroup: 'child', child, reason: '摸排' },
    })
    await resident.call(makeReport, {
      params: { id: cast.rollId },
      body: { id: uuidv7(), householdId, headcount: 9, remark: '也可打13700000005' },
    })
    const params = { rollId: cast.rollId, gridId: cast.grids['2']! }
    const asked = { id: uuidv7(), householdId, about: 'other' as const, text: '打13700000018' }
    await resident.call(askCorrection, { body: asked })
    const line = '1. 中区5号 9人 (儿子 13700000006)'
    await secretary.call(confirmChain, { params, body: { text: line } })
    const { lines } = await secretary.call(confirmChain, { params, body: { text: `${line} 13700000007` } })
    const fixes = [{ key: lines[0]!.key, text: '中区5号 8人 13700000008' }]
    await secretary.call(confirmChain, { params, body: { text: `${line} 13700000007`, fixes } })
    const results = '姓名,地址,检测结果\n林 13700000003,中区3号 13700000099,阴性\n'
    const id = await upload('结果.csv', results, 'results')
    await secretary.call(commitImport, { params: { id } })
    while ((await runImports(app.kernel)) > 0);
    await upload(
      '台账13700000009.csv',
      '网格,门牌号,人数,备注,张13700000010,身份证13700000011\n2-1-1,中区1号,2,无,甲,乙\n',
    )
    await sampleSomebody()
    // From before numbers were refused there, or from the hand of whoever runs the server.
    await transactAsSystem(app.kernel, cast.communityId, async ({ db, communityId }) => {
      await db.execute(sql`UPDATE grid SET name = '片长13700000012' WHERE community_id = ${communityId}`)
      await db.execute(sql`UPDATE roll SET title = '问13700000013' WHERE community_id = ${communityId}`)
      await db.execute(sql`UPDATE building SET structure = '砖13700000014' WHERE community_id = ${communityId}`)
    })
    await app.settle()
  }

  async function readEverywhere(): Promise<void> {
    const { secretary, resident } = cast
    const roll = { id: cast.rollId }
    await resident.call(myHouseholds, {})
    const { corrections } = await secretary.call(listCorrections, {})
    const answer = { done: false, reason: '打过13700000017' }
    await secretary.call(settleCorrection, { params: { id: corrections[0]!.id }, body: answer })
    await resident.call(readOwnData, {})
    for (const form of OwnDataForm.options) await resident.call(exportOwnData, { body: { form } })
    await secretary.call(householdReports, { params: { ...roll, householdId } })
    await secretary.call(readChain, { params: { rollId: cast.rollId, gridId: cast.grids['2']! } })
    const { rows } = await secretary.call(listDifferences, { query: { roll: cast.rollId, size: 500 } })
    await secretary.call(settleDifferences, {
      body: { ids: [rows[0]!.id], decision: 'dismiss', reason: '13700000015' },
    })
    await secretary.call(readDifference, { params: { id: rows[0]!.id } })
    for (const state of ['waiting', 'unknown'] as const) await secretary.call(listResultCases, { query: { state } })
    const { imports } = await secretary.call(listImports, {})
    const [{ name, mapping }] = imports[0]!.sheets as [ImportSheet]
    const sheets = [{ name, mapping: { ...mapping, remark: null } }]
    const remapped = await secretary.call(remapImport, { params: { id: imports[0]!.id }, body: { sheets } })
    expect(remapped.sheets[0]!.mapping['remark']).toBe(null)
    while ((await runImports(app.kernel)) > 0);
    await secretary.call(listImportRows, { params: { id: imports[0]!.id } })
    await secretary.call(listOutsiders, { params: { id: newRound } })
    await secretary.call(listUnplaced, { params: { id: newRound }, query: { decided: 'true' } })
    await secretary.call(listGrids, {})
    await secretary.call(listRolls, {})
    await secretary.call(rollMatrix, {})
    await secretary.call(listStanding, { params: roll, query: { size: 500 } })
    await secretary.call(listHouseholds, {})
    await secretary.call(listBuildings, {})
    await secretary.call(listChanges, {})
    await secretary.call(readHousehold, { params: { id: householdId } })
    await secretary.call(listAudit, { query: { size: 500 } })
  }

  beforeAll(async () => {
    app = await startTestApp()
    cast = await makeCast(app)
    householdId = cast.households[door]!.id
    const inject = app.server.inject.bind(app.server)
    app.server.inject = (async (request: object) => {
      const reply = await inject(request)
      replies.push(reply.body)
      return reply
    }) as typeof app.server.inject
    await writeEverywhere()
    await readEverywhere()
  })
  afterAll(() => app.close())

  test('leaves in no reply, and each is there masked', () => {
    expect(replies.filter((reply) => NUMBER.test(reply))).toEqual([])
    const all = replies.join('\n')
    const shown = (number: number) => `137····00${String(number).padStart(2, '0')}`
    // The fourth was written in groups.
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1).filter((number) => number !== 4)
    expect(numbers.filter((number) => !all.includes(shown(number)))).toEqual([])
    expect(all).toContain('137 ···· 0004')
    expect(all).toContain(shown(99))
  })

  test('leaves in no exported file', async () => {
    const texts = async (url: string) => {
      const headers = { authorization: `Bearer ${cast.secretary.token}` }
      const reply = await app.server.inject({ method: 'POST', url, headers, payload: { reason: '上报镇里' } })
      expect(reply.statusCode).toBe(200)
      expect(decodeURIComponent(String(reply.headers['content-disposition']))).not.toMatch(NUMBER)
      return Object.values(unzipSync(reply.rawPayload)).map((part) => strFromU8(part))
    }
    for (const path of [exportHouseholds.path, exportStanding.path.replace(':id', cast.rollId)]) {
      const all = (await texts(path)).join('\n')
      expect(all).toContain('女儿137····0001')
      expect(all).not.toMatch(NUMBER)
    }
  })

  test('stays as it was written when somebody edits what they saw masked', async () => {
    const { note, revision } = await cast.gridWorker.call(readHousehold, { params: { id: householdId } })
    await cast.gridWorker.call(editHousehold, {
      params: { id: householdId },
      body: { note: `${note}，晚上打`, revision, reason: '补充' },
    })
    const { rows } = await transactAsSystem(app.kernel, cast.communityId, ({ db, communityId }) =>
      db.execute<{ note: string }>(
        sql`SELECT note FROM household WHERE community_id = ${communityId} AND id = ${householdId}`,
      ),
    )
    expect(rows[0]!.note).toBe('女儿13700000001，晚上打')
  })

  test('is refused where everybody reads it and it would outlive the emergency', async () => {
    const title = '第3轮 13700000001'
    const roll = { id: newRoll, gridId: null, question: 'who-was-tested' as const }
    expect(await refusalOf(cast.secretary.call(openRoll, { body: { ...roll, title } }))).toBe('not-valid')
    expect((await cast.secretary.call(openRoll, { body: { ...roll, title: '20220508第3轮' } })).title).toBe(
      '20220508第3轮',
    )
    const grid = { id: uuidv7(), code: '3', name: '片长13700000001' }
    expect(await refusalOf(cast.secretary.call(createGrid, { body: grid }))).toBe('not-valid')
    const renamed = cast.secretary.call(renameGrid, { params: { id: cast.grids['1']! }, body: { name: grid.name } })
    expect(await refusalOf(renamed)).toBe('not-valid')
  })

  test('what is to be dialled comes from the phones', async () => {
    const body = { purpose: 'dial' as const }
    expect(await cast.gridWorker.call(revealPhone, { params: { id: householdId }, body })).toEqual({
      phones: [cast.households[door]!.phone],
    })
  })
})

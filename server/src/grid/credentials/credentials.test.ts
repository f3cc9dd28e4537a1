import { verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { civilDay } from '@gezhong/shared/civil-day'
import {
  issueCredential,
  listCredentials,
  ownCredential,
  printCredentials,
  recordTraining,
  revokeCredential,
  takeBackTraining,
  type CarryingPost,
} from '@gezhong/shared/grid/credentials/contract'
import { opensGrid } from '@gezhong/shared/grid/credentials/opens-grid'
import { changePost, grantRole, listTeam, revokeRole } from '@gezhong/shared/grid/team/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import { readCode } from '@gezhong/shared/signed-code'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { publicKeys } from '../signing-keys/service.ts'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(() => app.close())

const dayIn = (days: number) => civilDay(new Date(app.kernel.clock().getTime() + days * 86_400_000))

const carrier = (code: string, name = '跑腿的') =>
  addPersona(app, cast.communityId, name, 'volunteer', { gridId: cast.grids[code]! })

const train = (by: Persona, who: Persona, code = '2', post: CarryingPost = 'volunteer', day = dayIn(-1)) =>
  by.call(recordTraining, {
    body: { id: uuidv7(), accountId: who.accountId, post, gridId: cast.grids[code]!, day },
  })

const issue = (by: Persona, who: Persona, codes: readonly string[], over: object = {}) =>
  by.call(issueCredential, {
    body: {
      id: uuidv7(),
      accountId: who.accountId,
      post: 'volunteer',
      gridIds: codes.map((code) => cast.grids[code]!),
      validFrom: dayIn(0),
      validUntil: dayIn(7),
      ...over,
    },
  })

const own = async (who: Persona) => (await who.call(ownCredential)).credential

describe('a credential', () => {
  test('comes after the training for its post, to a grid where its holder has one, by who appoints there', async () => {
    const who = await carrier('2-1')
    expect(await refusalOf(issue(cast.gridLead, who, ['2-1']))).toBe('not-trained')
    await train(cast.gridLead, who, '2', 'distribution')
    expect(await refusalOf(issue(cast.gridLead, who, ['2-1']))).toBe('not-trained')
    expect(await refusalOf(train(cast.gridLead, who, '2', 'volunteer', dayIn(1)))).toBe('not-valid')
    expect(await refusalOf(train(cast.gridWorker, who))).toBe('not-allowed')
    expect(await refusalOf(train(cast.otherLead, who))).toBe('not-allowed')
    await train(cast.gridLead, who)
    expect(await refusalOf(issue(cast.gridLead, who, ['1']))).toBe('not-allowed')
    expect(await refusalOf(issue(cast.otherLead, who, ['1']))).toBe('not-found')
    for (const code of ['2', '2-2']) expect(await refusalOf(issue(cast.gridLead, who, [code]))).toBe('not-valid')
    expect(await refusalOf(issue(cast.gridLead, who, ['2-1', '2-1-1']))).toBe('not-valid')
    expect(await refusalOf(issue(cast.gridLead, who, ['2-1'], { validUntil: dayIn(-1) }))).toBe('not-valid')
    const { serial, areas, revokedAt } = await issue(cast.gridLead, who, ['2-1'])
    expect([serial, areas, revokedAt]).toEqual(['2-0001', ['2-1'], null])
    const { carriers } = await cast.gridWorker.call(listCredentials)
    expect(carriers.find(({ accountId }) => accountId === who.accountId)?.credential?.serial).toBe('2-0001')
    expect((await cast.otherLead.call(listCredentials)).carriers).toEqual([])
    const { carrying } = await who.call(readOwnData)
    expect([carrying.trainings.length, carrying.credentials.map((one) => one.serial)]).toEqual([2, ['2-0001']])
  })

  test('is nobody’s to give to themselves, nor the training before it', async () => {
    const lead = await addPersona(app, cast.communityId, '兼职的', 'grid-lead', { gridId: cast.grids['2']! })
    const gridId = cast.grids['2-1']!
    const post = { accountId: lead.accountId, role: 'volunteer', gridId } as const
    await cast.secretary.call(grantRole, { body: { id: uuidv7(), ...post, until: null } })
    expect(await refusalOf(train(lead, lead))).toBe('not-allowed')
    await train(cast.gridLead, lead)
    expect(await refusalOf(issue(lead, lead, ['2-1']))).toBe('not-allowed')
    expect((await issue(cast.gridLead, lead, ['2-1'])).areas).toEqual(['2-1'])
  })

  test('is one a person, also when two issue at once; one whose days are over makes room', async () => {
    const who = await carrier('2-1')
    await train(cast.gridLead, who)
    const both = await Promise.all(
      [cast.gridLead, cast.secretary].map((by) => issue(by, who, ['2-1']).then(() => 'issued', refusal)),
    )
    expect(both.toSorted()).toEqual(['already-there', 'issued'])
    expect(await refusalOf(issue(cast.gridLead, who, ['2-1']))).toBe('already-there')
    const { clock } = app.kernel
    app.kernel.clock = () => new Date(clock().getTime() + 8 * 86_400_000)
    const next = await issue(cast.gridLead, who, ['2-1'], { validFrom: dayIn(0), validUntil: dayIn(7) })
    app.kernel.clock = clock
    expect(next.serial).toBe('2-0002')
  })

  test('has the next number of its top-level grid, without gaps, however many are issued at once', async () => {
    const codes = ['2-1', '2-2', '2-1', '2-2', '2-1', '1']
    const people = await Promise.all(codes.map((code, k) => carrier(code, `跑腿${k}`)))
    await Promise.all(people.map((who) => train(cast.secretary, who)))
    const stranger = await carrier('2-1', '没培训的')
    const made = await Promise.all([
      ...people.map((who, k) => issue(cast.secretary, who, [codes[k]!]).then(({ serial }) => serial)),
      refusalOf(issue(cast.secretary, stranger, ['2-1'])),
    ])
    expect(made.toSorted()).toEqual(['1-0001', '2-0001', '2-0002', '2-0003', '2-0004', '2-0005', 'not-trained'])
  })

  test('shows a code for each of its grids, signed, which opens that grid alone', async () => {
    const who = await carrier('2')
    await train(cast.gridLead, who, '2', 'distribution')
    await issue(cast.gridLead, who, ['2-1', '2-2'], { post: 'distribution' })
    const shown = (await own(who))!
    expect(shown.codes.map(({ gridCode }) => gridCode)).toEqual(['2-1', '2-2'])
    const keys = await transactAsSystem(app.kernel, cast.communityId, publicKeys)
    for (const { gridCode, digits } of shown.codes) {
      const { claims, message, signature } = readCode(digits)!
      const key = keys.find(({ keyNumber }) => keyNumber === claims.keyNumber)!.publicKey
      const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key])
      expect(verify(null, message, { key: spki, format: 'der', type: 'spki' }, signature)).toBe(true)
      expect([claims.kind, claims.gridCode, claims.lastDay]).toEqual(['credential', gridCode, dayIn(7)])
      const area = { areas: [claims.gridCode] }
      expect(['2-1', '2-1-1', '2-2', '2-2-1', '1', '2'].filter((code) => opensGrid(area, code))).toEqual(
        gridCode === '2-1' ? ['2-1', '2-1-1'] : ['2-2', '2-2-1'],
      )
    }
  })

  test('is revoked once, with its reason, and then has no code and is not printed', async () => {
    const who = await carrier('2-1')
    await train(cast.gridLead, who)
    const { id } = await issue(cast.gridLead, who, ['2-1'])
    const card = { body: { ids: [id] } }
    const printed = await app.server.inject({
      method: 'POST',
      url: printCredentials.path,
      headers: { authorization: `Bearer ${cast.gridLead.token}` },
      payload: card.body,
    })
    expect([printed.statusCode, printed.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
    const revoke = (by: Persona) =>
      by.call(revokeCredential, { params: { id }, body: { reason: '证丢了，打13700000001' } })
    expect(await refusalOf(revoke(cast.otherLead))).toBe('not-found')
    await revoke(cast.gridLead)
    expect(await refusalOf(revoke(cast.gridLead))).toBe('already-settled')
    expect(await refusalOf(cast.gridLead.call(printCredentials, card))).toBe('nothing-to-print')
    const shown = (await own(who))!
    expect([shown.codes, shown.reason.includes('13700000001')]).toEqual([[], false])
    const { rows } = await cast.secretary.call(listAudit, { query: { size: 50 } })
    const actions = rows.map(({ action }) => action).filter((action) => /^(credential|training)\./.test(action))
    expect(actions.toSorted()).toEqual([
      'credential.issued',
      'credential.printed',
      'credential.revoked',
      'training.recorded',
    ])
  })

  test('ends with the training that it was issued on, when that was recorded by mistake', async () => {
    const who = await carrier('2-1')
    const trainingOf = async () => {
      const { carriers } = await cast.gridLead.call(listCredentials)
      return carriers.find(({ accountId }) => accountId === who.accountId)!.trainings[0]
    }
    await train(cast.gridLead, who, '2', 'volunteer', dayIn(-2))
    const older = (await trainingOf())!
    await train(cast.gridLead, who)
    const { serial } = await issue(cast.gridLead, who, ['2-1'])
    const takeBack = (by: Persona, id: string) =>
      by.call(takeBackTraining, { params: { id }, body: { reason: '记错人了' } })
    const newer = (await trainingOf())!
    expect(await refusalOf(takeBack(cast.otherLead, newer.id))).toBe('not-found')
    expect(await refusalOf(takeBack(cast.gridWorker, newer.id))).toBe('not-allowed')
    expect(await takeBack(cast.gridLead, newer.id)).toEqual({ serial })
    expect(await refusalOf(takeBack(cast.gridLead, newer.id))).toBe('already-settled')
    expect((await own(who))!.reason).toBe('培训记错了：记错人了')
    expect((await trainingOf())?.id).toBe(older.id)
    // The other training still stands, so a new one may be issued on it; taken back as well, nothing is.
    await issue(cast.gridLead, who, ['2-1']).then(({ id }) =>
      cast.gridLead.call(revokeCredential, { params: { id }, body: { reason: '换网格' } }),
    )
    expect(await takeBack(cast.secretary, older.id)).toEqual({ serial: null })
    expect(await refusalOf(issue(cast.gridLead, who, ['2-1']))).toBe('not-trained')
    const { carrying } = await who.call(readOwnData)
    expect(carrying.trainings.map(({ takenBack }) => takenBack)).toEqual([true, true])
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'training.taken-back' } })
    expect(rows.map(({ byName, detail }) => [byName, detail])).toEqual([
      ['林书记', `跑腿的 志愿者 ${dayIn(-2)}：记错人了`],
      ['陈网格长', `跑腿的 志愿者 ${dayIn(-1)}：记错人了`],
    ])
  })

  test('ends with the post, also when that moves out of its area', async () => {
    const [leaving, moving, staying] = [
      await carrier('2-1', '甲'),
      await carrier('2-1', '乙'),
      await carrier('2-1', '丙'),
    ]
    for (const who of [leaving, moving, staying]) {
      await train(cast.gridLead, who)
      await issue(cast.gridLead, who, ['2-1'])
    }
    const { members } = await cast.gridLead.call(listTeam)
    const grantOf = (who: Persona) => ({ id: members.find(({ accountId }) => accountId === who.accountId)!.grantId })
    await cast.gridLead.call(revokeRole, { params: grantOf(leaving) })
    const moveTo = (who: Persona, code: string) =>
      cast.gridLead.call(changePost, {
        params: grantOf(who),
        body: { id: uuidv7(), gridId: cast.grids[code]!, until: null },
      })
    await moveTo(moving, '2-2')
    await moveTo(staying, '2')
    expect([(await own(moving))!.codes, (await own(staying))!.codes.length]).toEqual([[], 1])
    const { carriers } = await cast.gridLead.call(listCredentials)
    expect(carriers.filter(({ credential }) => credential?.revokedAt === null).map((one) => one.displayName)).toEqual([
      '丙',
    ])
  })
})

function refusal(error: unknown): string {
  return (error as { code?: string }).code ?? String(error)
}

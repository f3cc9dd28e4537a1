import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { decideHomeRequest, findHome, leaveHome, listHomeRequests } from '@gezhong/shared/people/homes/contract'
import { answerProxy, askAsProxy, endBond, listProxies } from '@gezhong/shared/people/proxies/contract'
import { householdReports, makeReport, myHouseholds } from '@gezhong/shared/people/reports/contract'
import { householdAccess } from '@gezhong/shared/people/slips/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

let app: TestApp
let cast: Cast
let daughter: Persona

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
  daughter = await addPersona(app, cast.communityId, '女儿', null)
})

afterAll(() => app.close())

const home = () => cast.households['中区3号']!
const ask = async (who: Persona, text = '中区3号') => (await who.call(askAsProxy, { body: { id: uuidv7(), text } })).id
const answer = (who: Persona, id: string, agreed: boolean) =>
  who.call(answerProxy, { params: { id }, body: { agreed } })
const lookedAfter = async (who: Persona) => (await who.call(listProxies)).lookedAfter
const actions = async () =>
  (await cast.secretary.call(listAudit, { query: { size: 50 } })).rows.map((row) => row.action)

async function becomeProxy(who: Persona): Promise<string> {
  await answer(cast.resident, await ask(who), true)
  return (await lookedAfter(who))[0]!.grantId
}

describe('consent', () => {
  test('of somebody who lives there: asked, seen by them, given, seen by both', async () => {
    const id = await ask(daughter)
    expect((await daughter.call(listProxies)).requests).toMatchObject([{ id, text: '中区3号', state: 'waiting' }])
    // Somebody who looks for their own home is not answered with what they asked as a proxy.
    expect((await daughter.call(findHome)).request).toBe(null)
    expect((await cast.resident.call(listProxies)).asking).toMatchObject([{ id, displayName: '女儿', door: '中区3号' }])
    await answer(cast.resident, id, true)
    expect(await lookedAfter(daughter)).toMatchObject([{ householdId: home().id, door: '中区3号' }])
    expect((await cast.resident.call(listProxies)).proxies).toMatchObject([{ displayName: '女儿', door: '中区3号' }])
    expect(await refusalOf(answer(cast.resident, id, false))).toBe('already-settled')
    expect(await actions()).toContain('proxy.agreed')
  })

  test('of the household through its grid worker, who asked in person; recorded as such', async () => {
    const id = await ask(daughter)
    const { requests } = await cast.gridWorker.call(listHomeRequests)
    expect(requests).toMatchObject([{ id, proxy: true, home: { householdId: home().id } }])
    await cast.gridWorker.call(decideHomeRequest, { params: { id }, body: { householdId: home().id } })
    expect(await lookedAfter(daughter)).toHaveLength(1)
    expect(await actions()).toContain('proxy.worker-asked')
  })

  test('withheld lets nobody in', async () => {
    const id = await ask(daughter)
    await answer(cast.resident, id, false)
    expect(await lookedAfter(daughter)).toEqual([])
    expect((await daughter.call(listProxies)).requests).toMatchObject([{ state: 'refused' }])
    expect(await refusalOf(daughter.call(myHouseholds))).toBe('not-allowed')
  })

  test('is not theirs to give who only look after it, nor who live elsewhere, nor the asker’s', async () => {
    await becomeProxy(daughter)
    const son = await addPersona(app, cast.communityId, '儿子', null)
    const id = await ask(son)
    const neighbour = await addPersona(app, cast.communityId, '邻居', 'resident', {
      householdId: cast.households['中区4号']!.id,
      householdGridId: cast.grids['2-1-1']!,
    })
    for (const who of [daughter, neighbour]) {
      expect(await refusalOf(answer(who, id, true))).toBe('not-found')
      expect((await who.call(listProxies)).asking).toEqual([])
    }
    expect(await refusalOf(answer(son, id, true))).toBe('not-allowed')
    expect(await lookedAfter(son)).toEqual([])
  })

  test('answered by two at once is settled once', async () => {
    const id = await ask(daughter)
    const outcomes = await Promise.all([true, true].map((agreed) => refusalOf(answer(cast.resident, id, agreed))))
    expect(outcomes.toSorted()).toEqual([null, 'already-settled'].toSorted())
  })

  test('several households may be asked for, and an unknown door is answered like a known one', async () => {
    await ask(daughter)
    await ask(daughter, '中区4号')
    await ask(daughter, '没有这样的门牌')
    const { requests } = await daughter.call(listProxies)
    expect(requests.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
  })
})

describe('a proxy', () => {
  test('reports for the household, recorded as such; its own people report for themselves', async () => {
    await becomeProxy(daughter)
    const report = async (who: Persona) => {
      const body = { id: uuidv7(), householdId: home().id, headcount: 4 }
      return (await who.call(makeReport, { params: { id: cast.rollId }, body })).report.source
    }
    expect([await report(daughter), await report(cast.resident)]).toEqual(['proxy', 'self'])
    expect(await actions()).toEqual(expect.arrayContaining(['report.proxy', 'report.made']))
    const said = await daughter.call(householdReports, { params: { id: cast.rollId, householdId: home().id } })
    expect(said.reports).toHaveLength(2)
  })

  test('sees their own home first, then those they look after', async () => {
    const neighbour = await addPersona(app, cast.communityId, '邻居', 'resident', {
      householdId: cast.households['中区4号']!.id,
      householdGridId: cast.grids['2-1-1']!,
    })
    await becomeProxy(neighbour)
    const { households } = await neighbour.call(myHouseholds)
    expect(households.map(({ household }) => household.door)).toEqual(['中区4号', '中区3号'])
  })

  test.each([
    ['by the household', () => cast.resident],
    ['by the proxy', () => daughter],
    ['by the grid worker', () => cast.gridWorker],
  ] as const)('ends at once %s', async (_who, whoOf) => {
    const id = await becomeProxy(daughter)
    await whoOf().call(endBond, { params: { id } })
    expect(await refusalOf(daughter.call(myHouseholds))).toBe('not-allowed')
    expect(await lookedAfter(daughter)).toEqual([])
    expect(await refusalOf(whoOf().call(endBond, { params: { id } }))).toBe('not-found')
    expect(await actions()).toContain('bond.ended')
  })

  test('can leave as anybody leaves a household', async () => {
    await becomeProxy(daughter)
    await daughter.call(leaveHome, { params: { id: home().id } })
    expect(await lookedAfter(daughter)).toEqual([])
  })

  test('cannot end that the household’s own people act for it, nor can a worker elsewhere', async () => {
    const id = await becomeProxy(daughter)
    const { accounts } = await cast.gridWorker.call(householdAccess, { params: { id: home().id } })
    const own = accounts.find(({ proxy }) => !proxy)!
    expect(await refusalOf(daughter.call(endBond, { params: { id: own.grantId } }))).toBe('not-found')
    for (const who of [cast.otherLead, cast.stranger])
      expect(await refusalOf(who.call(endBond, { params: { id } }))).toBe('not-found')
    expect(await lookedAfter(daughter)).toHaveLength(1)
  })
})

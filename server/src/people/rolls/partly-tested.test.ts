import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { confirmChain, previewChain } from '@gezhong/shared/people/chain/contract'
import { listHouseholds } from '@gezhong/shared/people/ledger/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { listStanding, openRoll, rollBuildings, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast } from '../../../test/cast.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

/** A roll of the whole community with this question, and the household 中区2号, of which the ledger knows 3 people. */
async function asking(cast: Cast, question: 'who-was-tested' | 'who-lives-here') {
  const roll = { id: uuidv7(), title: '第二轮', question, gridId: null }
  await cast.secretary.call(openRoll, { body: roll })
  const { rows } = await cast.gridLead.call(listHouseholds, { query: { size: 100 } })
  const household = rows.find(({ door }) => door === '中区2号')!
  expect(household.headcount).toBeGreaterThan(1)
  const missing = async () => {
    await app.settle()
    const list = await cast.gridLead.call(listStanding, { params: { id: roll.id }, query: { state: 'missing' } })
    const { grids } = await cast.gridLead.call(rollProgress, { params: { id: roll.id } })
    return {
      here: list.rows.find(({ householdId }) => householdId === household.id),
      listed: list.total,
      households: grids.reduce((sum, grid) => sum + grid.missing, 0),
      people: grids.reduce((sum, grid) => sum + grid.missingPeople, 0),
    }
  }
  return { roll, household, missing, params: { rollId: roll.id, gridId: cast.grids['2']! } }
}

test('a household of which only some were tested stays on the list, with how many are missing', async () => {
  const cast = await makeCast(app)
  const { household, missing, params, roll } = await asking(cast, 'who-was-tested')
  const before = await missing()
  const left = household.headcount! - 1
  const text = '1. 中区2号 1人 13800002002'
  const preview = await cast.gridLead.call(previewChain, { params, body: { text } })
  expect(preview.lines[0]).toMatchObject({ verdict: 'headcount-differs', toSettle: false, stillMissing: left })
  expect(preview.counts).toMatchObject({ toSettle: 0, missing: before.listed })
  await cast.gridLead.call(confirmChain, { params, body: { text } })

  const after = await missing()
  expect(after.here).toMatchObject({ state: 'missing', reported: 1, stillMissing: left })
  expect(after).toMatchObject({
    listed: before.listed,
    households: before.households,
    people: before.people - 1,
  })
  const { buildings } = await cast.gridLead.call(rollBuildings, { params: { id: roll.id }, query: {} })
  expect(buildings.find(({ buildingId }) => buildingId === household.buildingId)).toMatchObject({ missing: 1 })

  const report = (headcount: number) =>
    cast.gridLead.call(makeReport, {
      params: { id: roll.id },
      body: { id: uuidv7(), householdId: household.id, headcount },
    })
  const some = await report(2)
  expect(some.sentence).toBe(`收到了，还差 ${household.headcount! - 2} 人。都做完了，请再报一次`)
  await report(household.headcount!)
  expect((await missing()).here).toBeUndefined()
})

test('when the roll asks who lives there, a lower number is a difference and nobody is missing', async () => {
  const cast = await makeCast(app)
  const { missing, params } = await asking(cast, 'who-lives-here')
  await cast.gridLead.call(confirmChain, { params, body: { text: '1. 中区2号 1人 13800002002' } })
  expect((await missing()).here).toBeUndefined()
})

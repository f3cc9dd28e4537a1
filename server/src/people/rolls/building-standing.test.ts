import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { confirmChain } from '@gezhong/shared/people/chain/contract'
import { assignBuildings, listBuildings } from '@gezhong/shared/people/ledger/contract'
import { openRoll, rollBuildings } from '@gezhong/shared/people/rolls/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { buildingsOfRoll } from './building-standing.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

const standing = async (cast: Cast, who: Persona, grid?: string) => {
  const [{ rows }, { buildings }] = await Promise.all([
    cast.secretary.call(listBuildings, { query: { size: 100 } }),
    who.call(rollBuildings, { params: { id: cast.rollId }, query: grid === undefined ? {} : { grid } }),
  ])
  const doors = new Map(rows.map(({ id, door }) => [id, door]))
  return new Map(buildings.map(({ buildingId, ...rest }) => [doors.get(buildingId)!, rest]))
}

test('each building tells how many of its households are missing, and whether somebody is responsible', async () => {
  const cast = await makeCast(app)
  expect((await standing(cast, cast.gridLead)).get('中区1号')).toMatchObject({ expected: 1, missing: 1 })
  const where = { rollId: cast.rollId, gridId: cast.grids['2']! }
  await cast.gridLead.call(confirmChain, { params: where, body: { text: '1. 中区1号 2人 13800002001' } })
  const seen = await standing(cast, cast.gridLead)
  expect(seen.get('中区1号')).toMatchObject({ expected: 1, missing: 0 })
  expect(seen.get('中区2号')).toMatchObject({ expected: 1, missing: 1 })

  const { rows } = await cast.gridLead.call(listBuildings, { query: { size: 100 } })
  const free = rows.find((building) => building.responsibleAccountId === null)!
  expect(seen.get(free.door)).toMatchObject({ assigned: false })
  const one = { buildingIds: [free.id], accountId: cast.gridWorker.accountId, reason: '就近' }
  await cast.gridLead.call(assignBuildings, { body: one })
  expect((await standing(cast, cast.gridLead)).get(free.door)).toMatchObject({ assigned: true })
})

test('a roll of one grid expects nobody elsewhere', async () => {
  const cast = await makeCast(app)
  const roll = { id: uuidv7(), title: '片区点名', gridId: cast.grids['1']!, question: 'who-lives-here' } as const
  await cast.secretary.call(openRoll, { body: roll })
  const seen = await standing({ ...cast, rollId: roll.id }, cast.secretary)
  expect(seen.get('中区1号')).toMatchObject({ expected: 0, missing: 0 })
  expect([...seen.values()].some(({ expected }) => expected > 0)).toBe(true)
})

test('nobody sees buildings beyond the own place, and nobody draws too many', async () => {
  const cast = await makeCast(app)
  expect(await standing(cast, cast.secretary)).toHaveProperty('size', 18)
  expect([...(await standing(cast, cast.hubHousehold)).keys()]).toEqual(['中区1号', '中区2号'])
  expect((await standing(cast, cast.gridWorker, cast.grids['1'])).size).toBe(0)
  expect(await refusalOf(cast.secretary.call(rollBuildings, { params: { id: uuidv7() } }))).toBe('not-found')
  const tooMany = transactAsSystem(app.kernel, cast.communityId, (work) =>
    buildingsOfRoll(work, cast.rollId, undefined, 17),
  )
  expect(await refusalOf(tooMany)).toBe('too-large')
})

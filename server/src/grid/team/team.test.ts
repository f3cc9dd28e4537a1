import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { grantRole, listTeam, revokeRole } from '@gezhong/shared/grid/team/contract'
import { listBuildings, readHousehold } from '@gezhong/shared/people/ledger/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { building } from '../../people/ledger/tables.ts'
import { eq } from 'drizzle-orm'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

const grant = (cast: Cast, who: Persona, role: 'hub-household' | 'grid-lead' | 'command-post', code: string | null) =>
  cast.secretary.call(grantRole, {
    body: { id: uuidv7(), accountId: who.accountId, role, gridId: code === null ? null : cast.grids[code]! },
  })

async function revokeAt(cast: Cast, who: Persona, code: string): Promise<void> {
  const { members } = await cast.secretary.call(listTeam)
  const { grantId } = members.find((member) => member.accountId === who.accountId && member.gridCode === code)!
  await cast.secretary.call(revokeRole, { params: { id: grantId } })
}

const read = (cast: Cast, who: Persona, door: string) =>
  who.call(readHousehold, { params: { id: cast.households[door]!.id } })

const doorsOf = async (who: Persona) => (await who.call(listBuildings, { query: {} })).rows.map(({ door }) => door)

test('a role taken away frees its buildings, whatever else its holder is elsewhere', async () => {
  const cast = await makeCast(app)
  const { hubHousehold: hub, secretary } = cast
  await grant(cast, hub, 'hub-household', '1')
  expect(await doorsOf(hub)).toEqual(['中区1号', '中区2号'])
  await revokeAt(cast, hub, '2-1-1')
  expect(await doorsOf(hub)).toEqual([])
  expect(await refusalOf(read(cast, hub, '中区1号'))).toBe('not-found')
  const body = { id: uuidv7(), householdId: cast.households['中区1号']!.id, headcount: 2 }
  expect(await refusalOf(hub.call(makeReport, { params: { id: cast.rollId }, body }))).toBe('not-found')
  const free = await secretary.call(listBuildings, { query: { unassigned: 'true', size: 500 } })
  expect(free.rows.map(({ door }) => door)).toEqual(expect.arrayContaining(['中区1号', '中区2号']))
  const { rows } = await secretary.call(listAudit, { query: { action: 'building.assigned' } })
  expect(rows.map(({ detail }) => detail)).toEqual(['中区1号、中区2号：无人（收回职责）'])
})

test('buildings that another role of theirs covers stay theirs', async () => {
  const cast = await makeCast(app)
  await grant(cast, cast.hubHousehold, 'hub-household', '2-1')
  await revokeAt(cast, cast.hubHousehold, '2-1-1')
  expect(await doorsOf(cast.hubHousehold)).toEqual(['中区1号', '中区2号'])
  expect((await read(cast, cast.hubHousehold, '中区1号')).door).toBe('中区1号')
})

test('a building outside every grid of its responsible person opens no household to them', async () => {
  const cast = await makeCast(app)
  const { communityId, hubHousehold: hub } = cast
  await transactAsSystem(app.kernel, communityId, ({ db }) =>
    db
      .update(building)
      .set({ responsibleAccountId: hub.accountId })
      .where(eq(building.id, cast.households['中区7号']!.buildingId)),
  )
  expect(await refusalOf(read(cast, hub, '中区7号'))).toBe('not-found')
})

test('the command post is of the whole community, never of one grid', async () => {
  const cast = await makeCast(app)
  expect(await refusalOf(grant(cast, cast.guard, 'command-post', '2'))).toBe('not-valid')
  expect(await refusalOf(grant(cast, cast.guard, 'grid-lead', null))).toBe('not-valid')
  expect((await grant(cast, cast.guard, 'command-post', null)).gridCode).toBeNull()
})

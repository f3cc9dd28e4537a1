import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { changePost, grantRole, listTeam, revokeRole } from '@gezhong/shared/grid/team/contract'
import { listBuildings, listHouseholds, readHousehold } from '@gezhong/shared/people/ledger/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { releaseBuildings } from '../../people/ledger/buildings-service.ts'
import { building } from '../../people/ledger/tables.ts'
import { eq } from 'drizzle-orm'
import { endPostsRunOut } from './service.ts'

let app: TestApp
let now = Date.now()

beforeAll(async () => {
  app = await startTestApp()
  app.kernel.clock = () => new Date(now)
})

const HOUR = 3_600_000
const inHours = (hours: number) => new Date(now + hours * HOUR).toISOString()

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

const postOf = async (cast: Cast, who: Persona) =>
  (await cast.secretary.call(listTeam)).members.find((member) => member.accountId === who.accountId)!

describe('from and until', () => {
  test('a post opens nothing before it begins and nothing after it ends, on a session that is open all the time', async () => {
    const cast = await makeCast(app)
    const { volunteer, secretary } = cast
    const body = {
      id: uuidv7(),
      accountId: volunteer.accountId,
      role: 'grid-worker' as const,
      gridId: cast.grids['2-1']!,
    }
    const given = await secretary.call(grantRole, { body: { ...body, from: inHours(1), until: inHours(3) } })
    expect([given.since, given.until]).toEqual([inHours(1), inHours(3)])
    const seen = async () => refusalOf(volunteer.call(listHouseholds))
    expect(await seen()).toBe('not-allowed')
    now += HOUR
    expect(await seen()).toBeNull()
    expect((await volunteer.call(listHouseholds)).total).toBe(6)
    now += 2 * HOUR
    expect(await seen()).toBe('not-allowed')
    expect((await secretary.call(listTeam)).members.map(({ grantId }) => grantId)).not.toContain(given.grantId)
    // The same post can be given again, whether or not the background has been by.
    expect((await secretary.call(grantRole, { body: { ...body, id: uuidv7() } })).until).toBeNull()
    expect(await seen()).toBeNull()
  })

  test('what runs out gives its buildings back and is written down once', async () => {
    const cast = await makeCast(app)
    const { grantId, gridId } = await postOf(cast, cast.hubHousehold)
    const body = { id: uuidv7(), gridId, until: inHours(1) }
    await cast.secretary.call(changePost, { params: { id: grantId }, body })
    expect(await doorsOf(cast.hubHousehold)).toEqual(['中区1号', '中区2号'])
    await endPostsRunOut(app.kernel, releaseBuildings)
    expect(await doorsOf(cast.hubHousehold)).toEqual(['中区1号', '中区2号'])
    now += HOUR
    expect(await refusalOf(cast.hubHousehold.call(listBuildings))).toBe('not-allowed')
    await endPostsRunOut(app.kernel, releaseBuildings)
    await endPostsRunOut(app.kernel, releaseBuildings)
    const free = await cast.secretary.call(listBuildings, { query: { unassigned: 'true', size: 500 } })
    expect(free.rows.map(({ door }) => door)).toEqual(expect.arrayContaining(['中区1号', '中区2号']))
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'team.ran-out' } })
    expect(rows.map(({ detail, byName }) => [detail, byName])).toEqual([['蔡中心户 中心户 2-1-1', '系统']])
  })

  test.each([
    ['an end before the beginning', { from: 2, until: 1 }],
    ['an end that is past', { until: -1 }],
  ])('%s is refused', async (_, { from, until }: { from?: number; until: number }) => {
    const cast = await makeCast(app)
    const place = { accountId: cast.guard.accountId, role: 'guard' as const, gridId: cast.grids['1']! }
    const body = { id: uuidv7(), ...place, from: from === undefined ? null : inHours(from), until: inHours(until) }
    expect(await refusalOf(cast.secretary.call(grantRole, { body }))).toBe('not-valid')
  })
})

describe('a post that is moved', () => {
  test('ends where it was and begins elsewhere at once, and its buildings go back', async () => {
    const cast = await makeCast(app)
    const { gridWorker: worker } = cast
    const before = await postOf(cast, worker)
    const body = { id: uuidv7(), gridId: cast.grids['2-2']!, until: null }
    const after = await cast.gridLead.call(changePost, { params: { id: before.grantId }, body })
    expect([after.gridCode, after.role]).toEqual(['2-2', 'grid-worker'])
    expect(await refusalOf(read(cast, worker, '中区1号'))).toBe('not-found')
    expect((await read(cast, worker, '中区8号')).door).toBe('中区8号')
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'team.changed' } })
    expect(rows.map(({ detail, byName }) => [detail, byName])).toEqual([['吴网格员 网格员 2-1 → 2-2', '陈网格长']])
    expect(await refusalOf(cast.gridLead.call(changePost, { params: { id: before.grantId }, body }))).toBe('not-found')
  })
})

describe('a grid lead', () => {
  const give = (cast: Cast, who: Persona, role: 'volunteer' | 'grid-worker' | 'grid-lead', code: string) =>
    cast.gridLead.call(grantRole, { body: { id: uuidv7(), accountId: who.accountId, role, gridId: cast.grids[code]! } })

  test('gives and ends posts inside the own grid', async () => {
    const cast = await makeCast(app)
    const given = await give(cast, cast.guard, 'grid-worker', '2-2')
    expect((await cast.guard.call(listHouseholds)).total).toBe(6)
    await cast.gridLead.call(revokeRole, { params: { id: given.grantId } })
    expect(await refusalOf(cast.guard.call(listHouseholds))).toBe('not-allowed')
    const hub = await postOf(cast, cast.hubHousehold)
    await cast.gridLead.call(revokeRole, { params: { id: hub.grantId } })
    const free = await cast.gridLead.call(listBuildings, { query: { unassigned: 'true', size: 500 } })
    expect(free.rows.map(({ door }) => door)).toEqual(expect.arrayContaining(['中区1号', '中区2号']))
  })

  test('gives none beyond it, none as high as the own, and none to strangers', async () => {
    const cast = await makeCast(app)
    expect(await refusalOf(give(cast, cast.guard, 'volunteer', '1-1'))).toBe('not-allowed')
    expect(await refusalOf(give(cast, cast.guard, 'grid-lead', '2-1'))).toBe('not-allowed')
    expect(await refusalOf(give(cast, cast.otherLead, 'volunteer', '2'))).toBe('not-found')
    expect(await refusalOf(give(cast, cast.stranger, 'volunteer', '2'))).toBe('not-found')
    expect(await refusalOf(give(cast, cast.resident, 'volunteer', '2'))).toBeNull()
    const other = await postOf(cast, cast.otherLead)
    expect(await refusalOf(cast.gridLead.call(revokeRole, { params: { id: other.grantId } }))).toBe('not-found')
    const own = await postOf(cast, cast.gridLead)
    expect(await refusalOf(cast.gridLead.call(revokeRole, { params: { id: own.grantId } }))).toBe('not-allowed')
    const guard = await postOf(cast, cast.guard)
    const beyond = { id: uuidv7(), gridId: cast.grids['1']!, until: null }
    expect(await refusalOf(cast.gridLead.call(changePost, { params: { id: guard.grantId }, body: beyond }))).toBe(
      'not-allowed',
    )
    const body = { id: uuidv7(), accountId: cast.guard.accountId, role: 'guard' as const, gridId: cast.grids['2-1']! }
    expect(await refusalOf(cast.gridWorker.call(grantRole, { body }))).toBe('not-allowed')
  })
})

describe('the last of the command post', () => {
  test('can neither leave nor be given an end', async () => {
    const cast = await makeCast(app)
    const { grantId } = await postOf(cast, cast.secretary)
    const end = () => refusalOf(cast.secretary.call(revokeRole, { params: { id: grantId } }))
    expect(await end()).toBe('still-in-use')
    const body = { id: uuidv7(), gridId: null, until: inHours(1) }
    expect(await refusalOf(cast.secretary.call(changePost, { params: { id: grantId }, body }))).toBe('still-in-use')
    // Somebody who comes tomorrow or leaves tomorrow is no successor.
    const post = { accountId: cast.guard.accountId, role: 'command-post' as const, gridId: null }
    const until = { id: uuidv7(), ...post, until: inHours(24) }
    await cast.secretary.call(grantRole, { body: until })
    expect(await end()).toBe('still-in-use')
    await cast.secretary.call(revokeRole, { params: { id: until.id } })
    await cast.secretary.call(grantRole, { body: { id: uuidv7(), ...post } })
    expect(await end()).toBeNull()
  })

  test('two who remove each other at once: one stays', async () => {
    const cast = await makeCast(app)
    const second = await addPersona(app, cast.communityId, '副书记', 'command-post')
    const [one, other] = [await postOf(cast, cast.secretary), await postOf(cast, second)]
    const outcomes = await Promise.all([
      refusalOf(cast.secretary.call(revokeRole, { params: { id: other.grantId } })),
      refusalOf(second.call(revokeRole, { params: { id: one.grantId } })),
    ])
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1)
  })
})

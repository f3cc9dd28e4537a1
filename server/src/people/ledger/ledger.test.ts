import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { gridCounts } from '@gezhong/shared/grid/communities/contract'
import {
  addResident,
  assignBuildings,
  buildingOutlines,
  createBuilding,
  createHousehold,
  editHousehold,
  listBuildings,
  listChanges,
  listHouseholds,
  readHousehold,
  removeResident,
  revealPhone,
  undoChange,
} from '@gezhong/shared/people/ledger/contract'
import { Refusal } from '@gezhong/shared/errors'
import { and, eq, sql } from 'drizzle-orm'
import { unzipSync, strFromU8 } from 'fflate'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { liveDirty } from '../../database/tables.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { roleGrant } from '../../grid/team/tables.ts'
import { outlinesOf } from './buildings-service.ts'
import { exportHouseholds } from './export-service.ts'
import { lockResidents } from './resident-queries.ts'
import { withResidentFields } from './states.ts'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  cast = await makeCast(app)
})
afterAll(() => app.close())

const reason = '入户核实'
const nobody = uuidv7()

const household = (door: string) => cast.households[door]!
const read = (by: Persona, door: string) => by.call(readHousehold, { params: { id: household(door).id } })
const edit = (by: Persona, door: string, body: object) =>
  by.call(editHousehold, { params: { id: household(door).id }, body: { revision: 1, reason, ...body } })
const doorsOf = (page: { rows: { door: string }[] }) => page.rows.map((row) => row.door)
const historyOf = async (subjectId: string) => (await cast.secretary.call(listChanges, { query: { subjectId } })).rows
const undo = (by: Persona, id: string) => by.call(undoChange, { params: { id }, body: { reason } })

async function auditOf(action: string) {
  return (await cast.secretary.call(listAudit, { query: { action, size: 500 } })).rows
}

async function detailOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('was not refused')
}

/** The grids that `act` marks to be counted again. */
async function marked(act: () => Promise<unknown>): Promise<string[]> {
  await app.settle()
  await act()
  const rows = await transactAsSystem(app.kernel, cast.communityId, ({ db, communityId }) =>
    db
      .select()
      .from(liveDirty)
      .where(and(eq(liveDirty.communityId, communityId), eq(liveDirty.topic, 'ledger'))),
  )
  return rows.map((row) => row.gridId)
}

describe('households are listed', () => {
  test('in order of door, and each only to those in whose scope it lies', async () => {
    const all = await cast.secretary.call(listHouseholds, { query: {} })
    expect(all.total).toBe(18)
    expect(doorsOf(all).slice(4, 8)).toEqual(['东区5号', '东区6号', '中区1号', '中区2号'])
    expect(doorsOf(all).slice(-3)).toEqual(['中区10号', '中区11号', '中区12号'])
    expect((await cast.gridLead.call(listHouseholds, {})).total).toBe(12)
    expect((await cast.gridWorker.call(listHouseholds, {})).total).toBe(6)
    expect(doorsOf(await cast.hubHousehold.call(listHouseholds, {}))).toEqual(['中区1号', '中区2号'])
    expect(doorsOf(await cast.otherLead.call(listHouseholds, {})).every((door) => door.startsWith('东区'))).toBe(true)
  })

  test('to nobody else', async () => {
    for (const who of [cast.resident, cast.volunteer, cast.guard, cast.stranger])
      expect(await refusalOf(who.call(listHouseholds, {}))).toBe('not-allowed')
  })

  test('by grid with everything below it, also one out of scope: nothing', async () => {
    const grid = cast.grids['2-2']!
    expect((await cast.gridLead.call(listHouseholds, { query: { grid } })).total).toBe(6)
    expect((await cast.gridWorker.call(listHouseholds, { query: { grid } })).total).toBe(0)
    expect((await cast.secretary.call(listHouseholds, { query: { grid: nobody } })).total).toBe(0)
  })

  const SEARCHES: [q: string, doors: string[]][] = [
    ['1号', ['东区1号', '中区1号']],
    ['中区1', ['中区1号', '中区10号', '中区11号', '中区12号']],
    ['中区1号', ['中区1号']],
    ['花厅口 中区十二号', ['中区12号']],
    ['12', ['中区12号']],
    ['13800002003', ['中区3号']],
    ['138 0000 2003', ['中区3号']],
    ['1380000200', []],
    ['%', []],
  ]

  test('that match what is typed', async () => {
    for (const [q, doors] of SEARCHES) {
      const page = await cast.secretary.call(listHouseholds, { query: { q } })
      expect([q, doorsOf(page), page.total]).toEqual([q, doors, doors.length])
    }
    const beyond = await cast.secretary.call(listHouseholds, { query: { q: '1号', page: 2 } })
    expect([beyond.rows, beyond.total]).toEqual([[], 2])
  })

  test('a phone finds nothing out of scope', async () => {
    expect((await cast.otherLead.call(listHouseholds, { query: { q: '13800002003' } })).total).toBe(0)
  })

  test('by occupancy, mark and phone, in other orders, page by page', async () => {
    await edit(cast.gridWorker, '中区2号', { occupancy: 'vacant', priority: true, phones: [] })
    for (const query of [{ occupancy: 'vacant' as const }, { priority: 'true' as const }, { noPhone: 'true' as const }])
      expect(doorsOf(await cast.gridLead.call(listHouseholds, { query }))).toEqual(['中区2号'])
    const down = await cast.gridLead.call(listHouseholds, { query: { sort: '-headcount', size: 3 } })
    expect(down.rows.map((row) => row.headcount)).toEqual([4, 4, 4])
    const second = await cast.gridLead.call(listHouseholds, { query: { size: 5, page: 2 } })
    expect([doorsOf(second), second.total]).toEqual([['中区6号', '中区7号', '中区8号', '中区9号', '中区10号'], 12])
  })

  test('phones masked', async () => {
    const { rows } = await cast.secretary.call(listHouseholds, {})
    expect(JSON.stringify(rows)).not.toMatch(/1380000/)
    expect(rows[0]!.phonesMasked[0]).toMatch(/^138····\d{4}$/)
  })
})

describe('one household', () => {
  test('is there for its own people, its hub household and its grid; for nobody else', async () => {
    for (const who of [cast.resident, cast.gridWorker, cast.gridLead, cast.secretary])
      expect((await read(who, '中区3号')).door).toBe('中区3号')
    for (const who of [cast.hubHousehold, cast.otherLead, cast.volunteer, cast.guard, cast.stranger])
      expect(await refusalOf(read(who, '中区3号'))).toBe('not-found')
    expect((await read(cast.hubHousehold, '中区1号')).door).toBe('中区1号')
    expect(await refusalOf(read(cast.resident, '中区4号'))).toBe('not-found')
    expect(await refusalOf(cast.secretary.call(readHousehold, { params: { id: nobody } }))).toBe('not-found')
  })

  test('its people do not read what is noted about them', async () => {
    await edit(cast.gridWorker, '中区3号', { note: '态度不好' })
    expect((await read(cast.resident, '中区3号')).note).toBe('')
    expect((await read(cast.gridLead, '中区3号')).note).toBe('态度不好')
  })
})

describe('a household is corrected', () => {
  test('not found, not allowed, not valid', async () => {
    const body = { headcount: 3, revision: 1, reason }
    const missing = { params: { id: nobody }, body }
    expect(await refusalOf(cast.secretary.call(editHousehold, missing))).toBe('not-found')
    expect(await refusalOf(edit(cast.otherLead, '中区3号', body))).toBe('not-found')
    for (const who of [cast.hubHousehold, cast.resident, cast.volunteer, cast.guard, cast.stranger])
      expect(await refusalOf(edit(who, '中区1号', body))).toBe('not-allowed')
    for (const bad of [{ headcount: -1 }, { headcount: 501 }, { reason: ' ' }, { occupancy: 'gone' }, { revision: 0 }])
      expect(await refusalOf(edit(cast.gridWorker, '中区3号', bad))).toBe('not-valid')
    const phones = await detailOf(edit(cast.gridWorker, '中区3号', { phones: ['13800002999', '1380000'] }))
    expect([phones.code, phones.fields?.[0]?.path]).toEqual(['not-valid', 'phones.1'])
    expect(await historyOf(household('中区3号').id)).toEqual([])
  })

  test('one that a worker only sees as its resident cannot be changed by them', async () => {
    const place = { householdId: household('中区3号').id }
    const both = await addPersona(app, cast.communityId, '两边的人', 'resident', place)
    await transactAsSystem(app.kernel, cast.communityId, async ({ db, communityId, now }) => {
      const grant = { communityId, id: uuidv7(), accountId: both.accountId, gridId: cast.grids['1']!, validFrom: now }
      await db.insert(roleGrant).values({ ...grant, role: 'grid-worker' })
    })
    expect((await read(both, '中区3号')).door).toBe('中区3号')
    expect(await refusalOf(edit(both, '中区3号', { headcount: 9 }))).toBe('not-allowed')
  })

  test('done: what is sent changes, the rest stays, and the history and the audit log keep it', async () => {
    const phones = ['138 1234 5678', '8567 8901', '13812345678']
    const grids = await marked(async () => {
      const done = await edit(cast.gridWorker, '中区3号', { headcount: 7, phones })
      expect(done).toMatchObject({ headcount: 7, phonesMasked: ['138····5678', '0595-····8901'], revision: 2 })
      expect(done.occupancy).toBe('occupied')
    })
    expect(grids).toEqual([cast.grids['2-1-1']])
    const [change] = await historyOf(household('中区3号').id)
    expect(change).toMatchObject({ action: 'edited', door: '中区3号', reason, byName: '吴网格员', undoneById: null })
    expect(change!.fields).toEqual([
      { field: '人数', before: '4 人', after: '7 人' },
      { field: '电话', before: '138····2003', after: '138····5678、0595-····8901' },
    ])
    const [line] = await auditOf('household.edited')
    expect(line).toMatchObject({ byName: '吴网格员', subjectId: household('中区3号').id })
    expect(line!.detail).toContain('中区3号')
    expect(line!.detail).not.toContain('13812345678')
  })

  test('no change leaves no trace', async () => {
    await edit(cast.gridWorker, '中区3号', { note: '有孕妇', priority: true })
    const again = { note: '有孕妇', revision: 2 }
    expect(await marked(() => edit(cast.gridWorker, '中区3号', again))).toEqual([])
    const same = await edit(cast.gridWorker, '中区3号', { note: '有孕妇', revision: 2 })
    expect(same.revision).toBe(2)
    expect(await historyOf(household('中区3号').id)).toHaveLength(1)
  })

  test('two at once: one wins, the other is told', async () => {
    const results = await Promise.all(
      [1, 2, 3, 4].map((headcount) => refusalOf(edit(cast.gridWorker, '中区3号', { headcount: headcount + 10 }))),
    )
    expect(results.toSorted()).toEqual(['changed-meanwhile', 'changed-meanwhile', 'changed-meanwhile', null])
    expect((await read(cast.gridWorker, '中区3号')).revision).toBe(2)
    expect(await historyOf(household('中区3号').id)).toHaveLength(1)
  })
})

describe('a phone is revealed', () => {
  const reveal = (by: Persona, door: string) =>
    by.call(revealPhone, { params: { id: household(door).id }, body: { purpose: 'dial' } })

  test('not to those out of scope, and that they asked is on record', async () => {
    expect(await refusalOf(reveal(cast.otherLead, '中区3号'))).toBe('not-found')
    expect(await refusalOf(reveal(cast.hubHousehold, '中区3号'))).toBe('not-found')
    const refused = await auditOf('access.refused')
    expect(refused.map((line) => [line.byName, line.subjectId])).toEqual([
      ['蔡中心户', household('中区3号').id],
      ['许网格长', household('中区3号').id],
    ])
    for (const who of [cast.resident, cast.volunteer, cast.guard, cast.stranger])
      expect(await refusalOf(reveal(who, '中区3号'))).toBe('not-allowed')
  })

  test('in full to those in scope, each time with a line that does not say the number', async () => {
    for (const who of [cast.hubHousehold, cast.gridWorker, cast.secretary])
      expect(await reveal(who, '中区1号')).toEqual({ phones: ['13800002001'] })
    const lines = await auditOf('household.phone-revealed')
    expect(lines.map((line) => line.byName).toSorted()).toEqual(['吴网格员', '林书记', '蔡中心户'])
    expect(lines[0]!.detail).toBe('中区1号（拨打）')
  })
})

describe('a household is added', () => {
  const addition = (change: object = {}) => ({
    id: uuidv7(),
    gridId: cast.grids['2-1-1']!,
    door: '中区 20 号 之 2',
    headcount: 3,
    phones: ['13812345678'],
    reason,
    ...change,
  })
  const add = (by: Persona, change: object = {}) => by.call(createHousehold, { body: addition(change) })

  test('not found, not allowed, not valid, already there', async () => {
    expect(await refusalOf(add(cast.secretary, { gridId: nobody }))).toBe('not-found')
    expect(await refusalOf(add(cast.otherLead))).toBe('not-allowed')
    for (const who of [cast.hubHousehold, cast.resident, cast.volunteer, cast.guard, cast.stranger])
      expect(await refusalOf(add(who))).toBe('not-allowed')
    const unreadable = await detailOf(add(cast.gridWorker, { door: '张三家' }))
    expect([unreadable.code, unreadable.fields?.[0]?.path]).toEqual(['not-valid', 'door'])
    const phone = await detailOf(add(cast.gridWorker, { phones: ['12345'] }))
    expect(phone.fields?.[0]?.path).toBe('phones.0')
    expect(await refusalOf(add(cast.gridWorker, { door: '花厅口中区三号' }))).toBe('already-there')
    const elsewhere = await detailOf(add(cast.gridLead, { door: '中区8号之1' }))
    expect([elsewhere.code, elsewhere.fields?.[0]?.path]).toEqual(['not-valid', 'gridId'])
    expect(await auditOf('household.created')).toEqual([])
  })

  const replyOf = async (call: Promise<unknown>) => (await detailOf(call)).toProblem()

  test('a door of another grid is refused alike, whether anybody lives there or not', async () => {
    const tries: [by: Persona, there: string, notThere: string][] = [
      // A street that lies outside: the house stands or not, the household is known or not.
      [cast.gridWorker, '东区1号', '东区99号'],
      [cast.gridWorker, '东区1号', '东区1号之9'],
      [cast.otherLead, '中区3号', '中区99号'],
      // A house of a shared street that stands in another grid: its household, and one that does not exist.
      [cast.gridWorker, '中区8号', '中区8号之9'],
    ]
    for (const [by, there, notThere] of tries) {
      const gridId = by === cast.otherLead ? cast.grids['1-1-1']! : cast.grids['2-1-1']!
      const reply = await replyOf(add(by, { gridId, door: there }))
      expect([reply.code, reply.detail]).toEqual(['not-allowed', expect.stringContaining('不归您的网格')])
      expect([notThere, await replyOf(add(by, { gridId, door: notThere }))]).toEqual([notThere, reply])
    }
    const refused = await auditOf('access.refused')
    expect(refused).toHaveLength(8)
    expect(refused.map((line) => line.detail)).toContain('新增中区8号之9')
    expect(await auditOf('household.created')).toEqual([])
  })

  test('a number of a shared street is given when it is free: that much shows, and every try is on record', async () => {
    expect(await refusalOf(add(cast.gridWorker, { door: '中区12号' }))).toBe('not-allowed')
    expect((await add(cast.gridWorker, { door: '中区13号' })).door).toBe('中区13号')
    expect((await auditOf('access.refused')).map((line) => line.detail)).toEqual(['新增中区12号'])
    expect(await auditOf('household.created')).toHaveLength(1)
  })

  test('a street that is nobody’s yet may be begun by anybody, and a worker of two grids may add in both', async () => {
    expect((await add(cast.gridWorker, { door: '海丝花园3栋601室' })).gridCode).toBe('2-1-1')
    expect(await refusalOf(add(cast.otherLead, { gridId: cast.grids['1-1-1']!, door: '海丝花园4栋' }))).toBe(
      'not-allowed',
    )
    await transactAsSystem(app.kernel, cast.communityId, async ({ db, communityId, now }) => {
      const grant = { communityId, id: uuidv7(), accountId: cast.otherLead.accountId, gridId: cast.grids['2']! }
      await db.insert(roleGrant).values({ ...grant, role: 'grid-worker', validFrom: now })
    })
    expect((await add(cast.otherLead, { door: '海丝花园4栋' })).gridCode).toBe('2-1-1')
  })

  test('done: its building is found or made, under its canonical door', async () => {
    const grids = await marked(async () => {
      const made = await add(cast.gridWorker)
      expect(made).toMatchObject({ door: '中区20号之2', headcount: 3, phonesMasked: ['138····5678'], revision: 1 })
      const twin = await add(cast.gridWorker, { door: '中区20号之3', phones: [] })
      expect(twin.buildingId).toBe(made.buildingId)
    })
    expect(grids).toEqual([cast.grids['2-1-1'], cast.grids['2-1-1']])
    const buildings = await cast.gridWorker.call(listBuildings, { query: { q: '中区20号' } })
    expect(buildings.rows.map(({ door, households, people }) => [door, households, people])).toEqual([
      ['中区20号', 2, 6],
    ])
    expect((await auditOf('building.created')).map((line) => line.detail)).toEqual(['中区20号（入户核实）'])
    expect(await auditOf('household.created')).toHaveLength(2)
  })

  test('by two at once in a house that is not there yet: both live in the one that came first', async () => {
    const both = await Promise.all(
      [1, 2].map((part) => add(cast.gridWorker, { door: `中区40号之${part}`, phones: [] })),
    )
    expect(both[0]!.buildingId).toBe(both[1]!.buildingId)
    expect((await cast.gridWorker.call(listBuildings, { query: { q: '中区40号' } })).total).toBe(1)
    expect(await auditOf('building.created')).toHaveLength(1)
  })

  test('where the grid is divided further, beside its neighbour; without one a person has to say', async () => {
    const beside = await add(cast.gridLead, { gridId: cast.grids['2']!, door: '中区13号' })
    expect(beside.gridCode).toBe('2-2-1')
    const lost = await detailOf(add(cast.gridLead, { gridId: cast.grids['2']!, door: '海丝花园3栋601室' }))
    expect([lost.code, lost.fields?.[0]?.path]).toEqual(['not-valid', 'gridId'])
  })

  test('the same again is answered like the first, another under the same id is refused', async () => {
    const id = uuidv7()
    const first = await add(cast.gridWorker, { id })
    expect(await add(cast.gridWorker, { id })).toEqual(first)
    expect(await refusalOf(add(cast.gridWorker, { id, headcount: 4 }))).toBe('id-taken')
    expect(await refusalOf(add(cast.secretary, { id: household('东区1号').id }))).toBe('id-taken')
    expect(await refusalOf(add(cast.gridWorker, { id: household('东区1号').id }))).toBe('id-taken')
    expect(await historyOf(id)).toHaveLength(1)
  })
})

describe('buildings', () => {
  const add = (by: Persona, change: object = {}) =>
    by.call(createBuilding, {
      body: { id: uuidv7(), gridId: cast.grids['2-1-1']!, door: '中区30号', reason, ...change },
    })

  test('lie on the map in scope, grid by grid, while they stand and were surveyed', async () => {
    const outlines = async (by: Persona, grid?: string) =>
      (await by.call(buildingOutlines, { query: grid === undefined ? {} : { grid } })).buildings
    expect(await outlines(cast.secretary)).toHaveLength(18)
    expect((await outlines(cast.gridWorker)).map((one) => one.door)).toContain('中区3号')
    expect(await outlines(cast.gridWorker)).toHaveLength(6)
    expect(await outlines(cast.gridWorker, cast.grids['1']!)).toEqual([])
    expect(await outlines(cast.gridLead, cast.grids['2-2']!)).toHaveLength(6)
    expect((await outlines(cast.hubHousehold)).map((one) => one.door)).toEqual(['中区1号', '中区2号'])
    const [first] = await outlines(cast.hubHousehold)
    expect(first!.outline[0]).toEqual([118.5602, 24.78])
    const added = await add(cast.gridWorker)
    expect((await outlines(cast.gridWorker)).map((one) => one.id)).not.toContain(added.id)
    for (const who of [cast.resident, cast.volunteer, cast.guard, cast.stranger])
      expect(await refusalOf(outlines(who))).toBe('not-allowed')
    const tooMany = transactAsSystem(app.kernel, cast.communityId, (work) => outlinesOf(work, undefined, 17))
    expect(await refusalOf(tooMany)).toBe('too-large')
  })

  test('are listed in scope, with what is in them and whose they are', async () => {
    expect((await cast.secretary.call(listBuildings, {})).total).toBe(18)
    expect((await cast.otherLead.call(listBuildings, {})).total).toBe(6)
    const own = await cast.hubHousehold.call(listBuildings, {})
    expect(own.rows.map((row) => [row.door, row.responsibleName, row.households])).toEqual([
      ['中区1号', '蔡中心户', 1],
      ['中区2号', '蔡中心户', 1],
    ])
    expect((await cast.gridWorker.call(listBuildings, { query: { unassigned: 'true' } })).total).toBe(4)
    expect((await cast.secretary.call(listBuildings, { query: { grid: cast.grids['1']!, q: '1号' } })).total).toBe(1)
    for (const who of [cast.resident, cast.volunteer, cast.guard, cast.stranger])
      expect(await refusalOf(who.call(listBuildings, {}))).toBe('not-allowed')
  })

  test('are added: not found, not allowed, not valid, already there, done, audited', async () => {
    expect(await refusalOf(add(cast.secretary, { gridId: nobody }))).toBe('not-found')
    expect(await refusalOf(add(cast.otherLead))).toBe('not-allowed')
    expect(await refusalOf(add(cast.hubHousehold))).toBe('not-allowed')
    expect(await refusalOf(add(cast.gridWorker, { door: '大榕树旁' }))).toBe('not-valid')
    expect(await refusalOf(add(cast.gridWorker, { door: '中区3号' }))).toBe('already-there')
    const foreign = await detailOf(add(cast.gridWorker, { door: '东区3号' }))
    expect(foreign.code).toBe('not-allowed')
    expect((await detailOf(add(cast.gridWorker, { door: '东区99号' }))).toProblem()).toEqual(foreign.toProblem())
    expect((await detailOf(add(cast.gridWorker, { door: '中区9号' }))).toProblem()).toEqual(foreign.toProblem())
    const id = uuidv7()
    const made = await add(cast.gridWorker, { id, door: '中区三十号' })
    expect(made).toMatchObject({ door: '中区30号', gridCode: '2-1-1', households: 0, responsibleName: null })
    expect(await add(cast.gridWorker, { id })).toEqual(made)
    expect(await refusalOf(add(cast.gridWorker, { id, door: '中区31号' }))).toBe('id-taken')
    expect((await auditOf('building.created')).map((line) => line.detail)).toEqual(['中区30号（入户核实）'])
  })

  test('are given to a person who works there', async () => {
    const ids = ['中区3号', '中区4号'].map((door) => household(door).buildingId)
    const assign = (by: Persona, body: object) =>
      by.call(assignBuildings, { body: { buildingIds: ids, accountId: cast.gridWorker.accountId, reason, ...body } })
    expect(await refusalOf(assign(cast.gridLead, { buildingIds: [...ids, nobody] }))).toBe('not-found')
    expect(await refusalOf(assign(cast.otherLead, {}))).toBe('not-found')
    for (const who of [cast.gridWorker, cast.hubHousehold, cast.resident, cast.guard, cast.stranger])
      expect(await refusalOf(assign(who, {}))).toBe('not-allowed')
    for (const accountId of [cast.otherLead, cast.resident, cast.volunteer, cast.stranger].map((who) => who.accountId))
      expect(await refusalOf(assign(cast.secretary, { accountId }))).toBe('not-found')
    const done = await assign(cast.gridLead, {})
    expect(done.assigned).toBe(2)
    expect((await assign(cast.gridLead, {})).assigned).toBe(0)
    const [change] = await historyOf(ids[0]!)
    expect(change!.fields).toEqual([{ field: '负责人', before: '无', after: '吴网格员' }])
    expect((await auditOf('building.assigned')).map((line) => line.detail)).toEqual([
      '中区3号、中区4号：吴网格员（入户核实）',
    ])
    expect((await assign(cast.secretary, { accountId: cast.hubHousehold.accountId })).assigned).toBe(2)
    expect((await cast.hubHousehold.call(listHouseholds, {})).total).toBe(4)
    expect((await assign(cast.secretary, { accountId: null })).assigned).toBe(2)
    expect((await cast.hubHousehold.call(listHouseholds, {})).total).toBe(2)
    expect(await refusalOf(undo(cast.gridWorker, done.changeIds[0]!))).toBe('not-allowed')
  })

  test('are counted per grid of scope', async () => {
    await edit(cast.gridWorker, '中区1号', { occupancy: 'vacant' })
    const { counts } = await cast.gridWorker.call(gridCounts, {})
    expect(counts).toEqual([
      {
        gridId: cast.grids['2-1-1'],
        buildings: 6,
        unassigned: 4,
        households: 6,
        people: 2 + 2 + 3 + 4 + 1 + 2 + 3 - 2 - 2,
      },
    ])
    expect((await cast.secretary.call(gridCounts, {})).counts).toHaveLength(3)
    expect((await cast.hubHousehold.call(gridCounts, {})).counts[0]).toMatchObject({ buildings: 2, households: 2 })
    expect(await refusalOf(cast.guard.call(gridCounts, {}))).toBe('not-allowed')
  })
})

describe('people of a household', () => {
  const add = (by: Persona, change: object = {}, door = '中区3号') =>
    by.call(addResident, {
      params: { id: household(door).id },
      body: { id: uuidv7(), name: '林小满', ageGroup: 'adult', reason, ...change },
    })
  const adult = { ageGroup: 'adult', namedFor: null, guardian: '', note: '' }
  const agreed = { need: 'medicine', guardian: '母亲林秀英' } as const
  const remove = (by: Persona, id: string) => by.call(removeResident, { params: { id }, body: { reason } })

  test('are named: not found, not allowed, not valid, done, audited', async () => {
    expect(await refusalOf(add(cast.otherLead))).toBe('not-found')
    for (const who of [cast.hubHousehold, cast.resident, cast.volunteer, cast.stranger])
      expect(await refusalOf(add(who, {}, '中区1号'))).toBe('not-allowed')
    expect(await refusalOf(add(cast.gridWorker, { name: ' ' }))).toBe('not-valid')
    const id = uuidv7()
    const made = await add(cast.gridWorker, { id })
    expect(made).toEqual({ ...adult, id, name: '林小满', revision: 1 })
    expect(await add(cast.gridWorker, { id })).toEqual(made)
    expect(await refusalOf(add(cast.gridWorker, { id, name: '别人' }))).toBe('id-taken')
    expect((await read(cast.resident, '中区3号')).people).toEqual([made])
    const [line] = await auditOf('resident.added')
    expect([line!.subjectId, line!.detail]).toEqual([id, '中区3号（入户核实）'])
    const { rows } = await app.kernel.pool.query('SELECT 1 FROM resident WHERE position($1 in name_sealed::text) > 0', [
      '林小满',
    ])
    expect(rows).toEqual([])
  })

  test('are taken off, which can be undone', async () => {
    const { id } = await add(cast.gridWorker)
    expect(await refusalOf(remove(cast.secretary, nobody))).toBe('not-found')
    expect(await refusalOf(remove(cast.otherLead, id))).toBe('not-found')
    expect(await refusalOf(remove(cast.resident, id))).toBe('not-allowed')
    await remove(cast.gridWorker, id)
    expect(await refusalOf(remove(cast.gridWorker, id))).toBe('not-found')
    expect((await read(cast.gridWorker, '中区3号')).people).toEqual([])
    expect(await auditOf('resident.removed')).toHaveLength(1)
    const [removal] = await historyOf(id)
    expect(removal!.action).toBe('removed')
    await undo(cast.gridWorker, removal!.id)
    expect((await read(cast.gridWorker, '中区3号')).people.map((each) => each.name)).toEqual(['林小满'])
  })

  test('are counted and not named while they are children, but for a need that a guardian agreed to', async () => {
    const child = { ageGroup: 'child' as const }
    for (const wrong of [
      { ...child },
      { ...child, name: null, child: agreed },
      { ...child, child: { ...agreed, guardian: ' ' } },
      { ...child, child: { ...agreed, need: '好认' } },
      { name: null },
      { child: agreed },
    ])
      expect([wrong, await refusalOf(add(cast.gridWorker, wrong))]).toEqual([wrong, 'not-valid'])
    const counted = await add(cast.gridWorker, { ...child, name: null })
    expect(counted).toMatchObject({ name: null, namedFor: null, guardian: '' })
    const named = await add(cast.gridWorker, { ...child, child: agreed })
    expect(named).toMatchObject({ name: '林小满', namedFor: 'medicine', guardian: '母亲林秀英' })
    expect(await add(cast.gridWorker, { ...child, id: named.id, child: agreed })).toEqual(named)
    const other = { ...agreed, guardian: '父亲' }
    expect(await refusalOf(add(cast.gridWorker, { ...child, id: named.id, child: other }))).toBe('id-taken')
    const [change] = await historyOf(named.id)
    expect(change!.fields).toEqual(
      expect.arrayContaining([
        { field: '为什么记名', before: '', after: '过敏或用药' },
        { field: '同意的监护人', before: '', after: '母亲林秀英' },
      ]),
    )
    for (const { id } of [counted, named]) {
      await remove(cast.gridWorker, id)
      await undo(cast.gridWorker, (await historyOf(id))[0]!.id)
    }
    expect((await read(cast.gridWorker, '中区3号')).people).toEqual([
      { ...counted, revision: 3 },
      { ...named, revision: 3 },
    ])
  })

  test('children are named by nobody past that rule: not by the database, not by an older history', async () => {
    const { id } = await add(cast.gridWorker, { ageGroup: 'child', name: null })
    const { communityId } = cast
    const past = transactAsSystem(app.kernel, communityId, ({ db }) =>
      db.execute(sql`UPDATE resident SET name_sealed = 'x' WHERE community_id = ${communityId} AND id = ${id}`),
    )
    await expect(past).rejects.toMatchObject({ cause: { constraint: 'resident_child_named_check' } })
    await transactAsSystem(app.kernel, communityId, async (work) => {
      const [row] = await lockResidents(work.db, communityId, [id])
      const before = { householdId: row!.householdId, name: '林小满', ageGroup: 'child', note: '' } as const
      expect(withResidentFields(work, row!, before).nameSealed).toBe(null)
    })
  })
})

describe('the export', () => {
  const download = (by: Persona, query = '') =>
    app.server.inject({
      method: 'POST',
      url: `/api/households/export${query}`,
      headers: { authorization: `Bearer ${by.token}` },
      payload: { reason: '上报镇里' },
    })
  const sheetOf = (bytes: Buffer) => {
    const files = unzipSync(bytes)
    return Object.keys(files)
      .filter((name) => /sheet1|sharedStrings/.test(name))
      .map((name) => strFromU8(files[name]!))
      .join('\n')
  }

  test('is the list of one’s scope, masked, with nothing that runs, and audited', async () => {
    await edit(cast.gridWorker, '中区3号', { note: '=1+1' })
    await edit(cast.gridWorker, '中区4号', { note: '@SUM(A1)' })
    const reply = await download(cast.gridLead)
    expect(reply.headers['content-type']).toContain('spreadsheetml')
    const sheet = sheetOf(reply.rawPayload)
    expect(sheet.match(/中区\d+号/g)).toHaveLength(12)
    expect(sheet).not.toContain('东区')
    expect(sheet).not.toMatch(/1380000/)
    expect(sheet).toContain('138····2003')
    expect(sheet).toContain('=1+1')
    expect(sheet).toMatch(/导出人：.+时间：\d{4}-\d\d-\d\d \d+:\d\d {2}用途：上报镇里/)
    expect(sheet).not.toMatch(/<f[ >]/)
    expect((await auditOf('ledger.exported')).map((line) => line.detail)).toEqual(['12 户，用途：上报镇里'])
    const one = sheetOf((await download(cast.secretary, `?grid=${cast.grids['1']}`)).rawPayload)
    expect(one.match(/[东中]区\d+号/g)).toHaveLength(6)
  })

  test('is refused rather than cut when it is too long', async () => {
    const refusal = await detailOf(
      transactAsSystem(app.kernel, cast.communityId, (work) => exportHouseholds(work, {}, { reason: '上报镇里' }, 17)),
    )
    expect([refusal.code, refusal.detail]).toEqual([
      'too-large',
      '一次最多导出 17 户，现在选中 18 户，请按网格分开导出',
    ])
    expect(await auditOf('ledger.exported')).toEqual([])
  })

  test('is for nobody else', async () => {
    for (const who of [cast.hubHousehold, cast.resident, cast.guard, cast.stranger])
      expect((await download(who)).statusCode).toBe(403)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { listTeam, revokeRole } from '@gezhong/shared/grid/team/contract'
import { Refusal } from '@gezhong/shared/errors'
import {
  addResident,
  assignBuildings,
  createHousehold,
  editHousehold,
  listBuildings,
  listChanges,
  readHousehold,
  removeResident,
  undoChange,
  type LedgerChange,
} from '@gezhong/shared/people/ledger/contract'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem, type Work } from '../../database/transact.ts'
import { difference } from '../reconciliation/tables.ts'
import { report } from '../reports/tables.ts'
import { standing } from '../rolls/tables.ts'
import { createBuildings, createHouseholds } from './creation-service.ts'
import { changeHouseholds } from './household-changes.ts'
import { lockHouseholds } from './household-queries.ts'
import { householdState } from './states.ts'
import { undoImportChanges, undoLedgerChange } from './undo-service.ts'

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
const asSystem = <T>(work: (work: Work) => Promise<T>) => transactAsSystem(app.kernel, cast.communityId, work)
const undo = (by: Persona, id: string) => by.call(undoChange, { params: { id }, body: { reason: '点错了' } })
const historyOf = async (subjectId: string): Promise<LedgerChange[]> =>
  (await cast.secretary.call(listChanges, { query: { subjectId } })).rows
const lastOf = async (subjectId: string): Promise<string> => (await historyOf(subjectId))[0]!.id
const headcountOf = async (id: string) => (await cast.secretary.call(readHousehold, { params: { id } })).headcount
const edit = (by: Persona, id: string, body: { headcount?: number; revision: number; note?: string }) =>
  by.call(editHousehold, { params: { id }, body: { reason, ...body } })

/** Adds a household at a new door; with it comes its building. */
async function add(door = '中区20号'): Promise<{ id: string; buildingId: string }> {
  const body = { id: uuidv7(), gridId: cast.grids['2-1-1']!, door, headcount: 3, phones: ['13812345678'], reason }
  return cast.gridWorker.call(createHousehold, { body })
}

/** The sentence of a refusal that is `undo-blocked`. */
async function whyBlocked(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (error instanceof Refusal && error.code === 'undo-blocked') return error.detail ?? ''
    throw error
  }
  throw new Error('was not refused')
}

describe('a change is undone', () => {
  test('not found, not allowed, done, audited', async () => {
    const { id } = cast.households['中区3号']!
    await edit(cast.gridWorker, id, { headcount: 9, revision: 1 })
    const change = await lastOf(id)
    expect(await refusalOf(undo(cast.secretary, uuidv7()))).toBe('not-found')
    expect(await refusalOf(undo(cast.otherLead, change))).toBe('not-found')
    for (const who of [cast.hubHousehold, cast.resident, cast.volunteer, cast.guard, cast.stranger])
      expect(await refusalOf(undo(who, change))).toBe('not-allowed')
    const undone = await undo(cast.gridWorker, change)
    expect(undone).toMatchObject({ action: 'undone', undoesId: change, door: '中区3号', reason: '点错了' })
    expect(undone.fields).toEqual([{ field: '人数', before: '9 人', after: '4 人' }])
    expect(await headcountOf(id)).toBe(4)
    expect((await historyOf(id)).map((one) => [one.action, one.undoneById])).toEqual([
      ['undone', null],
      ['edited', undone.id],
    ])
    const { rows: lines } = await cast.secretary.call(listAudit, { query: { action: 'ledger.undone' } })
    expect(lines.map((line) => [line.byName, line.detail])).toEqual([['吴网格员', '中区3号（点错了）']])
  })

  test('once: a second time, or two at once, it has been done', async () => {
    const { id } = cast.households['中区3号']!
    await edit(cast.gridWorker, id, { headcount: 9, revision: 1 })
    const change = await lastOf(id)
    const results = await Promise.all([1, 2, 3].map(() => refusalOf(undo(cast.gridWorker, change))))
    expect(results.toSorted()).toEqual(['already-undone', 'already-undone', null])
    expect(await refusalOf(undo(cast.gridLead, change))).toBe('already-undone')
    expect(await headcountOf(id)).toBe(4)
  })

  test('not under a later one, which is named', async () => {
    const { id } = cast.households['中区3号']!
    await edit(cast.gridWorker, id, { headcount: 9, revision: 1 })
    const first = await lastOf(id)
    await edit(cast.gridLead, id, { headcount: 8, revision: 2 })
    expect(await whyBlocked(undo(cast.gridWorker, first))).toMatch(
      /^中区3号后来又改过（陈网格长，\d{4}-\d\d-\d\d \d{1,2}:\d\d），请先撤销那一步$/,
    )
    await undo(cast.gridWorker, await lastOf(id))
    await undo(cast.gridWorker, first)
    expect(await headcountOf(id)).toBe(4)
  })

  test('and so is an undo', async () => {
    const { id } = cast.households['中区3号']!
    await edit(cast.gridWorker, id, { headcount: 9, revision: 1 })
    await undo(cast.gridWorker, await lastOf(id))
    await undo(cast.gridWorker, await lastOf(id))
    expect(await headcountOf(id)).toBe(9)
    expect((await historyOf(id)).map((one) => one.action)).toEqual(['undone', 'undone', 'edited'])
  })
})

describe('what came into the ledger is taken out by undoing it', () => {
  test('a household, then its building, and both come back the other way round', async () => {
    const { id, buildingId } = await add()
    const [household, building] = [await lastOf(id), await lastOf(buildingId)]
    expect(await whyBlocked(undo(cast.gridWorker, building))).toBe('不能撤销：中区20号楼里还有 1 户')
    await undo(cast.gridWorker, household)
    expect(await refusalOf(cast.secretary.call(readHousehold, { params: { id } }))).toBe('not-found')
    expect(await refusalOf(edit(cast.gridWorker, id, { headcount: 1, revision: 2 }))).toBe('not-found')
    await undo(cast.gridWorker, building)
    expect((await cast.gridWorker.call(listBuildings, { query: { q: '中区20号' } })).total).toBe(0)
    expect(await whyBlocked(undo(cast.gridWorker, await lastOf(id)))).toBe(
      '不能撤销：中区20号的楼栋已不在台账里，请先恢复',
    )
    await undo(cast.gridWorker, await lastOf(buildingId))
    await undo(cast.gridWorker, await lastOf(id))
    expect(await cast.secretary.call(readHousehold, { params: { id } })).toMatchObject({
      door: '中区20号',
      phonesMasked: ['138····5678'],
      headcount: 3,
    })
  })

  test('not while people are registered there', async () => {
    const { id } = await add()
    const creation = await lastOf(id)
    const body = { id: uuidv7(), name: '林小满', ageGroup: 'adult' as const, reason }
    await cast.gridWorker.call(addResident, { params: { id }, body })
    expect(await whyBlocked(undo(cast.gridWorker, creation))).toBe('不能撤销：中区20号已登记人员')
    await cast.gridWorker.call(removeResident, { params: { id: body.id }, body: { reason } })
    await undo(cast.gridWorker, creation)
    expect(await whyBlocked(undo(cast.gridWorker, await lastOf(body.id)))).toBe(
      '不能撤销：中区20号这户已不在台账里，请先恢复',
    )
  })

  test('not while it reported, stands in a roll, is in dispute, or somebody is bound to it', async () => {
    const { id, buildingId } = await add()
    const creation = await lastOf(id)
    const reportId = uuidv7()
    await asSystem(async ({ db, communityId, now }) => {
      const place = { communityId, rollId: cast.rollId, gridId: cast.grids['2-1-1']!, buildingId, householdId: id }
      const said = { source: 'self' as const, state: 'standing' as const, intent: 'report' as const }
      const accountId = cast.resident.accountId
      const at = { saidAt: now, spokenAt: now }
      await db.insert(report).values({ ...place, ...said, ...at, id: reportId, verdict: 'matched', accountId })
      await db.insert(standing).values({ ...place, state: 'reported', reportId, reportedAt: now })
      const dispute = { kind: 'headcount-differs' as const, state: 'open' as const, dueAt: now, openedAt: now }
      await db.insert(difference).values({ ...place, ...dispute, id: uuidv7(), reportId })
    })
    await addPersona(app, cast.communityId, '住在那里的人', 'resident', { householdId: id })
    expect(await whyBlocked(undo(cast.secretary, creation))).toBe(
      '不能撤销：中区20号有居民账号绑定在这户、已有上报、已计入点名、有待处理的差异',
    )
    const settled = asSystem((work) => undoLedgerChange(work, creation, '撤销核对', { statementsSettled: true }))
    expect(await whyBlocked(settled)).toBe('不能撤销：中区20号有居民账号绑定在这户')
  })

  test('and does not come back to a door that another has', async () => {
    const { id } = await add()
    await undo(cast.gridWorker, await lastOf(id))
    await add()
    expect(await whyBlocked(undo(cast.gridWorker, await lastOf(id)))).toBe('不能撤销：中区20号现在另有登记')
  })
})

describe('an assignment is undone', () => {
  test('by whoever may assign, and only to somebody still at their post', async () => {
    const { buildingId } = cast.households['中区1号']!
    const body = { buildingIds: [buildingId], accountId: cast.gridWorker.accountId, reason }
    const { changeIds } = await cast.secretary.call(assignBuildings, { body })
    expect(await refusalOf(undo(cast.gridWorker, changeIds[0]!))).toBe('not-allowed')
    const { members } = await cast.secretary.call(listTeam, {})
    const hub = members.find((member) => member.role === 'hub-household')!
    await undo(cast.gridLead, changeIds[0]!)
    await undo(cast.gridLead, await lastOf(buildingId))
    await cast.secretary.call(revokeRole, { params: { id: hub.grantId } })
    expect(await whyBlocked(undo(cast.gridLead, await lastOf(buildingId)))).toBe(
      '不能撤销：中区1号原来的负责人现在不负责这个网格',
    )
  })
})

describe('an import is taken back', () => {
  const importId = uuidv7()
  const origin = { reason: '导入 台账.xlsx', importId }

  async function bring(count: number): Promise<{ buildings: string[]; households: string[] }> {
    return asSystem(async (work) => {
      const doors = Array.from({ length: count }, (_, index) => `西区${index + 1}号`)
      const gridId = cast.grids['1-1-1']!
      const { ids: buildings } = await createBuildings(
        work,
        doors.map((door) => ({ gridId, door })),
        origin,
      )
      const rows = doors.map((door, index) => ({
        gridId,
        buildingId: buildings[index]!,
        door,
        headcount: 2,
        phones: [`139${String(index).padStart(8, '0')}`],
      }))
      const { ids: households } = await createHouseholds(work, rows, origin)
      const known = cast.households['东区1号']!.id
      await changeHouseholds(work, [{ id: known, patch: { headcount: 7 } }], origin)
      return { buildings, households }
    })
  }
  const takeBack = () => asSystem((work) => undoImportChanges(work, importId, '导错了文件'))

  test('whole, with what it changed', async () => {
    await bring(1200)
    const known = cast.households['东区1号']!.id
    expect(await headcountOf(known)).toBe(7)
    expect(await takeBack()).toBe(2401)
    expect(await headcountOf(known)).toBe(2)
    const { rows } = (await cast.secretary.call(listBuildings, { query: { q: '西区' } })) as { rows: unknown[] }
    expect(rows).toEqual([])
    expect(await takeBack()).toBe(0)
  }, 60_000)

  test('not while somebody has worked on it since; what was undone by hand is no obstacle', async () => {
    const { households } = await bring(3)
    const [first, second] = [households[0]!, households[1]!]
    await edit(cast.secretary, first, { headcount: 5, revision: 1 })
    expect(await whyBlocked(takeBack())).toMatch(/^西区1号后来又改过（林书记/)
    expect(await headcountOf(second)).toBe(2)
    await undo(cast.secretary, await lastOf(first))
    await undo(cast.secretary, await lastOf(second))
    expect(await takeBack()).toBe(6)
    expect(await refusalOf(cast.secretary.call(readHousehold, { params: { id: first } }))).toBe('not-found')
  })
})

/*
 * Whatever is edited, undone and redone in whatever order: the household is always what the edits still in effect make
 * of it, one after the other. A change can be undone exactly while those in effect are the ones that were right after it.
 */
describe('any history', () => {
  interface Made {
    id: string
    before: string[]
    after: string[]
  }
  type Patch = { headcount?: number | null; phones?: string[]; note?: string; priority?: boolean }

  const patch: fc.Arbitrary<Patch> = fc.record(
    {
      headcount: fc.option(fc.integer({ min: 0, max: 9 })),
      phones: fc.subarray(['13800000001', '13800000002', '0595-86001234']),
      note: fc.constantFrom('', '有孕妇', '电梯坏了'),
      priority: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  const command = fc.oneof(
    { weight: 2, arbitrary: patch.map((patch) => ({ patch })) },
    { weight: 3, arbitrary: fc.nat({ max: 20 }).map((undo) => ({ undo })) },
  )

  test('is what a replay makes of it', async () => {
    let door = 100
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 14 }), async (commands) => {
        const { id } = await add(`中区${(door += 1)}号`)
        const creation = await lastOf(id)
        const patches = new Map<string, Patch>([[creation, {}]])
        const made: Made[] = [{ id: creation, before: [], after: [creation] }]
        const undone = new Set<string>()
        let inEffect = [creation]
        for (const command of commands) {
          if ('patch' in command) {
            const result = await tryEdit(id, command.patch)
            if (inEffect.length === 0) expect(result).toBe('not-found')
            else if (result !== null) {
              patches.set(result, command.patch)
              made.push({ id: result, before: inEffect, after: [...inEffect, result] })
              inEffect = [...inEffect, result]
            }
          } else {
            const target = made[command.undo % made.length]!
            const result = await tryUndo(target.id)
            if (undone.has(target.id)) expect(result).toBe('already-undone')
            else if (target.after.join() !== inEffect.join()) expect(result).toBe('undo-blocked')
            else {
              undone.add(target.id)
              made.push({ id: result, before: target.after, after: target.before })
              inEffect = target.before
            }
          }
          expect(await stateOf(id)).toEqual(replay(inEffect, patches))
        }
      }),
      { numRuns: 25 },
    )
  }, 120_000)

  const tryEdit = (id: string, patch: Patch) =>
    outcomeOf(async (work) => (await changeHouseholds(work, [{ id, patch }], { reason })).get(id) ?? null)
  const tryUndo = (id: string) => outcomeOf((work) => undoLedgerChange(work, id, '点错了'))

  async function outcomeOf<T>(act: (work: Work) => Promise<T>): Promise<T | string> {
    try {
      return await asSystem(act)
    } catch (error) {
      if (error instanceof Refusal) return error.code
      throw error
    }
  }

  function replay(inEffect: readonly string[], patches: ReadonlyMap<string, Patch>) {
    if (inEffect.length === 0) return null
    const start = { headcount: 3 as number | null, phones: ['13812345678'], note: '', priority: false }
    return inEffect.reduce((state, change) => ({ ...state, ...patches.get(change) }), start)
  }

  const stateOf = (id: string) =>
    asSystem(async (work) => {
      const [row] = await lockHouseholds(work.db, work.communityId, [id])
      if (row === undefined || row.removedAt !== null) return null
      const { headcount, phones, note, priority } = householdState(work, row)
      return { headcount, phones, note, priority }
    })
})

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { Refusal } from '@gezhong/shared/errors'
import { confirmChain, previewChain, readChain, undoConfirmation } from '@gezhong/shared/people/chain/contract'
import { editHousehold } from '@gezhong/shared/people/ledger/contract'
import {
  assignDifferences,
  listDifferences,
  settleDifferences,
  undoDecision,
} from '@gezhong/shared/people/reconciliation/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { changeRoll, openRoll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { eq } from 'drizzle-orm'
import * as fc from 'fast-check'
import { Client } from 'pg'
import { uuidv7 } from 'uuidv7'
import { transactAsSystem } from '../../database/transact.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { difference } from '../reconciliation/tables.ts'
import { report } from '../reports/tables.ts'
import { rollCount, standing } from '../rolls/tables.ts'
import { chain, paste } from './tables.ts'

jest.setTimeout(120_000)

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

const TEXT = `#接龙
1. 中区1号 2人 13800002001
2. 中区2号 5人 13800002002
3. 中区99号 3人 13900012321
4. 4人 13800002003
5. 收到`

type Made<A> = A extends fc.Arbitrary<infer T> ? T : never
type Where = { rollId: string; gridId: string }
const place = (cast: Cast): Where => ({ rollId: cast.rollId, gridId: cast.grids['2']! })
const confirm = (cast: Cast, text: string, more: object = {}, who: Persona = cast.gridLead, where = place(cast)) =>
  who.call(confirmChain, { params: where, body: { text, ...more } })
const undo = (cast: Cast, id: string, who: Persona = cast.gridLead, where = place(cast)) =>
  who.call(undoConfirmation, { params: { ...where, id } })

/** The sentence with which a call is refused. */
const whyNot = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? [error.code, error.detail] : Promise.reject(error as Error)),
  )

/** Whoever may do anything in the database. */
const aKeeper = () => new Client({ connectionString: process.env.TEST_DATABASE_SUPERUSER_URL })

type Rows = Map<string, Record<string, unknown>>
interface State {
  lines: Rows
  differences: Rows
  rest: unknown
}

/** All that a roll holds, as plain values; counters that only ever grow are left out. */
async function stateOf(cast: Cast, where: Where = place(cast)): Promise<State> {
  await app.settle()
  return transactAsSystem(app.kernel, cast.communityId, async ({ db, vault, communityId }) => {
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
    const open = (sealed: Buffer | null) => (sealed === null ? null : vault.openForCommunity(communityId, sealed))
    const reports = await db.select().from(report).where(eq(report.rollId, where.rollId))
    const differences = await db.select().from(difference).where(eq(difference.rollId, where.rollId))
    const standings = await db.select().from(standing).where(eq(standing.rollId, where.rollId))
    const counts = await db.select().from(rollCount).where(eq(rollCount.rollId, where.rollId))
    const chains = await db.select().from(chain).where(eq(chain.rollId, where.rollId))
    const byKey = <T extends object>(rows: T[], key: keyof T) =>
      rows.toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1))
    return {
      lines: new Map(
        reports.map(({ phonesSealed, textSealed, fixSealed, remarkSealed, ...row }) => [
          row.id,
          plain({
            ...row,
            phones: vault.openPhones(communityId, phonesSealed),
            text: open(textSealed),
            fix: open(fixSealed),
            remark: open(remarkSealed),
          }) as Record<string, unknown>,
        ]),
      ),
      differences: new Map(
        differences.map(({ revision: _, decisionSealed, ...row }) => [
          row.id,
          plain({ ...row, decision: row.decision, note: open(decisionSealed) }) as Record<string, unknown>,
        ]),
      ),
      rest: plain({
        standings: byKey(standings, 'householdId'),
        counts: byKey(
          counts.map(({ revision: _, ...row }) => row),
          'gridId',
        ),
        // A chain that was never confirmed and one of which nothing counts are the same.
        chains: byKey(chains, 'gridId').filter(({ pastes }) => pastes > 0),
      }),
    }
  })
}

/** Everything as it was; what came in between is there as evidence and counts nowhere. */
function expectSame(after: State, before: State): void {
  const known = (rows: Rows, of: Rows) => [...of.keys()].map((id) => rows.get(id))
  expect(after.rest).toEqual(before.rest)
  expect(known(after.lines, before.lines)).toEqual([...before.lines.values()])
  expect(known(after.differences, before.differences)).toEqual([...before.differences.values()])
  for (const [id, row] of after.lines)
    if (!before.lines.has(id)) expect(row).toMatchObject({ state: 'gone', lineKey: null })
  for (const [id, row] of after.differences) if (!before.differences.has(id)) expect(row.state).toBe('lapsed')
}

const openOnes = (cast: Cast) => cast.gridLead.call(listDifferences, { query: { roll: cast.rollId, size: 500 } })
const dismiss = async (cast: Cast, kind: string) => {
  const { id } = (await openOnes(cast)).rows.find((row) => row.kind === kind)!
  await cast.gridLead.call(settleDifferences, { body: { ids: [id], decision: 'dismiss' } })
  return id
}
const pastesKept = (cast: Cast) =>
  transactAsSystem(
    app.kernel,
    cast.communityId,
    async ({ db }) => (await db.select().from(paste).where(eq(paste.rollId, cast.rollId))).length,
  )

describe('taking the newest confirmation back', () => {
  test('of the first one leaves nothing counted, keeps the text, and says who did it', async () => {
    const cast = await makeCast(app)
    const before = await stateOf(cast)
    const { lastConfirmation } = await confirm(cast, TEXT)
    expect(lastConfirmation).toMatchObject({
      byName: '陈网格长',
      counts: { new: 5, changed: 0, gone: 0, same: 0, reworded: 0 },
      goneDropped: false,
    })
    const view = await undo(cast, lastConfirmation!.id, cast.secretary)
    expect(view).toMatchObject({ pastes: 0, pastedAt: null, lines: [], lastConfirmation: null })
    expect(view.lastUndo).toMatchObject({ byName: '林书记', confirmedAt: lastConfirmation!.at })
    expectSame(await stateOf(cast), before)
    expect((await openOnes(cast)).total).toBe(0)
    const progress = await cast.gridLead.call(rollProgress, { params: { id: cast.rollId } })
    expect(progress.openDifferences).toBe(0)
    expect(await pastesKept(cast)).toBe(1)
    const audit = await cast.secretary.call(listAudit, { query: { action: 'chain.undone' } })
    expect(audit.rows.map(({ detail, byName }) => [detail, byName])).toEqual([
      ['第2网格 退回：新增5 改了0 少了0 没变0', '林书记'],
    ])
  })

  test('lets the same text be confirmed again, as new', async () => {
    const cast = await makeCast(app)
    const first = await confirm(cast, TEXT)
    await undo(cast, first.lastConfirmation!.id)
    const again = await confirm(cast, TEXT)
    expect(again.counts).toMatchObject({ new: 5, same: 0, missing: 9 })
    expect([again.pastes, again.lastUndo]).toEqual([1, null])
    expect(again.lastConfirmation!.id).not.toBe(first.lastConfirmation!.id)
    expect((await openOnes(cast)).byKind).toEqual({ 'headcount-differs': 1, 'unknown-door': 1, incomplete: 1 })
  })

  test('of a growth leaves the lines before it, and then the one before can be taken back too', async () => {
    const cast = await makeCast(app)
    const empty = await stateOf(cast)
    const first = await confirm(cast, TEXT)
    const before = await stateOf(cast)
    const grown = await confirm(cast, `${TEXT}\n6. 中区4号 1人\n7. 中区1号 9人`)
    expect(grown.lastConfirmation!.counts).toMatchObject({ new: 2, same: 5 })
    const view = await undo(cast, grown.lastConfirmation!.id)
    expect(view.lastConfirmation).toEqual(first.lastConfirmation)
    expect(view.lastUndo).toMatchObject({ byName: '陈网格长' })
    expect(view.lines.map(({ change }) => change)).toEqual(['same', 'same', 'same', 'same', 'same'])
    expectSame(await stateOf(cast), before)
    await undo(cast, first.lastConfirmation!.id)
    expectSame(await stateOf(cast), empty)
  })

  test('of reworded, dropped and moved lines brings back words, names, places and decisions', async () => {
    const cast = await makeCast(app)
    await confirm(cast, TEXT)
    await dismiss(cast, 'headcount-differs')
    await dismiss(cast, 'incomplete')
    const before = await stateOf(cast)
    const otherwise = `#接龙
1. 中区5号 2人
2. 中区2号 6人 13800002002
3. 中区1号 2人 13800002001
4. 4人 13800002003`
    const { lastConfirmation, counts } = await confirm(cast, otherwise, { dropGone: true })
    expect(counts).toMatchObject({ new: 1, changed: 1, gone: 2, same: 2 })
    expect(lastConfirmation).toMatchObject({ counts: { new: 1, changed: 1, gone: 2, same: 2 }, goneDropped: true })
    expect((await openOnes(cast)).byKind).toEqual({ 'headcount-differs': 1 })
    await undo(cast, lastConfirmation!.id)
    expectSame(await stateOf(cast), before)
    // The decision itself is back, so that it can be taken back in its turn.
    const [id] = [...before.differences.values()].flatMap((row) => (row.kind === 'headcount-differs' ? [row.id] : []))
    const again = await cast.gridLead.call(undoDecision, { params: { id: id as string } })
    expect(again).toMatchObject({ state: 'open', decision: null })
  })

  test('of an older copy, whose missing lines were kept, and of the same text with lines dropped', async () => {
    const cast = await makeCast(app)
    await confirm(cast, TEXT)
    const whole = await stateOf(cast)
    const older = TEXT.split('\n').slice(0, 3).join('\n')
    const kept = await confirm(cast, older)
    expect(kept.lastConfirmation).toMatchObject({ counts: { gone: 3, same: 2 }, goneDropped: false })
    const before = await stateOf(cast)
    const dropped = await confirm(cast, older, { dropGone: true })
    expect(dropped.lastConfirmation).toMatchObject({ counts: { gone: 3, same: 2 }, goneDropped: true })
    expect(dropped.pastes).toBe(3)
    await undo(cast, dropped.lastConfirmation!.id)
    expectSame(await stateOf(cast), before)
    await undo(cast, kept.lastConfirmation!.id)
    expectSame(await stateOf(cast), whole)
  })

  test('of fixes only; nothing is counted as confirmed when nothing changed', async () => {
    const cast = await makeCast(app)
    const { lines } = await confirm(cast, TEXT)
    const before = await stateOf(cast)
    expect((await confirm(cast, TEXT)).pastes).toBe(1)
    const fixes = [{ key: lines[2]!.key, text: '中区9号 3人 139····2321' }]
    const fixed = await confirm(cast, TEXT, { fixes })
    expect(fixed.lastConfirmation!.counts).toEqual({ new: 0, changed: 0, gone: 0, same: 5, reworded: 1 })
    expect(fixed.pastes).toBe(2)
    expect((await confirm(cast, TEXT, { fixes })).pastes).toBe(2)
    const view = await undo(cast, fixed.lastConfirmation!.id)
    expect(view.lines[2]).toMatchObject({ door: '中区99号', fix: null, verdict: 'unknown-door' })
    expectSame(await stateOf(cast), before)
  })

  test('brings back a household’s own report that the chain had replaced, and its difference', async () => {
    const cast = await makeCast(app)
    const body = { id: uuidv7(), householdId: cast.households['中区3号']!.id, headcount: 7 }
    await cast.resident.call(makeReport, { params: { id: cast.rollId }, body })
    const before = await stateOf(cast)
    const { lastConfirmation } = await confirm(cast, TEXT)
    expect((await stateOf(cast)).rest).not.toEqual(before.rest)
    await undo(cast, lastConfirmation!.id)
    expectSame(await stateOf(cast), before)
  })

  test('reads the lines that come back with the ledger as it is now', async () => {
    const cast = await makeCast(app)
    await confirm(cast, TEXT)
    const changed = await confirm(cast, TEXT.replace('中区2号 5人', '中区2号 6人'))
    const params = { id: cast.households['中区2号']!.id }
    await cast.gridLead.call(editHousehold, { params, body: { headcount: 5, revision: 1, reason: '入户' } })
    const view = await undo(cast, changed.lastConfirmation!.id)
    expect(view.lines[1]).toMatchObject({ headcount: 5, verdict: 'matched' })
    expect((await openOnes(cast)).byKind).toEqual({ 'unknown-door': 1, incomplete: 1 })
  })

  test('leaves a difference with whom it was given to meanwhile', async () => {
    const cast = await makeCast(app)
    await confirm(cast, TEXT)
    const { lastConfirmation } = await confirm(cast, TEXT.replace('中区2号 5人', '中区2号 1人 重新报'))
    const { id } = (await openOnes(cast)).rows.find((row) => row.kind === 'headcount-differs')!
    const { accountId } = cast.secretary
    await cast.gridLead.call(assignDifferences, { body: { ids: [id], accountId } })
    await undo(cast, lastConfirmation!.id)
    const back = (await openOnes(cast)).rows.find((row) => row.id === id)!
    expect([back.ownerName, back.report!.headcount]).toEqual(['林书记', 5])
  })
})

describe('is refused', () => {
  test('to a neighbour, a worker of a part of the grid, and those who paste no chains', async () => {
    const cast = await makeCast(app)
    const { lastConfirmation } = await confirm(cast, TEXT)
    for (const who of [cast.otherLead, cast.gridWorker, cast.volunteer, cast.resident, cast.stranger])
      expect(await refusalOf(undo(cast, lastConfirmation!.id, who))).toBe('not-allowed')
    expect(await refusalOf(undo(cast, uuidv7()))).toBe('not-found')
    const elsewhere = { ...place(cast), gridId: cast.grids['2-1']! }
    expect(await refusalOf(undo(cast, lastConfirmation!.id, cast.gridLead, elsewhere))).toBe('not-found')
    expect((await cast.gridLead.call(readChain, { params: place(cast) })).pastes).toBe(1)
  })

  test('when the chain was confirmed again since, with who and when', async () => {
    const cast = await makeCast(app)
    const first = await confirm(cast, TEXT)
    const second = await confirm(cast, `${TEXT}\n6. 中区4号 1人`, {}, cast.secretary)
    const before = await stateOf(cast)
    expect(await whyNot(undo(cast, first.lastConfirmation!.id))).toEqual([
      'undo-blocked',
      expect.stringMatching(/^后来又确认过（林书记，\d{4}-\d\d-\d\d \d+:\d\d），请先撤销那一次$/),
    ])
    expectSame(await stateOf(cast), before)
    await undo(cast, second.lastConfirmation!.id)
    await undo(cast, first.lastConfirmation!.id)
  })

  test('when a difference on one of its lines was settled since, until that is undone', async () => {
    const cast = await makeCast(app)
    const first = await confirm(cast, TEXT)
    const id = await dismiss(cast, 'headcount-differs')
    const before = await stateOf(cast)
    expect(await whyNot(undo(cast, first.lastConfirmation!.id))).toEqual([
      'undo-blocked',
      expect.stringMatching(/^中区 2 号的差异后来处理过（陈网格长，[\d -]+:\d\d），请先撤销那个决定$/),
    ])
    expectSame(await stateOf(cast), before)
    const grown = await confirm(cast, `${TEXT}\n6. 中区4号 1人`)
    // That line is older than the growth.
    await undo(cast, grown.lastConfirmation!.id)
    await cast.gridLead.call(undoDecision, { params: { id } })
    await undo(cast, first.lastConfirmation!.id)
  })

  test('when a difference that it only opened, on somebody’s own report, was settled since', async () => {
    const cast = await makeCast(app)
    const three = cast.households['中区3号']!
    const body = { id: uuidv7(), householdId: three.id, headcount: 4 }
    await cast.resident.call(makeReport, { params: { id: cast.rollId }, body })
    await confirm(cast, `1. 中区3号 ${three.headcount + 3}人 ${three.phone}`)
    const [found] = (await openOnes(cast)).rows
    await cast.gridLead.call(settleDifferences, { body: { ids: [found!.id], decision: 'correct-ledger' } })
    const { lastConfirmation } = await cast.gridLead.call(readChain, { params: place(cast) })
    expect(await refusalOf(undo(cast, lastConfirmation!.id))).toBe('undo-blocked')
  })

  test('once the roll is closed', async () => {
    const cast = await makeCast(app)
    const { lastConfirmation } = await confirm(cast, TEXT)
    await cast.secretary.call(changeRoll, { params: { id: cast.rollId }, body: { state: 'closed' } })
    expect(await refusalOf(undo(cast, lastConfirmation!.id))).toBe('roll-closed')
  })

  test('for a confirmation that kept nothing of what was before', async () => {
    const cast = await makeCast(app)
    const { lastConfirmation } = await confirm(cast, TEXT)
    const keeper = aKeeper()
    await keeper.connect()
    await keeper.query('UPDATE paste SET before_sealed = NULL, added = NULL WHERE community_id = $1', [
      cast.communityId,
    ])
    await keeper.end()
    const view = await cast.gridLead.call(readChain, { params: place(cast) })
    expect(view.lastConfirmation).toMatchObject({ id: lastConfirmation!.id, counts: null })
    expect(await refusalOf(undo(cast, lastConfirmation!.id))).toBe('undo-blocked')
  })
})

describe('twice', () => {
  const raw = (cast: Cast, id: string, key: string) =>
    app.server.inject({
      method: 'POST',
      url: `/api/rolls/${cast.rollId}/chains/${cast.grids['2']!}/confirmations/${id}/undo`,
      headers: { authorization: `Bearer ${cast.gridLead.token}`, 'idempotency-key': key },
      payload: {},
    })

  test('with the same key is once, with the same answer', async () => {
    const cast = await makeCast(app)
    await confirm(cast, TEXT)
    const before = await stateOf(cast)
    const { lastConfirmation } = await confirm(cast, `${TEXT}\n6. 中区4号 1人`)
    const key = uuidv7()
    const answers = [await raw(cast, lastConfirmation!.id, key), await raw(cast, lastConfirmation!.id, key)]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect(answers[1]!.json()).toEqual(answers[0]!.json())
    expectSame(await stateOf(cast), before)
    expect(await refusalOf(undo(cast, lastConfirmation!.id))).toBe('already-undone')
  })

  test('at once, by several, beside a confirmation: one truth', async () => {
    const cast = await makeCast(app)
    await confirm(cast, TEXT)
    const before = await stateOf(cast)
    const { lastConfirmation } = await confirm(cast, `${TEXT}\n6. 中区4号 1人`)
    const outcomes = await Promise.all(
      [cast.gridLead, cast.secretary, cast.gridLead].map((who) => refusalOf(undo(cast, lastConfirmation!.id, who))),
    )
    expect(outcomes.toSorted()).toEqual(['already-undone', 'already-undone', null])
    expectSame(await stateOf(cast), before)
    const audit = await cast.secretary.call(listAudit, { query: { action: 'chain.undone' } })
    expect(audit.total).toBe(1)
    const third = await confirm(cast, `${TEXT}\n7. 中区5号 2人`)
    const [undone, grown] = await Promise.all([
      refusalOf(undo(cast, third.lastConfirmation!.id)),
      confirm(cast, `${TEXT}\n7. 中区5号 2人\n8. 中区6号 3人`),
    ])
    const view = await cast.gridLead.call(readChain, { params: place(cast) })
    expect(view.lastConfirmation!.id).toBe(grown.lastConfirmation!.id)
    expect(view.pastes).toBe(undone === null ? 2 : 3)
    expect(view.lines).toHaveLength(7)
  })

  test('killed in the middle, it has done nothing, and can be asked again', async () => {
    const cast = await makeCast(app)
    const { lastConfirmation } = await confirm(cast, TEXT)
    const before = await stateOf(cast)
    const [holder, watcher] = [aKeeper(), aKeeper()]
    await Promise.all([holder.connect(), watcher.connect()])
    try {
      // Standings come last: until these rows are free, nearly everything has been written and nothing committed.
      await holder.query('BEGIN')
      await holder.query('SELECT 1 FROM standing WHERE roll_id = $1 FOR UPDATE', [cast.rollId])
      const undoing = undo(cast, lastConfirmation!.id).then(
        () => 'done',
        () => 'broken',
      )
      const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      const waiting = 'SELECT pid FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))'
      const pids: number[] = []
      for (const patience = Date.now() + 30_000; pids.length === 0 && Date.now() < patience;)
        pids.push(...(await watcher.query<{ pid: number }>(waiting, [rows[0]!.pid])).rows.map(({ pid }) => pid))
      expect(pids).toHaveLength(1)
      await watcher.query('SELECT pg_terminate_backend($1)', pids)
      expect(await undoing).toBe('broken')
    } finally {
      await Promise.all([holder.end(), watcher.end()])
    }
    expectSame(await stateOf(cast), before)
    expect((await undo(cast, lastConfirmation!.id)).pastes).toBe(0)
  })
})

describe('whatever was said before', () => {
  const doors = ['中区1号', '中区2号', '中区3号', '中区8号', '中区99号', '东区1号', '13号', '']
  const phones = ['', '13800002001', '13800002002', '13800002008', '13900012321']
  const line = fc
    .tuple(
      fc.constantFrom(...doors),
      fc.constantFrom('1人', '2人', '3人', '', '0人'),
      fc.constantFrom(...phones),
      fc.constantFrom('', '', '', '更正', '取消', '行动不便'),
    )
    .map((parts) => parts.filter((part) => part !== '').join(' '))
  const text = fc
    .array(line, { maxLength: 7 })
    .map((lines) => ['#接龙', ...lines.map((words, index) => `${index + 1}. ${words}`)].join('\n'))
  const paste = fc.record({ kind: fc.constant('paste' as const), text, dropGone: fc.boolean(), fix: fc.nat(20) })
  const decisions = fc.constantFrom('dismiss', 'correct-ledger', 'correct-report', 'new-household', 'choose-household')
  const step = fc.oneof(
    { weight: 3, arbitrary: paste },
    fc.record({
      kind: fc.constant('report' as const),
      door: fc.constantFrom('中区1号', '中区2号', '中区3号'),
      headcount: fc.integer({ min: 0, max: 5 }),
    }),
    fc.record({ kind: fc.constant('settle' as const), which: fc.nat(9), decision: decisions }),
  )

  async function take(cast: Cast, where: Where, what: Made<typeof step>): Promise<void> {
    if (what.kind === 'report') {
      const body = { id: uuidv7(), householdId: cast.households[what.door]!.id, headcount: what.headcount }
      await cast.gridLead.call(makeReport, { params: { id: where.rollId }, body })
    } else if (what.kind === 'settle') {
      const { rows } = await cast.secretary.call(listDifferences, { query: { roll: where.rollId, size: 500 } })
      const found = rows[what.which % Math.max(rows.length, 1)]
      if (found === undefined) return
      const householdId = cast.households['中区5号']!.id
      const decision = what.decision as 'dismiss'
      await cast.secretary.call(settleDifferences, { body: { ids: [found.id], decision, householdId } })
    } else await pasteIn(cast, where, what)
  }

  async function pasteIn(cast: Cast, where: Where, { text: words, dropGone, fix }: Made<typeof paste>) {
    const { lines } = await cast.secretary.call(previewChain, { params: where, body: { text: words } })
    const there = lines[fix]
    const fixes = there === undefined || there.change === 'gone' ? [] : [{ key: there.key, text: '中区9号 2人' }]
    return confirm(cast, words, { dropGone, fixes }, cast.secretary, where)
  }

  test('confirming anything and taking it back leaves the database as it was', async () => {
    const cast = await makeCast(app)
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 5 }),
        fc.array(paste, { minLength: 1, maxLength: 3 }),
        async (past, pastes) => {
          const rollId = uuidv7()
          const roll = { id: rollId, title: '再点一次', question: 'who-lives-here' as const, gridId: null }
          await cast.secretary.call(openRoll, { body: roll })
          const where = { rollId, gridId: cast.grids['2']! }
          for (const each of past) await take(cast, where, each)
          const states: { id: string; before: State }[] = []
          for (const each of pastes) {
            const before = await stateOf(cast, where)
            const earlier = await cast.secretary.call(readChain, { params: where })
            const { lastConfirmation } = await pasteIn(cast, where, each)
            if (lastConfirmation!.id !== earlier.lastConfirmation?.id) states.push({ id: lastConfirmation!.id, before })
          }
          for (const { id, before } of states.toReversed()) {
            await undo(cast, id, cast.secretary, where)
            expectSame(await stateOf(cast, where), before)
          }
          await cast.secretary.call(changeRoll, { params: { id: rollId }, body: { state: 'closed' } })
        },
      ),
      // A slow machine tries fewer of them.
      { numRuns: 25, interruptAfterTimeLimit: 60_000 },
    )
  })
})

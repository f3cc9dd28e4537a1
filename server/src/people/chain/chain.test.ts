import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { confirmChain, previewChain, readChain } from '@gezhong/shared/people/chain/contract'
import { createHousehold, editHousehold, readHousehold } from '@gezhong/shared/people/ledger/contract'
import {
  assignDifferences,
  listDifferences,
  settleDifferences,
  undoDecision,
} from '@gezhong/shared/people/reconciliation/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { changeRoll, listStanding, openRoll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

const TEXT = `#接龙
例 门牌号+人数+联系方式
1. 中区1号 2人 13800002001
2. 中区2号 5人 13800002002
3. 中区99号 3人 13900012321
4. 4人 13800002003
5. 收到
三点截止`

const place = (cast: Cast) => ({ rollId: cast.rollId, gridId: cast.grids['2']! })
const confirm = (cast: Cast, who: Persona, text: string, more: object = {}) =>
  who.call(confirmChain, { params: place(cast), body: { text, ...more } })
const openOnes = (cast: Cast, who: Persona = cast.gridLead) =>
  who.call(listDifferences, { query: { roll: cast.rollId } })

describe('a pasted chain', () => {
  test('is refused for a grid that is not there, a stranger, a neighbour and a volunteer', async () => {
    const cast = await makeCast(app)
    const nowhere = { params: { rollId: cast.rollId, gridId: uuidv7() }, body: { text: TEXT } }
    expect(await refusalOf(cast.gridLead.call(previewChain, nowhere))).toBe('not-found')
    const here = { params: place(cast), body: { text: TEXT } }
    for (const who of [cast.otherLead, cast.gridWorker, cast.volunteer, cast.resident, cast.stranger])
      expect(await refusalOf(who.call(confirmChain, here))).toBe('not-allowed')
  })

  test('shows what confirming would do and writes nothing', async () => {
    const cast = await makeCast(app)
    const view = await cast.gridLead.call(previewChain, { params: place(cast), body: { text: TEXT } })
    expect(view.lines.map(({ verdict, change }) => [verdict, change])).toEqual([
      ['matched', 'new'],
      ['headcount-differs', 'new'],
      ['unknown-door', 'new'],
      ['matched', 'new'],
      ['incomplete', 'new'],
    ])
    expect(view.lines[0]).toMatchObject({ text: '1. 中区1号 2人 138····2001', phonesMasked: ['138····2001'] })
    expect(view.counts).toMatchObject({ new: 5, toSettle: 3, households: 12, missing: 9 })
    const { lines, pastes } = await cast.gridLead.call(readChain, { params: place(cast) })
    expect([lines.length, pastes]).toEqual([0, 0])
  })

  test('shows the beginning of a line that no message is as long as, and keeps all of it', async () => {
    const cast = await makeCast(app)
    const text = `1. 中区1号 2人 ${'13800002001，'.repeat(20_000)}`
    const [line, ...more] = (await confirm(cast, cast.gridLead, text)).lines
    expect(more).toEqual([])
    expect(line).toMatchObject({ door: '中区1号', verdict: 'matched' })
    expect(line!.text).toMatch(/^1\. 中区1号 2人 (?:138····2001，){50,}[^，]*…$/)
    expect((await confirm(cast, cast.gridLead, text)).counts).toMatchObject({ new: 0, same: 1, gone: 0 })
  })

  test('is kept whole, opens differences, and moves the numbers', async () => {
    const cast = await makeCast(app)
    const view = await confirm(cast, cast.gridLead, TEXT)
    expect(view.counts).toMatchObject({ new: 5, toSettle: 3, missing: 9 })
    const { rows, byKind } = await openOnes(cast)
    expect(byKind).toEqual({ 'headcount-differs': 1, 'unknown-door': 1, incomplete: 1 })
    expect(rows[0]!.report!.text).not.toMatch(/\d{7}/)
    await app.settle()
    const progress = await cast.gridLead.call(rollProgress, { params: { id: cast.rollId } })
    expect(progress.openDifferences).toBe(3)
    expect(progress.grids.find((grid) => grid.gridCode === '2-1-1')).toMatchObject({
      households: 6,
      reported: 2,
      differs: 1,
      missing: 3,
    })
    const missing = await cast.gridLead.call(listStanding, {
      params: { id: cast.rollId },
      query: { state: 'missing', grid: cast.grids['2-1']! },
    })
    expect(missing.rows.map((row) => row.door)).toEqual(['中区4号', '中区5号', '中区6号'])
    const audit = await cast.secretary.call(listAudit, { query: { action: 'chain.confirmed' } })
    expect(audit.rows[0]!.detail).toBe('第2网格 新增5 改了0 少了0 没变0')
  })

  test('pasted again changes nothing; grown, it tells only what changed', async () => {
    const cast = await makeCast(app)
    await confirm(cast, cast.gridLead, TEXT)
    const before = await openOnes(cast)
    const again = await confirm(cast, cast.gridLead, TEXT)
    expect(again.counts).toMatchObject({ new: 0, changed: 0, gone: 0, same: 5 })
    expect(again.pastes).toBe(1)
    expect(await openOnes(cast)).toEqual(before)
    const grown = TEXT.replace('2. 中区2号 5人', '2. 中区2号 3人').replace('三点截止', '6. 中区4号 1人 13800002004')
    const view = await confirm(cast, cast.gridLead, grown)
    expect(view.counts).toMatchObject({ new: 1, changed: 1, gone: 0, same: 4 })
    expect(view.lines[1]).toMatchObject({ change: 'changed', verdict: 'matched' })
    expect((await openOnes(cast)).byKind).toEqual({ 'unknown-door': 1, incomplete: 1 })
  })

  test('an older copy takes nothing away unless one says so', async () => {
    const cast = await makeCast(app)
    await confirm(cast, cast.gridLead, TEXT)
    const older = TEXT.split('\n').slice(0, 4).join('\n')
    expect((await confirm(cast, cast.gridLead, older)).counts).toMatchObject({ same: 2, gone: 3, missing: 9 })
    expect((await confirm(cast, cast.gridLead, older, { dropGone: true })).counts).toMatchObject({ missing: 10 })
    const back = await confirm(cast, cast.gridLead, TEXT)
    expect(back.counts).toMatchObject({ new: 3, same: 2, gone: 0, missing: 9 })
  })

  test('two people confirm the same text at once: one truth', async () => {
    const cast = await makeCast(app)
    const views = await Promise.all([
      confirm(cast, cast.gridLead, TEXT),
      confirm(cast, cast.secretary, TEXT),
      confirm(cast, cast.gridLead, TEXT),
    ])
    expect(views.map((view) => view.counts.new).sort()).toEqual([0, 0, 5])
    expect((await openOnes(cast)).total).toBe(3)
  })

  test('a rewording holds for the words it was made on: other words of the line are read as they stand', async () => {
    const cast = await makeCast(app)
    const before = await confirm(cast, cast.gridLead, '1. 中区1号 1人 13800002001')
    const fixes = [{ key: before.lines[0]!.key, text: '中区9号 2人 138····2001' }]
    const fixed = await confirm(cast, cast.gridLead, '1. 中区1号 1人 13800002001', { fixes })
    expect(fixed.lines[0]).toMatchObject({ door: '中区9号', fix: '中区9号 2人 138····2001' })
    const changed = await confirm(cast, cast.gridLead, '1. 中区1号 2人 13800002001')
    expect(changed.lines[0]).toMatchObject({ change: 'changed', door: '中区1号', headcount: 2, fix: null })
    const { lines } = await cast.gridLead.call(readChain, { params: place(cast) })
    expect(lines[0]).toMatchObject({ change: 'same', door: '中区1号', headcount: 2, fix: null })
  })

  test('a line fixed in place is read as fixed, also when the chain is pasted again', async () => {
    const cast = await makeCast(app)
    const seen = await cast.gridLead.call(previewChain, { params: place(cast), body: { text: TEXT } })
    const fixes = [{ key: seen.lines[2]!.key, text: '中区9号 3人 139····2321' }]
    const view = await confirm(cast, cast.gridLead, TEXT, { fixes })
    expect(view.lines[2]).toMatchObject({
      verdict: 'headcount-differs',
      door: '中区9号',
      phonesMasked: ['139····2321'],
    })
    const again = await confirm(cast, cast.gridLead, TEXT)
    expect(again.lines[2]).toMatchObject({ door: '中区9号', change: 'same', fix: '中区9号 3人 139····2321' })
  })

  test('is refused once the roll is closed, and nothing is lost on a hostile text', async () => {
    const cast = await makeCast(app)
    for (const text of [
      '',
      '\u0000\uffff',
      '<script>alert(1)</script>',
      `'; DROP TABLE report; --`,
      '🥬'.repeat(10_000),
    ]) {
      const view = await confirm(cast, cast.gridLead, text)
      expect(view.lines.map((line) => line.text).join('').length).toBeLessThanOrEqual(text.length)
    }
    await cast.secretary.call(changeRoll, { params: { id: cast.rollId }, body: { state: 'closed' } })
    expect(await refusalOf(confirm(cast, cast.gridLead, TEXT))).toBe('roll-closed')
  })
})

test('a roll that asks one grid takes no chain of another, not even for a look', async () => {
  const cast = await makeCast(app)
  const roll = { id: uuidv7(), title: '一组登记', question: 'who-lives-here' as const, gridId: cast.grids['2-1']! }
  await cast.gridLead.call(openRoll, { body: roll })
  const paste = (endpoint: typeof previewChain | typeof confirmChain, code: string) =>
    refusalOf(
      cast.gridLead.call(endpoint, { params: { rollId: roll.id, gridId: cast.grids[code]! }, body: { text: TEXT } }),
    )
  for (const endpoint of [previewChain, confirmChain]) {
    for (const code of ['2', '2-2', '2-2-1']) expect(await paste(endpoint, code)).toBe('not-asked')
    for (const code of ['2-1', '2-1-1']) expect(await paste(endpoint, code)).toBe(null)
  }
})

describe('a difference', () => {
  const settle = (cast: Cast, ids: string[], body: object) =>
    cast.gridLead.call(settleDifferences, { body: { ids, decision: 'correct-ledger', ...body } })
  const ofKind = async (cast: Cast, kind: string) => (await openOnes(cast)).rows.find((row) => row.kind === kind)!

  test('correcting the ledger makes it matched; undo brings both back', async () => {
    const cast = await makeCast(app)
    await confirm(cast, cast.gridLead, TEXT)
    const found = await ofKind(cast, 'headcount-differs')
    expect(
      await refusalOf(cast.otherLead.call(settleDifferences, { body: { ids: [found.id], decision: 'dismiss' } })),
    ).toBe('not-found')
    expect((await settle(cast, [found.id], {})).outcomes).toEqual([{ id: found.id, settled: true, problem: null }])
    const household = { params: { id: found.household!.householdId } }
    expect((await cast.gridLead.call(readHousehold, household)).headcount).toBe(5)
    expect((await openOnes(cast)).byKind).toEqual({ 'unknown-door': 1, incomplete: 1 })
    const [again] = (await settle(cast, [found.id], {})).outcomes
    expect(again).toMatchObject({ settled: false })
    const undone = await cast.gridLead.call(undoDecision, { params: { id: found.id } })
    expect(undone).toMatchObject({ state: 'open', decision: null, dueAt: found.dueAt })
    expect((await cast.gridLead.call(readHousehold, household)).headcount).toBe(3)
  })

  test('a new household takes the report in, and other lines that waited for it', async () => {
    const cast = await makeCast(app)
    await confirm(cast, cast.gridLead, `${TEXT}\n7. 中区99号 3人 13900012321`)
    const all = (await openOnes(cast)).rows.filter((row) => row.kind === 'unknown-door')
    expect(all).toHaveLength(2)
    await settle(cast, [all[0]!.id], { decision: 'new-household' })
    const view = await cast.gridLead.call(readChain, { params: place(cast) })
    expect(view.lines.filter((line) => line.door === '中区99号').map((line) => line.verdict)).toEqual([
      'matched',
      'duplicate',
    ])
    expect((await openOnes(cast)).byKind).toEqual({ 'headcount-differs': 1, incomplete: 1 })
    await cast.gridLead.call(undoDecision, { params: { id: all[0]!.id } })
    expect((await openOnes(cast)).byKind).toMatchObject({ 'unknown-door': 2 })
  })

  test('choosing a household, and dismissing for good', async () => {
    const cast = await makeCast(app)
    await confirm(cast, cast.gridLead, TEXT)
    const unread = await ofKind(cast, 'incomplete')
    const wrong = await settle(cast, [unread.id], { decision: 'correct-ledger' })
    expect(wrong.outcomes[0]).toMatchObject({ settled: false })
    await settle(cast, [unread.id], { decision: 'dismiss' })
    const unknown = await ofKind(cast, 'unknown-door')
    await settle(cast, [unknown.id], { decision: 'choose-household', householdId: cast.households['中区8号']!.id })
    await confirm(cast, cast.gridLead, TEXT)
    expect((await openOnes(cast)).byKind).toEqual({ 'headcount-differs': 2 })
    const { rows } = await cast.gridLead.call(listStanding, { params: { id: cast.rollId }, query: { q: '中区8号' } })
    expect(rows[0]!.state).toBe('differs')
  })

  test('is not settled by a household of another grid', async () => {
    const cast = await makeCast(app)
    await confirm(cast, cast.gridLead, TEXT)
    const problem = '这一户在另一个网格，不能在这里选，请选本网格的住户'
    const householdId = cast.households['东区1号']!.id
    for (const [kind, decision] of [
      ['unknown-door', 'choose-household'],
      ['headcount-differs', 'correct-report'],
    ] as const) {
      const { id } = await ofKind(cast, kind)
      const call = cast.secretary.call(settleDifferences, { body: { ids: [id], decision, householdId } })
      expect((await call).outcomes).toEqual([{ id, settled: false, problem }])
    }
    expect((await openOnes(cast)).byKind).toMatchObject({ 'unknown-door': 1, 'headcount-differs': 1 })
  })

  test('is somebody’s who may settle it: a hub household answers for its building and only proposes', async () => {
    const cast = await makeCast(app)
    const params = { rollId: cast.rollId, gridId: cast.grids['2']! }
    const text = '1. 中区1号 9人 13800002001\n2. 中区9号 9人'
    await cast.gridLead.call(confirmChain, { params, body: { text } })
    const ownersSeenBy = async (by: Persona) =>
      (await by.call(listDifferences, { query: { roll: cast.rollId } })).rows.map((row) => row.ownerName).toSorted()
    expect(await ownersSeenBy(cast.secretary)).toEqual(['吴网格员', '陈网格长'].toSorted())
    expect(await ownersSeenBy(cast.gridWorker)).toEqual(['吴网格员'])
    const owner = cast.gridWorker.accountId
    const { rows } = await cast.secretary.call(listDifferences, { query: { roll: cast.rollId, owner } })
    expect(rows.map((row) => row.ownerName)).toEqual(['吴网格员'])
  })

  test('is given only to somebody who may settle it, also to one above the asker', async () => {
    const cast = await makeCast(app)
    await confirm(cast, cast.gridLead, TEXT)
    const { id } = await ofKind(cast, 'headcount-differs')
    const give = (accountId: string) => cast.gridLead.call(assignDifferences, { body: { ids: [id], accountId } })
    for (const who of [cast.guard, cast.hubHousehold, cast.otherLead, cast.stranger])
      expect(await refusalOf(give(who.accountId))).toBe('not-found')
    expect(await give(cast.secretary.accountId)).toEqual({ assigned: 1 })
    expect((await ofKind(cast, 'headcount-differs')).ownerName).toBe('林书记')
  })

  test('lapses by itself when the ledger is corrected, and again when the household speaks', async () => {
    const cast = await makeCast(app)
    await confirm(cast, cast.gridLead, TEXT)
    const found = await ofKind(cast, 'headcount-differs')
    const id = found.household!.householdId
    await cast.gridLead.call(editHousehold, { params: { id }, body: { headcount: 5, revision: 1, reason: '入户' } })
    await app.settle()
    expect((await openOnes(cast)).byKind).toEqual({ 'unknown-door': 1, incomplete: 1 })
    await cast.gridLead.call(createHousehold, {
      body: { id: uuidv7(), gridId: cast.grids['2-1-1']!, door: '中区99号', headcount: 3, phones: [], reason: '漏登' },
    })
    await app.settle()
    expect((await openOnes(cast)).byKind).toEqual({ incomplete: 1 })
    const receipt = await cast.hubHousehold.call(makeReport, {
      params: { id: cast.rollId },
      body: { id: uuidv7(), householdId: id, headcount: 4 },
    })
    expect(receipt.report).toMatchObject({ source: 'proxy', verdict: 'headcount-differs' })
    expect((await openOnes(cast)).byKind).toEqual({ 'headcount-differs': 1, incomplete: 1 })
  })
})

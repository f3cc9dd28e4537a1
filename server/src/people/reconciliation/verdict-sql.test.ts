import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { doorParts, foldArea, formatNumber } from '@gezhong/shared/people/door'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast } from '../../../test/cast.ts'
import { transactAsSystem, type Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { household } from '../ledger/tables.ts'
import { report } from '../reports/tables.ts'
import { findRoll } from '../rolls/queries.ts'
import { roll as rollTable } from '../rolls/tables.ts'
import { judge, type Judgement } from './judge.ts'
import { readLedgerOfGrids, readReportsOfGrids, spokenTimes } from './statements.ts'
import { PLAIN_DOOR } from './plain-door.ts'
import { verdictsOf, type VerdictRow } from './verdict-sql.ts'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
  cast = await makeCast(app)
}, 60_000)

afterAll(() => app.close())

/** What a run wrote is taken back, so that the next begins with an empty ledger. */
class TakenBack extends Error {}

async function forgotten(act: (work: Work) => Promise<void>): Promise<void> {
  const run = transactAsSystem(app.kernel, cast.communityId, async (work) => {
    await act(work)
    throw new TakenBack()
  })
  await run.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error
  })
}

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values)
const GRIDS = ['1-1-1', '2-1-1', '2-2-1']
const CHAIN_GRIDS = ['1', '2', '2-1']
const PHONES = ['p1', 'p2', 'p3', 'p4']
const PLAIN = ['中区1号', '中区2号', '中区2号之1', '北路8巷1号', '1号', '海丝花园3栋2单元601室', '海丝花园3栋601室']
const ODD = ['五一路1号', '51路1号', '北路08巷1号', '海丝花园3栋9层903室', '老榕树旁']
const STRANGE = ['中区9号', '中去1号', '海丝花园3栋', '海丝花园601室', '9号', '西区1号']
const phones = fc.uniqueArray(oneOf(...PHONES), { maxLength: 2 })
const count = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null })

const houses = (doors: string[]) =>
  fc.uniqueArray(fc.record({ door: oneOf(...doors), grid: oneOf(...GRIDS), headcount: count, phones }), {
    selector: ({ door }) => door,
    maxLength: 6,
  })

const statement = (doors: string[]) =>
  fc.record({
    chain: fc.option(oneOf(...CHAIN_GRIDS), { nil: null, freq: 4 }),
    grid: oneOf(...GRIDS),
    door: fc.option(oneOf(...doors), { nil: null, freq: 6 }),
    candidates: fc.option(oneOf(...doors), { nil: null, freq: 1 }),
    headcount: count,
    phones,
    intent: oneOf('report' as const, 'report' as const, 'report' as const, 'withdraw' as const, 'vacant' as const),
    isCorrection: fc.boolean(),
    position: fc.integer({ min: 0, max: 4 }),
    minute: fc.integer({ min: 0, max: 4 }),
    chosen: fc.option(fc.nat(40), { nil: null, freq: 1 }),
    chosenHeadcount: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null, freq: 1 }),
    dismissed: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    rejected: fc.option(fc.nat(5), { nil: null, freq: 1 }),
    reasons: fc.subarray(['area-missing', 'several-doors'], { maxLength: 1 }),
    // The household has moved to another grid since.
    moved: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
    gone: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })

const village = (known: string[]) =>
  fc.record({
    question: oneOf('who-lives-here' as const, 'who-was-tested' as const),
    houses: houses(known),
    said: fc.array(statement([...known, ...known, ...STRANGE]), { minLength: 1, maxLength: 10 }),
  })

type Village = typeof village extends (...known: never[]) => fc.Arbitrary<infer T> ? T : never

async function settle(work: Work, { question, houses, said }: Village) {
  const { communityId } = work
  await work.db.execute(sql`UPDATE household SET removed_at = now() WHERE community_id = ${communityId}`)
  const rollId = uuidv7()
  await work.db
    .insert(rollTable)
    .values({ communityId, id: rollId, title: '试', question, state: 'open', openedAt: work.now })
  const placed = houses.map((house) => ({ ...house, id: uuidv7() }))
  const buildingId = Object.values(cast.households)[0]!.buildingId
  if (placed.length > 0)
    await work.db.insert(household).values(
      placed.map(({ id, door, grid, headcount, phones }) => ({
        communityId,
        id,
        buildingId,
        gridId: cast.grids[grid]!,
        door,
        doorOrder: door,
        headcount,
        phoneIndexes: phones,
        createdAt: work.now,
      })),
    )
  // The highest number names a household that is gone.
  const idAt = (index: number) => (index === 40 ? undefined : placed[index % (placed.length || 1)]?.id) ?? uuidv7()
  const rows = said.map((one, index) => ({
    communityId,
    id: uuidv7(),
    rollId,
    gridId: cast.grids[one.chain ?? (one.moved ? one.grid : (placed[index % (placed.length || 1)]?.grid ?? one.grid))]!,
    householdId: one.chain === null ? idAt(index) : null,
    source: one.chain === null ? ('self' as const) : ('chain' as const),
    state: one.gone ? ('withdrawn' as const) : ('standing' as const),
    chainGridId: one.chain === null ? null : cast.grids[one.chain]!,
    position: one.chain === null ? 0 : one.position,
    door: one.door,
    doorCandidates: one.door === null && one.candidates !== null ? [one.candidates] : [],
    headcount: one.headcount,
    phoneIndexes: one.phones,
    intent: one.intent,
    isCorrection: one.isCorrection,
    reasons: one.reasons,
    verdict: 'incomplete' as const,
    chosenHouseholdId: one.chosen === null ? null : idAt(one.chosen),
    chosenHeadcount: one.chosenHeadcount,
    dismissed: one.dismissed,
    rejectedHouseholdIds: one.rejected === null ? [] : [idAt(one.rejected)],
    accountId: cast.secretary.accountId,
    saidAt: new Date(work.now.getTime() + one.minute * 60_000),
    spokenAt: new Date(work.now.getTime() + one.minute * 60_000),
  }))
  for (const chain of CHAIN_GRIDS) {
    const lines = rows.filter((row) => row.chainGridId === cast.grids[chain] && row.state === 'standing')
    const times = spokenTimes(lines)
    for (const row of lines) row.spokenAt = times.get(row.id)!
  }
  await work.db.insert(report).values(rows)
  return (await findRoll(work.db, communityId, rollId))!
}

async function judged(work: Work, roll: Awaited<ReturnType<typeof settle>>): Promise<Map<string, Judgement>> {
  const all: Judgement[] = []
  for (const top of ['1', '2']) {
    const grids = await readSubtree(work.db, work.communityId, cast.grids[top]!)
    const ledger = await readLedgerOfGrids(work.db, work.communityId, grids)
    all.push(...judge(roll.question, ledger, await readReportsOfGrids(work.db, work.communityId, roll.id, grids)))
  }
  return new Map(all.map((one) => [one.row.id, one]))
}

/** Holds both against each other, and counts what the statement dared to say. */
async function compare(work: Work, random: Village, tally: { said: number; judged: number }) {
  const roll = await settle(work, random)
  const expected = await judged(work, roll)
  const { rows } = await work.db.execute<VerdictRow>(verdictsOf(work.communityId, roll, null))
  expect(rows.map(({ id }) => id).sort()).toEqual([...expected.keys()].sort())
  tally.said += rows.length
  for (const row of rows.filter(({ verdict }) => verdict !== null)) {
    const { verdict, household, difference } = expected.get(row.id)!
    expect(row).toMatchObject({ verdict, household_id: household?.id ?? null, difference })
    tally.judged += 1
  }
}

test('in plain ledgers it says what judge says, of most statements', async () => {
  const tally = { said: 0, judged: 0 }
  await fc.assert(
    fc.asyncProperty(village(PLAIN), (random) => forgotten((work) => compare(work, random, tally))),
    { numRuns: 60 },
  )
  // Random villages leave over about half of them; far fewer would mean that the statement has given up.
  expect(tally.judged / tally.said).toBeGreaterThan(0.3)
}, 180_000)

test('where two spellings can mean one door it leaves over rather than saying otherwise', async () => {
  const tally = { said: 0, judged: 0 }
  await fc.assert(
    fc.asyncProperty(village([...PLAIN, ...ODD]), (random) => forgotten((work) => compare(work, random, tally))),
    { numRuns: 30 },
  )
}, 180_000)

test('the database computes with this very pattern', async () => {
  const { rows } = await app.kernel.pool.query<{ rule: string }>(
    `SELECT pg_get_expr(adbin, adrelid) AS rule FROM pg_attrdef
     JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE attname = 'plain_door'`,
  )
  expect(rows.map(({ rule }) => rule)).toEqual(Array(2).fill(`(door ~ '${PLAIN_DOOR}'::text)`))
})

test('doors called plain mean the same exactly when they are equal', async () => {
  const part = oneOf(
    '中区',
    '北路',
    '8巷',
    '五',
    '0',
    '1',
    '12',
    '号',
    '之',
    '栋',
    '单元',
    '层',
    '室',
    'A',
    'a',
    ' ',
    '院',
  )
  const door = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
  const samples = fc.sample(fc.oneof(door, oneOf(...PLAIN, ...ODD, ...STRANGE)), 4000)
  const { rows } = await app.kernel.pool.query<{ door: string }>(
    'SELECT DISTINCT door FROM unnest($1::text[]) AS door WHERE door ~ $2',
    [samples, PLAIN_DOOR],
  )
  const plain = rows.map((row) => row.door)
  for (const wanted of [...PLAIN, '中区9号']) expect(plain).toContain(wanted)
  for (const odd of ODD.filter((one) => one !== '51路1号')) expect(plain).not.toContain(odd)
  const meanings = plain.map((one) => {
    const parts = doorParts(one)
    expect(parts).not.toBeNull()
    return `${foldArea(parts!.area)}|${formatNumber(parts!)}`
  })
  expect(new Set(meanings).size).toBe(plain.length)
  for (const [index, one] of plain.entries()) expect(meanings[index]!.replace('|', '')).toBe(one)
})

import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { tellSelfTest } from '@gezhong/shared/people/antigen/contract'
import { askExemption } from '@gezhong/shared/people/exemptions/contract'
import { addResident, removeResident } from '@gezhong/shared/people/ledger/contract'
import { householdRounds } from '@gezhong/shared/people/missing/contract'
import { listRolls, listStanding, openRoll, rollMatrix, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { listRounds, openRound, readRound, type RoundList } from '@gezhong/shared/people/rounds/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import * as fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { heardBy } from '../../live/hub.ts'
import { scopeOf } from '../../database/scope.ts'
import { exemption } from '../exemptions/tables.ts'
import { countStanding } from '../rolls/count-queries.ts'
import { recount } from '../rolls/recount.ts'
import { sample, tube } from '../sampling/tables.ts'
import { addDue } from './due-queries.ts'
import { requireRound } from './service.ts'

jest.setTimeout(120_000)

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(() => app.close())

const WINDOW = { startsAt: '2022-04-03T06:00:00+08:00', endsAt: '2022-04-03T20:00:00+08:00' }

async function opened(
  who: Persona,
  listed: RoundList | null,
  gridId: string | null = null,
  method: 'pcr' | 'antigen' = 'pcr',
): Promise<string> {
  const id = uuidv7()
  const body = { id, title: '单开一轮', gridId, method, tubeSize: 1, ...WINDOW, listed } as const
  await who.call(openRound, { body })
  return id
}

const byDoors = (...doors: string[]): RoundList => ({ doors, missingOf: null })

async function sampled(roundId: string, door: string, people: number, residentId: string | null = null) {
  const [at, tubeId] = [WINDOW.startsAt, uuidv7()]
  const taken = { id: uuidv7(), tubeId, householdId: cast.households[door]!.id, residentId, outsider: null, people }
  const tubes = [{ id: tubeId, gridId: cast.grids['2-1-1']!, code: 'A1001', openedAt: at }]
  const body = { sentAt: at, tubes, samples: [{ ...taken, takenAt: at }], undone: [] }
  await cast.secretary.call(sendSamples, { params: { id: roundId }, body })
}

const shown = async (who: Persona, id: string) => {
  const { rows } = await who.call(listStanding, { params: { id }, query: { size: 500 } })
  return rows.map(({ door, state }) => [door, state])
}

describe('who learns of it', () => {
  test('the households on its list, whose grid it is, and the command post; to others there is no such round', async () => {
    const id = await opened(cast.secretary, byDoors('中区3号', '中区 1号'))
    for (const who of [cast.secretary, cast.gridLead, cast.gridWorker, cast.hubHousehold, cast.resident]) {
      const { rounds } = await who.call(listRounds)
      expect(rounds.map((round) => [round.id, round.due])).toEqual([[id, 'listed']])
      expect((await who.call(listRolls)).rolls.map((roll) => roll.id)).toContain(id)
    }
    for (const who of [cast.otherLead, cast.volunteer, cast.guard, cast.stranger]) {
      expect((await who.call(listRounds)).rounds).toEqual([])
      expect((await who.call(listRolls)).rolls.map((roll) => roll.id)).not.toContain(id)
      expect(await refusalOf(who.call(readRound, { params: { id } }))).toBe('not-found')
    }
    expect(await refusalOf(cast.otherLead.call(rollProgress, { params: { id } }))).toBe('not-found')
    expect((await cast.otherLead.call(rollMatrix)).rolls.map(({ rollId }) => rollId)).not.toContain(id)
    expect(await shown(cast.secretary, id)).toEqual([
      ['中区1号', 'missing'],
      ['中区3号', 'missing'],
    ])
    expect(await shown(cast.hubHousehold, id)).toEqual([['中区1号', 'missing']])
  })

  test('the open pages of other grids are told nothing, also when their own ledger changes', async () => {
    const id = await opened(cast.secretary, byDoors('中区3号'))
    await app.settle()
    const counted = await transactAsSystem(app.kernel, cast.communityId, ({ db, communityId }) =>
      recount(db, communityId, 'open', Object.values(cast.grids)),
    )
    const event = counted.find(({ rollId }) => rollId === id)!
    const subtree = ['1', '1-1', '1-1-1'].map((code) => cast.grids[code]!)
    const grant = { id, role: 'grid-lead', gridId: cast.grids['1']!, gridCode: '1', householdId: null, proxy: false }
    const scope = scopeOf([{ ...grant, role: 'grid-lead', subtree }], [])
    expect(heardBy(scope, { topic: 'roll', ...event, gridIds: [...event.gridIds] })).toBeNull()
    expect(event.gridIds).toEqual([cast.grids['2-1-1']])
  })
})

test('the rounds of a household are those that ask it, whoever else is listed', async () => {
  const all = await opened(cast.secretary, null)
  const listed = await opened(cast.secretary, byDoors('中区3号'))
  const roundsAt = async (door: string) => {
    const params = { id: cast.households[door]!.id }
    return (await cast.secretary.call(householdRounds, { params })).rounds.map(({ rollId }) => rollId)
  }
  expect(await roundsAt('中区3号')).toEqual([listed, all])
  expect(await roundsAt('中区1号')).toEqual([all])
})

describe('opening', () => {
  test('a door that is not in the ledger, or not where one leads, is said and nothing is opened', async () => {
    expect(await refusalOf(opened(cast.secretary, byDoors('中区3号', '中区99号')))).toBe('not-valid')
    expect(await refusalOf(opened(cast.gridLead, byDoors('东区1号'), cast.grids['2']!))).toBe('not-valid')
    expect(await refusalOf(opened(cast.gridWorker, byDoors('中区3号'), cast.grids['2-1']!))).toBe('not-allowed')
    expect((await cast.secretary.call(listRounds)).rounds).toEqual([])
  })

  test('for whoever is missing in another round: by name where names tell, else by number', async () => {
    const named = uuidv7()
    const person = { id: named, name: '林东', ageGroup: 'adult', reason: '摸排' } as const
    await cast.secretary.call(addResident, { params: { id: cast.households['中区1号']!.id }, body: person })
    const first = await opened(cast.secretary, null, cast.grids['2-1']!)
    for (const [door, people] of [
      ['中区1号', 1],
      ['中区2号', 3],
      ['中区3号', 3],
    ] as const)
      await sampled(first, door, people)
    const id = await opened(cast.gridLead, { doors: [], missingOf: first }, cast.grids['2-1']!)
    await app.settle()
    const { grids } = await cast.secretary.call(rollProgress, { params: { id } })
    expect(grids.map(({ gridCode, expectedPeople }) => [gridCode, expectedPeople])).toEqual([['2-1-1', 8]])
    await sampled(id, '中区1号', 1)
    expect((await shown(cast.gridLead, id)).map(([door, state]) => `${door} ${state}`)).toEqual([
      '中区1号 missing',
      '中区3号 missing',
      '中区4号 missing',
      '中区5号 missing',
      '中区6号 missing',
    ])
    await sampled(id, '中区1号', 1, named)
    expect((await shown(cast.gridLead, id))[0]).toEqual(['中区1号', 'reported'])
    const plain = uuidv7()
    const empty = { id: plain, title: '点名', question: 'who-lives-here', gridId: cast.grids['1']! } as const
    await cast.secretary.call(openRoll, { body: empty })
    expect(await refusalOf(opened(cast.secretary, { doors: [], missingOf: plain }, cast.grids['2']!))).toBe('not-valid')
  })
})

describe('for whoever is missing elsewhere', () => {
  const named = async (door: string, name: string) => {
    const person = { id: uuidv7(), name, ageGroup: 'adult', reason: '摸排' } as const
    await cast.secretary.call(addResident, { params: { id: cast.households[door]!.id }, body: person })
    return person.id
  }
  const peopleOf = async (id: string, door: string) => {
    const { rounds } = await cast.secretary.call(householdRounds, { params: { id: cast.households[door]!.id } })
    const { due, done, missing } = rounds.find(({ rollId }) => rollId === id)!
    return [due, done, missing]
  }

  test('who told a test there is not listed again, and whose exemption is over is', async () => {
    const tested = await named('中区1号', '林东')
    const back = await named('中区2号', '林西')
    const antigen = await opened(cast.secretary, null, null, 'antigen')
    const told = { id: uuidv7(), householdId: cast.households['中区1号']!.id, residentId: tested, people: 1 }
    const when = { takenAt: WINDOW.startsAt, sentAt: WINDOW.startsAt }
    const body = { ...told, ...when, result: 'negative', noPhoto: 'seen-it' } as const
    await cast.gridWorker.call(tellSelfTest, { params: { id: antigen }, body })
    const away = { id: uuidv7(), householdId: cast.households['中区2号']!.id, residentId: back, people: 1 }
    const over = { ...away, reason: 'away', fromDay: '2022-03-01', untilDay: '2022-04-02' } as const
    await cast.gridLead.call(askExemption, { body: over })
    await sampled(antigen, '中区2号', 2)
    const id = await opened(cast.secretary, { doors: [], missingOf: antigen })
    await sampled(id, '中区1号', 1, tested)
    expect(await peopleOf(id, '中区1号')).toEqual([1, 1, 0])
    await sampled(id, '中区2号', 1)
    // Whom the list names somebody else of the household does not stand for.
    expect(await peopleOf(id, '中区2号')).toEqual([1, 0, 1])
    await sampled(id, '中区2号', 1, back)
    expect(await peopleOf(id, '中区2号')).toEqual([1, 1, 0])
  })

  test('who is taken out of the ledger meanwhile is one of the household, and not missing for ever', async () => {
    const gone = await named('中区1号', '林东')
    const first = await opened(cast.secretary, null)
    await sampled(first, '中区1号', 1)
    const id = await opened(cast.secretary, { doors: [], missingOf: first })
    const sooner = await opened(cast.secretary, { doors: [], missingOf: first })
    await sampled(sooner, '中区1号', 1, gone)
    expect(await peopleOf(id, '中区1号')).toEqual([1, 0, 1])
    await cast.secretary.call(removeResident, { params: { id: gone }, body: { reason: '写错了' } })
    expect(await peopleOf(id, '中区1号')).toEqual([1, 0, 1])
    await sampled(id, '中区1号', 1, gone)
    expect(await peopleOf(id, '中区1号')).toEqual([1, 1, 0])
    expect(await peopleOf(sooner, '中区1号')).toEqual([1, 1, 0])
  })
})

/** Law 2 for a list: names that are on it, others of the household, and all of it. */
test('due = done + excused + missing, whoever is listed, sampled and excused', async () => {
  const { id: householdId, buildingId, headcount } = cast.households['中区6号']!
  const NAMED = 3
  const residents: string[] = []
  for (let count = 0; count < NAMED; count += 1) {
    const body = { id: uuidv7(), name: `林${count}`, ageGroup: 'adult', reason: '摸排' } as const
    await cast.secretary.call(addResident, { params: { id: householdId }, body })
    residents.push(body.id)
  }
  const some = fc.uniqueArray(fc.integer({ min: 0, max: NAMED - 1 }), { maxLength: NAMED })
  const group = fc.record({ named: some, others: fc.integer({ min: 0, max: 4 }) })
  const story = fc.record({ listed: group, entire: fc.boolean(), sampled: group, excused: group })
  await fc.assert(
    fc.asyncProperty(story, async ({ listed, entire, sampled: swabs, excused }) => {
      fc.pre(listed.named.length + listed.others > 0 || entire)
      const roundId = await opened(cast.secretary, byDoors('中区6号'))
      const [count] = await transactAsSystem(app.kernel, cast.communityId, async (work) => {
        const { db, communityId, now, actor } = work
        const place = { communityId, gridId: cast.grids['2-1-1']!, buildingId, householdId }
        const each = ({ named, others }: typeof listed) => [
          ...named.map((at) => ({ ...place, id: uuidv7(), residentId: residents[at]!, people: 1 })),
          ...(others > 0 ? [{ ...place, id: uuidv7(), residentId: null, people: others }] : []),
        ]
        await db.execute(`DELETE FROM round_due WHERE round_id = '${roundId}'`)
        const tubeId = uuidv7()
        const rest = { ...place, id: uuidv7(), residentId: null, people: null }
        await addDue(
          db,
          // Others and all of it are two lines of one household: the second stands for its own tube.
          [...each(listed), ...(entire ? [rest] : [])].map((row) => ({
            ...row,
            roundId,
            tubeId: row.people === null ? tubeId : null,
          })),
        )
        const by = { openedBy: actor.accountId, openedAt: now, receivedAt: now }
        await db.insert(tube).values({ communityId, id: tubeId, roundId, gridId: place.gridId, code: 'A1001', ...by })
        for (const row of each(swabs)) {
          const taken = { takenBy: actor.accountId, takenAt: now, receivedAt: now }
          await db.insert(sample).values({ ...row, roundId, tubeId, ...taken })
        }
        for (const row of each(excused)) {
          const days = { fromDay: '2022-04-01', untilDay: '2022-04-09', reason: 'away', state: 'approved' } as const
          const by = { askedBy: actor.accountId, askedAt: now, decidedBy: actor.accountId, decidedAt: now }
          await db.insert(exemption).values({ ...row, ...days, ...by })
        }
        const counted = await countStanding(db, communityId, (await requireRound(work, roundId)).roll, null)
        await db.execute(`UPDATE exemption SET state = 'ended' WHERE community_id = '${communityId}'`)
        return counted
      })
      const inList = ({ named }: typeof listed) => named.filter((at) => listed.named.includes(at)).length
      const due = Math.max(listed.named.length + listed.others, entire ? headcount : 0)
      const open = due - listed.named.length
      const credit = (of: typeof listed) => inList(of) + Math.min(open, of.named.length - inList(of) + of.others)
      const done = credit(swabs)
      const left = { ...excused, named: excused.named.filter((at) => !swabs.named.includes(at)) }
      const free = Math.min(due - done, credit(left))
      expect([count!.expected_people, count!.reported_people, count!.excused_people, count!.missing_people]).toEqual([
        due,
        done,
        free,
        due - done - free,
      ])
    }),
    { numRuns: 60 },
  )
})

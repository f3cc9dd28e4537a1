import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { askExemption, endExemption } from '@gezhong/shared/people/exemptions/contract'
import { listFollowUps, logAttempt } from '@gezhong/shared/people/follow-ups/contract'
import { makeReport, withdrawReport } from '@gezhong/shared/people/reports/contract'
import { changeRoll, openRoll } from '@gezhong/shared/people/rolls/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast } from '../../../test/cast.ts'
import { transactAsSystem } from '../../database/transact.ts'

/*
 * Law 4: a household with missing people has exactly one open follow-up, whatever happened in whatever order. A model that
 * knows nothing of the database says in which open rolls somebody of each household is missing.
 */

jest.setTimeout(240_000)

const DOORS = ['中区3号', '中区7号'] as const
const GRIDS = ['2-1-1', '2-2-1'] as const
const people = fc.integer({ min: 1, max: 5 })
const door = fc.constantFrom(...DOORS)
const which = fc.nat({ max: 3 })
const Step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('sample' as const), door, people, which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), door, which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('say' as const), door, people, which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unsay' as const), door, which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('excuse' as const), door, people }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end' as const), door }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('open' as const),
      asks: fc.constantFrom('2', '2-1', null),
      test: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('switch' as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), door, to: fc.constantFrom(...GRIDS) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('call' as const), door }) },
)
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never

interface ModelRoll {
  id: string
  asks: string | null
  test: boolean
  open: boolean
  /** By door. */
  samples: Record<string, { id: string; people: number }[]>
  said: Record<string, { id: string; people: number }[]>
}

const sum = (list: readonly { people: number }[]) => list.reduce((all, one) => all + one.people, 0)
const lies = (code: string, within: string | null) =>
  within === null || code === within || code.startsWith(`${within}-`)

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

class History {
  readonly #cast: Cast
  readonly rolls: ModelRoll[] = []
  readonly excused = new Map<string, { id: string; people: number }[]>()
  readonly gridOf = new Map<string, string>([
    ['中区3号', '2-1-1'],
    ['中区7号', '2-2-1'],
  ])

  constructor(cast: Cast) {
    this.#cast = cast
    this.rolls.push({ id: cast.rollId, asks: null, test: false, open: true, samples: {}, said: {} })
  }

  /** In how many open rolls somebody of it is missing. */
  missingIn(name: string): string[] {
    const { headcount } = this.#cast.households[name]!
    return this.rolls
      .filter(({ open, asks }) => open && lies(this.gridOf.get(name)!, asks))
      .filter(({ test: isTest, samples, said }) => {
        const word = said[name]?.at(-1)
        if (!isTest) return word === undefined
        const done = Math.min(headcount, Math.max(sum(samples[name] ?? []), word?.people ?? 0))
        return headcount - done - Math.min(headcount - done, sum(this.excused.get(name) ?? [])) > 0
      })
      .map(({ id }) => id)
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'open') return this.#open(step.asks, step.test)
    if (step.kind === 'switch') return this.#switch(this.rolls[step.which % this.rolls.length]!)
    const { id: householdId, buildingId } = this.#cast.households[step.door]!
    const { secretary } = this.#cast
    if (step.kind === 'excuse') {
      const days = { fromDay: '2022-04-01', untilDay: '2022-04-09' }
      const body = {
        id: uuidv7(),
        householdId,
        residentId: null,
        people: step.people,
        reason: 'away',
        ...days,
      } as const
      await secretary.call(askExemption, { body })
      this.excused.set(step.door, [...(this.excused.get(step.door) ?? []), body])
    } else if (step.kind === 'end') {
      const last = this.excused.get(step.door)?.pop()
      if (last !== undefined) await secretary.call(endExemption, { params: { id: last.id } })
    } else if (step.kind === 'move') {
      this.gridOf.set(step.door, step.to)
      await this.#move([householdId, buildingId], step.to)
    } else if (step.kind === 'call') await this.#call(householdId)
    else await this.#inRoll(step, householdId)
  }

  async #open(asks: string | null, isTest: boolean) {
    const { secretary, grids } = this.#cast
    const [id, gridId] = [uuidv7(), asks === null ? null : grids[asks]!]
    const window = { startsAt: '2022-04-03T06:00:00+08:00', endsAt: '2022-04-03T20:00:00+08:00' }
    const round = { id, title: '一轮', gridId, method: 'pcr', tubeSize: 20, ...window } as const
    if (isTest) await secretary.call(openRound, { body: round })
    else await secretary.call(openRoll, { body: { id, title: '点名', gridId } })
    this.rolls.push({ id, asks, test: isTest, open: true, samples: {}, said: {} })
  }

  async #switch(roll: ModelRoll) {
    const state = roll.open ? 'closed' : 'open'
    await this.#cast.secretary.call(changeRoll, { params: { id: roll.id }, body: { state } })
    roll.open = !roll.open
  }

  /** As a new cadastre moves a building with its household. */
  async #move([householdId, buildingId]: [string, string], to: string) {
    const { communityId, grids } = this.#cast
    await transactAsSystem(app.kernel, communityId, async (work) => {
      for (const [table, id] of [
        [sql`building`, buildingId],
        [sql`household`, householdId],
      ] as const)
        await work.db.execute(
          sql`UPDATE ${table} SET grid_id = ${grids[to]!} WHERE community_id = ${communityId} AND id = ${id}`,
        )
      for (const code of GRIDS) work.touch({ gridId: grids[code]!, topic: 'ledger' })
    })
  }

  async #call(householdId: string) {
    const { secretary } = this.#cast
    const { rows } = await secretary.call(listFollowUps, { query: { size: 500 } })
    const found = rows.find((row) => row.householdId === householdId)
    if (found === undefined) return
    const at = new Date().toISOString()
    const body = { id: uuidv7(), outcome: 'will-come', calledAt: at, sentAt: at } as const
    await secretary.call(logAttempt, { params: { id: found.id }, body })
  }

  async #inRoll(step: Extract<Step, { door: string; which: number }>, householdId: string) {
    const fitting = this.rolls.filter(
      ({ open, asks, test: isTest }) =>
        open && lies(this.gridOf.get(step.door)!, asks) && (isTest || step.kind === 'say' || step.kind === 'unsay'),
    )
    const roll = fitting[step.which % fitting.length]
    if (roll === undefined) return
    const { secretary } = this.#cast
    const [samples, said] = [(roll.samples[step.door] ??= []), (roll.said[step.door] ??= [])]
    if (step.kind === 'say') {
      const word = { id: uuidv7(), people: roll.test ? step.people : this.#cast.households[step.door]!.headcount }
      await secretary.call(makeReport, {
        params: { id: roll.id },
        body: { id: word.id, householdId, headcount: word.people },
      })
      said.push(word)
    } else if (step.kind === 'unsay') {
      const word = said.pop()
      if (word !== undefined) await secretary.call(withdrawReport, { params: { id: word.id } })
    } else if (step.kind === 'sample') {
      const one = { id: uuidv7(), people: step.people }
      await this.#send(roll, { ...one, householdId }, [])
      samples.push(one)
    } else {
      const last = samples.pop()
      if (last !== undefined) await this.#send(roll, null, [last.id])
    }
  }

  async #send(roll: ModelRoll, one: { id: string; people: number; householdId: string } | null, undone: string[]) {
    const [at, tubeId] = ['2022-04-03T08:00:00+08:00', uuidv7()]
    const tube = { id: tubeId, gridId: this.#cast.grids[roll.asks ?? '2']!, code: 'A1001', openedAt: at }
    const taken = { tubeId, residentId: null, outsider: null, takenAt: at }
    const body = {
      sentAt: at,
      tubes: one === null ? [] : [tube],
      samples: one === null ? [] : [{ ...one, ...taken }],
      undone,
    }
    await this.#cast.secretary.call(sendSamples, { params: { id: roll.id }, body })
  }

  /** Of each household: how many follow-ups are open, in what grid, and which rolls they name; then what is true. */
  async shownAndTrue() {
    await app.settle()
    const { communityId, households, secretary, grids } = this.#cast
    const { rows: open } = await transactAsSystem(app.kernel, communityId, ({ db }) =>
      db.execute<{ household_id: string; grid_id: string }>(
        sql`SELECT household_id, grid_id FROM follow_up WHERE community_id = ${communityId} AND closed_at IS NULL`,
      ),
    )
    const { rows: listed } = await secretary.call(listFollowUps, { query: { size: 500 } })
    return DOORS.map((name) => {
      const { id } = households[name]!
      const [own, missing] = [open.filter((row) => row.household_id === id), this.missingIn(name)]
      const row = listed.find((one) => one.householdId === id && one.closedAt === null)
      return {
        shown: [own.map((one) => one.grid_id), row?.rounds.map(({ rollId }) => rollId).toSorted() ?? []],
        true: [missing.length > 0 ? [grids[this.gridOf.get(name)!]] : [], missing.toSorted()],
      }
    })
  }
}

test('a household with missing people has exactly one open follow-up, which names the rolls it is missing in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 6, maxLength: 18 }), async (steps) => {
      const history = new History(await makeCast(app))
      for (const step of steps) {
        await history.take(step)
        for (const seen of await history.shownAndTrue()) expect(seen.shown).toEqual(seen.true)
      }
    }),
    { numRuns: 8 },
  )
})

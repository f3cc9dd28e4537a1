import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { checkSelfTest, tellSelfTest, undoSelfTest } from '@gezhong/shared/people/antigen/contract'
import { askExemption, endExemption } from '@gezhong/shared/people/exemptions/contract'
import { editHousehold, readHousehold } from '@gezhong/shared/people/ledger/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import * as fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast } from '../../../test/cast.ts'

/*
 * Law 2: expected = tested + excused + missing, in every scope, whatever happened in whatever order. A model that knows
 * nothing of the database keeps each household's story, and what is shown must be what it says.
 */

jest.setTimeout(180_000)

/** Few, so that much happens to each; in two grids. */
const DOORS = ['中区3号', '中区7号'] as const
const people = fc.integer({ min: 1, max: 6 })
const door = fc.constantFrom(...DOORS)
const Step = fc.oneof(
  fc.record({ kind: fc.constant('sample' as const), door, people }),
  fc.record({ kind: fc.constant('undo' as const), door }),
  fc.record({ kind: fc.constant('tell' as const), door, people, result: fc.constantFrom('negative', 'invalid') }),
  fc.record({ kind: fc.constant('find-wrong' as const), door }),
  fc.record({ kind: fc.constant('take-back' as const), door }),
  fc.record({ kind: fc.constant('say' as const), door, people }),
  fc.record({ kind: fc.constant('excuse' as const), door, people }),
  fc.record({ kind: fc.constant('end' as const), door }),
  fc.record({ kind: fc.constant('survey' as const), door, people }),
)
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never

interface Story {
  headcount: number
  said: number | null
  samples: { id: string; people: number }[]
  /** Antigen tests told, of which the invalid and those found wrong count for nobody. */
  tests: { id: string; people: number }[]
  excused: { id: string; people: number }[]
}

const sum = (list: readonly { people: number }[]) => list.reduce((all, one) => all + one.people, 0)

function numbersOf({ headcount, said, samples, tests, excused }: Story) {
  const tested = Math.min(headcount, Math.max(sum(samples), sum(tests), said ?? 0))
  const free = Math.min(headcount - tested, sum(excused))
  return { due: headcount, tested, free, missing: headcount - tested - free }
}

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

class History {
  readonly #cast: Cast
  readonly #roundId = uuidv7()
  readonly stories = new Map<string, Story>()

  constructor(cast: Cast) {
    this.#cast = cast
    for (const [name, { headcount }] of Object.entries(cast.households))
      this.stories.set(name, { headcount, said: null, samples: [], tests: [], excused: [] })
  }

  async begin() {
    const window = { startsAt: '2022-04-03T06:00:00+08:00', endsAt: '2022-04-03T20:00:00+08:00' }
    const round = {
      id: this.#roundId,
      title: '第1轮',
      gridId: null,
      method: 'antigen',
      tubeSize: 20,
      ...window,
    } as const
    await this.#cast.secretary.call(openRound, { body: round })
  }

  async #send({
    samples,
    undone,
  }: {
    samples: { id: string; householdId: string; people: number }[]
    undone: string[]
  }) {
    const [at, tubeId] = ['2022-04-03T08:00:00+08:00', uuidv7()]
    const tubes = [{ id: tubeId, gridId: this.#cast.grids['2']!, code: 'A1001', openedAt: at }]
    const taken = samples.map((one) => ({ ...one, tubeId, residentId: null, outsider: null, takenAt: at }))
    const body = { sentAt: at, tubes, samples: taken, undone }
    await this.#cast.secretary.call(sendSamples, { params: { id: this.#roundId }, body })
  }

  async take(step: Step) {
    const { secretary, households } = this.#cast
    const story = this.stories.get(step.door)!
    const { id: householdId } = households[step.door]!
    const id = uuidv7()
    if (step.kind === 'sample') {
      await this.#send({ samples: [{ id, householdId, people: step.people }], undone: [] })
      story.samples.push({ id, people: step.people })
    } else if (step.kind === 'undo') {
      const last = story.samples.pop()
      if (last !== undefined) await this.#send({ samples: [], undone: [last.id] })
    } else if (step.kind === 'tell') {
      const at = '2022-04-03T08:00:00+08:00'
      const plain = { residentId: null, takenAt: at, sentAt: at, noPhoto: 'seen-it' } as const
      const body = { ...plain, id, householdId, people: step.people, result: step.result }
      await secretary.call(tellSelfTest, { params: { id: this.#roundId }, body })
      story.tests.push({ id, people: step.result === 'invalid' ? 0 : step.people })
    } else if (step.kind === 'find-wrong') {
      const last = story.tests.at(-1)
      if (last === undefined) return
      await secretary.call(checkSelfTest, { params: { id: last.id }, body: { verdict: 'wrong' } })
      last.people = 0
    } else if (step.kind === 'take-back') {
      const last = story.tests.pop()
      if (last !== undefined) await secretary.call(undoSelfTest, { params: { id: last.id } })
    } else if (step.kind === 'say') {
      const body = { id, householdId, headcount: step.people }
      await secretary.call(makeReport, { params: { id: this.#roundId }, body })
      story.said = step.people
    } else if (step.kind === 'excuse') {
      const days = { fromDay: '2022-04-01', untilDay: '2022-04-09' }
      const body = { id, householdId, residentId: null, people: step.people, reason: 'away', ...days } as const
      await secretary.call(askExemption, { body })
      story.excused.push({ id, people: step.people })
    } else if (step.kind === 'end') {
      const last = story.excused.pop()
      if (last !== undefined) await secretary.call(endExemption, { params: { id: last.id } })
    } else if (step.people !== story.headcount) {
      const params = { id: householdId }
      const { revision } = await secretary.call(readHousehold, { params })
      await secretary.call(editHousehold, { params, body: { headcount: step.people, revision, reason: '摸排' } })
      story.headcount = step.people
    }
  }

  /** The kept numbers of each lowest grid, and what the model says. */
  async shownAndTrue() {
    await app.settle()
    const { grids } = await this.#cast.secretary.call(rollProgress, { params: { id: this.#roundId } })
    const query = { size: 500 }
    const { rows } = await this.#cast.secretary.call(listStanding, { params: { id: this.#roundId }, query })
    const codeOf = new Map(rows.map((row) => [row.door, row.gridCode]))
    const truth = new Map<string, number[]>()
    for (const [name, story] of this.stories) {
      const { due, tested, free, missing } = numbersOf(story)
      const before = truth.get(codeOf.get(name)!) ?? [0, 0, 0, 0]
      truth.set(
        codeOf.get(name)!,
        [due, tested, free, missing].map((number, k) => number + before[k]!),
      )
    }
    const shown = new Map(
      grids
        .filter(({ households }) => households > 0)
        .map((grid) => [
          grid.gridCode,
          [grid.expectedPeople, grid.reportedPeople, grid.excusedPeople, grid.missingPeople],
        ]),
    )
    return [Object.fromEntries([...shown].toSorted()), Object.fromEntries([...truth].toSorted())]
  }
}

test('expected = tested + excused + missing after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const history = new History(await makeCast(app))
      await history.begin()
      for (const step of steps) await history.take(step)
      const [shown, truth] = await history.shownAndTrue()
      expect(shown).toEqual(truth)
    }),
    { numRuns: 40 },
  )
})

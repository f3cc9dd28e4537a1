import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { askExemption, endExemption } from '@gezhong/shared/people/exemptions/contract'
import { editHousehold, readHousehold } from '@gezhong/shared/people/ledger/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { changeRoll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { transactAsSystem } from '../src/database/transact.ts'
import { checkCounts } from '../src/people/rolls/check-counts.ts'
import { missingIn } from '../src/people/follow-ups/missing.ts'
import { readOpenRolls } from '../src/people/rolls/queries.ts'
import { startTestApp, type TestApp } from './app.ts'
import { makeCast, type Cast, type Persona } from './cast.ts'

/*
 * Laws 2 and 4 while several people work on the same few households at once and the numbers are folded meanwhile. What
 * each of them does is random; what is shown must add up at every look, and at the end be what the rows say.
 */

jest.setTimeout(300_000)

const DOORS = ['中区3号', '中区4号', '中区7号'] as const
const Act = fc.record({
  kind: fc.constantFrom('sample', 'sample', 'undo', 'say', 'excuse', 'end', 'survey', 'switch'),
  door: fc.constantFrom(...DOORS),
  people: fc.integer({ min: 1, max: 6 }),
})
type Act = typeof Act extends fc.Arbitrary<infer T> ? T : never
const Lanes = fc.array(fc.array(Act, { minLength: 3, maxLength: 10 }), { minLength: 4, maxLength: 4 })

/** What may be answered when another was first. */
const MEANWHILE = new Set(['changed-meanwhile', 'not-found', 'roll-closed'])

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

/** One person's own doings, in their order. */
class Lane {
  readonly #samples: string[] = []
  readonly #exemptions: string[] = []
  readonly #cast: Cast
  readonly #who: Persona
  readonly #roundId: string

  constructor(cast: Cast, who: Persona, roundId: string) {
    this.#cast = cast
    this.#who = who
    this.#roundId = roundId
  }

  async #send(samples: { id: string; householdId: string; people: number }[], undone: string[]) {
    const [at, tubeId] = [new Date().toISOString(), uuidv7()]
    const tubes = [{ id: tubeId, gridId: this.#cast.grids['2']!, code: `T${tubeId.slice(-6)}`, openedAt: at }]
    const taken = samples.map((one) => ({ ...one, tubeId, residentId: null, outsider: null, takenAt: at }))
    const body = { sentAt: at, tubes: samples.length > 0 ? tubes : [], samples: taken, undone }
    await this.#who.call(sendSamples, { params: { id: this.#roundId }, body })
  }

  async #survey(id: string, headcount: number) {
    const params = { id }
    const { revision, headcount: before } = await this.#who.call(readHousehold, { params })
    if (before === headcount) return
    await this.#who.call(editHousehold, { params, body: { headcount, revision, reason: '摸排' } })
  }

  async #switch() {
    const params = { id: this.#roundId }
    await this.#cast.secretary.call(changeRoll, { params, body: { state: 'closed' } })
    await this.#cast.secretary.call(changeRoll, { params, body: { state: 'open' } })
  }

  async #do({ kind, door, people }: Act): Promise<void> {
    const { id: householdId } = this.#cast.households[door]!
    const id = uuidv7()
    if (kind === 'sample') {
      await this.#send([{ id, householdId, people }], [])
      this.#samples.push(id)
    } else if (kind === 'undo') {
      const last = this.#samples.pop()
      if (last !== undefined) await this.#send([], [last])
    } else if (kind === 'say') {
      const body = { id, householdId, headcount: people }
      await this.#who.call(makeReport, { params: { id: this.#roundId }, body })
    } else if (kind === 'excuse') {
      const [fromDay, untilDay] = [-1, 8].map((days) => civilDay(new Date(Date.now() + days * 86_400_000)))
      const body = {
        id,
        householdId,
        residentId: null,
        people,
        reason: 'away',
        fromDay: fromDay!,
        untilDay: untilDay!,
      } as const
      await this.#who.call(askExemption, { body })
      this.#exemptions.push(id)
    } else if (kind === 'end') {
      const last = this.#exemptions.pop()
      if (last !== undefined) await this.#who.call(endExemption, { params: { id: last } })
    } else if (kind === 'survey') await this.#survey(householdId, people)
    else await this.#switch()
  }

  async run(acts: readonly Act[]): Promise<void> {
    for (const act of acts)
      await this.#do(act).catch((error: unknown) => {
        if (!(error instanceof Refusal) || !MEANWHILE.has(error.code)) throw error
      })
  }
}

async function begin(cast: Cast): Promise<string> {
  const id = uuidv7()
  const [from, until] = [-1, 8].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString())
  await cast.secretary.call(openRound, {
    body: { id, title: '第1轮', gridId: null, method: 'pcr', tubeSize: 20, startsAt: from!, endsAt: until! },
  })
  await app.settle()
  return id
}

/** Folds and looks until everybody is done; every look must add up. */
async function watch(cast: Cast, roundId: string, isDone: () => boolean): Promise<number> {
  let looks = 0
  while (!isDone()) {
    await app.settle()
    const { grids } = await cast.secretary.call(rollProgress, { params: { id: roundId } })
    for (const grid of grids) {
      expect(grid.reportedPeople + grid.excusedPeople + grid.missingPeople).toBe(grid.expectedPeople)
      expect(Math.min(grid.reportedPeople, grid.excusedPeople, grid.missingPeople)).toBeGreaterThanOrEqual(0)
    }
    looks++
  }
  return looks
}

/** Law 4: households with missing people in an open roll, and those with exactly one open follow-up. */
async function missingAndFollowed(communityId: string): Promise<[string[], string[]]> {
  return transactAsSystem(app.kernel, communityId, async ({ db }) => {
    const rolls = await readOpenRolls(db, communityId)
    const missing = await db.execute<{ id: string }>(
      sql`SELECT DISTINCT household_id AS id FROM (${missingIn(communityId, rolls, sql`true`)}) rows ORDER BY 1`,
    )
    const followed = await db.execute<{ id: string }>(sql`
      SELECT household_id AS id FROM follow_up WHERE community_id = ${communityId} AND closed_at IS NULL ORDER BY 1`)
    return [missing.rows.map(({ id }) => id), followed.rows.map(({ id }) => id)]
  })
}

test('numbers add up at every look, at the end are those of the rows, and whoever is missing is followed once', async () => {
  await fc.assert(
    fc.asyncProperty(Lanes, async (lanes) => {
      const cast = await makeCast(app)
      const roundId = await begin(cast)
      const workers = [cast.secretary, cast.gridLead, cast.gridLead, cast.secretary]
      let done = false
      const working = Promise.all(
        lanes.map((acts, index) => new Lane(cast, workers[index]!, roundId).run(acts)),
      ).finally(() => {
        done = true
      })
      const [looks] = await Promise.all([watch(cast, roundId, () => done), working])
      expect(looks).toBeGreaterThan(0)
      await cast.secretary.call(changeRoll, { params: { id: roundId }, body: { state: 'open' } })
      await app.settle()
      const check = await transactAsSystem(app.kernel, cast.communityId, checkCounts)
      expect(check).toMatchObject({ rolls: 2, pending: 0, faults: [] })
      const [missing, followed] = await missingAndFollowed(cast.communityId)
      expect(followed).toEqual(missing)
      expect(missing.length).toBeGreaterThan(DOORS.length)
    }),
    { numRuns: 8, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
  )
})

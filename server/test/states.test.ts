import { CaseKind, DeliveryAct, DeliveryOutcome, FailedWhy } from '@gezhong/shared/supplies/deliveries/contract'
import { ScanVerdict } from '@gezhong/shared/supplies/deliveries/verdict'
import { RUN_NEXT, RunState } from '@gezhong/shared/supplies/runs/contract'
import { VOUCHER_NEXT, VoucherState } from '@gezhong/shared/supplies/vouchers/contract'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { AlertKind } from '@gezhong/shared/audit/alerts/contract'
import { Role } from '@gezhong/shared/actor'
import { GridLevel, ZoneStatus } from '@gezhong/shared/grid/communities/contract'
import { POSTS } from '@gezhong/shared/grid/team/policy'
import { AgreementAnswer, AgreementVia, NoticeKind } from '@gezhong/shared/people/agreements/contract'
import {
  askCorrection,
  CORRECTION_NEXT,
  CorrectionAbout,
  CorrectionState,
} from '@gezhong/shared/people/corrections/contract'
import { AttemptKind, CallOutcome } from '@gezhong/shared/people/follow-ups/outcomes'
import { NoPhoto, TestResult, TestSource, TestVerdict } from '@gezhong/shared/people/antigen/contract'
import { EXEMPTION_NEXT, ExemptionReason, ExemptionState } from '@gezhong/shared/people/exemptions/contract'
import { CameBy, HomeRequestState } from '@gezhong/shared/people/homes/contract'
import { IMPORT_NEXT, ImportKind, ImportState } from '@gezhong/shared/people/import/contract'
import { ChildNeed } from '@gezhong/shared/people/ledger/child-names'
import { LedgerChange, LedgerSubject, Occupancy, Resident } from '@gezhong/shared/people/ledger/contract'
import {
  Decision,
  DECISIONS_FOR,
  DIFFERENCE_NEXT,
  DifferenceKind,
  DifferenceState,
  listDifferences,
} from '@gezhong/shared/people/reconciliation/contract'
import { DIFFERENCE_VERDICTS, Verdict } from '@gezhong/shared/people/reconciliation/verdict'
import { makeReport, Report, ReportSource, ReportState } from '@gezhong/shared/people/reports/contract'
import {
  REMINDER_NEXT,
  ReminderChannel,
  ReminderKind,
  ReminderProblem,
  ReminderState,
} from '@gezhong/shared/people/reminders/contract'
import { RESULT_NEXT, ResultState } from '@gezhong/shared/people/results/contract'
import { TestOutcome } from '@gezhong/shared/people/results/outcome'
import { RoundMethod } from '@gezhong/shared/people/rounds/contract'
import {
  cancelOrder,
  ChangeSource,
  ORDER_NEXT,
  OrderSource,
  OrderState,
  placeOrder,
} from '@gezhong/shared/supplies/orders/contract'
import {
  offerSubstitute,
  shareArrivals,
  ShareWay,
  SUBSTITUTE_NEXT,
  substitutesOfOrder,
  SubstituteState,
} from '@gezhong/shared/supplies/shortage/contract'
import { moveStall, readStall, STALL_NEXT, StallState } from '@gezhong/shared/supplies/stalls/contract'
import { CarryingPost } from '@gezhong/shared/grid/credentials/contract'
import { WAYS } from '@gezhong/shared/supplies/payments/settle'
import { PhotoKind } from '@gezhong/shared/photo'
import { ROLL_NEXT, RollDue, RollQuestion, RollState } from '@gezhong/shared/people/rolls/contract'
import { SampleDecision } from '@gezhong/shared/people/unplaced/contract'
import { eq } from 'drizzle-orm'
import { Client } from 'pg'
import { uuidv7 } from 'uuidv7'
import { transactAsSystem, type Work } from '../src/database/transact.ts'
import { changeCorrection, findCorrection } from '../src/people/corrections/queries.ts'
import { correction } from '../src/people/corrections/tables.ts'
import { changeExemption, findExemption } from '../src/people/exemptions/queries.ts'
import { exemption } from '../src/people/exemptions/tables.ts'
import { changeOrder, findOrder } from '../src/supplies/orders/queries.ts'
import { findSubstitute, moveSubstitute } from '../src/supplies/shortage/queries.ts'
import { stallSubstitute } from '../src/supplies/shortage/tables.ts'
import { changeStall, findStall } from '../src/supplies/stalls/queries.ts'
import { aClosedStall } from './a-closed-stall.ts'
import { aStall } from './a-stall.ts'
import { addBatch, changeBatch, findBatch } from '../src/people/import/batch-queries.ts'
import { importBatch } from '../src/people/import/tables.ts'
import { addRows, changeRows, findRow } from '../src/people/results/row-queries.ts'
import { columnsOf } from '../src/people/results/subject.ts'
import { resultRow } from '../src/people/results/tables.ts'
import { changeDifference } from '../src/people/reconciliation/store-queries.ts'
import { changeReminder, findReminder } from '../src/people/reminders/queries.ts'
import { reminder } from '../src/people/reminders/tables.ts'
import { difference } from '../src/people/reconciliation/tables.ts'
import { aReminder } from './a-reminder.ts'
import { startTestApp, type TestApp } from './app.ts'
import { makeCast, type Cast } from './cast.ts'
import { CONTRACTS } from './endpoints.ts'

type Graph = Readonly<Record<string, readonly string[]>>

/** Every table of states, with what a thing is when it comes into being. */
const GRAPHS: Record<string, { states: readonly string[]; next: Graph; first: string; last: readonly string[] }> = {
  STALL_NEXT: { states: StallState.options, next: STALL_NEXT, first: 'draft', last: ['called-off'] },
  VOUCHER_NEXT: { states: VoucherState.options, next: VOUCHER_NEXT, first: 'live', last: ['revoked'] },
  RUN_NEXT: { states: RunState.options, next: RUN_NEXT, first: 'designated', last: ['ended', 'called-off'] },
  SUBSTITUTE_NEXT: {
    states: SubstituteState.options,
    next: SUBSTITUTE_NEXT,
    first: 'offered',
    last: ['withdrawn'],
  },
  ORDER_NEXT: { states: OrderState.options, next: ORDER_NEXT, first: 'placed', last: [] },
  ROLL_NEXT: { states: RollState.options, next: ROLL_NEXT, first: 'open', last: [] },
  DIFFERENCE_NEXT: { states: DifferenceState.options, next: DIFFERENCE_NEXT, first: 'open', last: [] },
  CORRECTION_NEXT: {
    states: CorrectionState.options,
    next: CORRECTION_NEXT,
    first: 'asked',
    last: ['done', 'refused', 'withdrawn'],
  },
  REMINDER_NEXT: {
    states: ReminderState.options,
    next: REMINDER_NEXT,
    first: 'queued',
    last: ['sent', 'failed', 'skipped', 'cancelled'],
  },
  EXEMPTION_NEXT: { states: ExemptionState.options, next: EXEMPTION_NEXT, first: 'asked', last: [] },
  RESULT_NEXT: { states: ResultState.options, next: RESULT_NEXT, first: 'unknown', last: [] },
  IMPORT_NEXT: { states: ImportState.options, next: IMPORT_NEXT, first: 'queued', last: ['undone', 'discarded'] },
}

function reachable(next: Graph, first: string): string[] {
  const seen = new Set([first])
  for (const state of seen) for (const following of next[state] ?? []) seen.add(following)
  return [...seen]
}

test('every table of states is walked here', () => {
  const exported = Object.values(CONTRACTS).flatMap((contract) =>
    Object.keys(contract).filter((name) => name.endsWith('_NEXT')),
  )
  expect(exported.toSorted()).toEqual(Object.keys(GRAPHS).toSorted())
})

describe.each(Object.entries(GRAPHS))('%s', (_name, { states, next, first, last }) => {
  test('names each state once and no other', () => {
    expect(Object.keys(next).toSorted()).toEqual([...states].toSorted())
    expect(
      Object.values(next)
        .flat()
        .filter((state) => !states.includes(state)),
    ).toEqual([])
  })

  test('leads from the first state to every other', () => {
    expect(reachable(next, first).toSorted()).toEqual([...states].toSorted())
  })

  test('ends only where it should, and no state follows itself', () => {
    expect(states.filter((state) => next[state]!.length === 0)).toEqual(last)
    expect(states.filter((state) => next[state]!.includes(state))).toEqual([])
    for (const following of Object.values(next)) expect(new Set(following).size).toBe(following.length)
  })
})

test('each kind of difference can be settled, and dismissed in the end', () => {
  expect(Object.keys(DECISIONS_FOR).toSorted()).toEqual(DifferenceKind.options.toSorted())
  for (const decisions of Object.values(DECISIONS_FOR)) {
    expect(decisions.filter((decision) => !Decision.options.includes(decision))).toEqual([])
    expect(decisions).toContain('dismiss')
  }
  expect([...new Set(Object.values(DECISIONS_FOR).flat())].toSorted()).toEqual(Decision.options.toSorted())
  expect(DIFFERENCE_VERDICTS.filter((verdict) => !Verdict.options.includes(verdict))).toEqual([])
})

describe('the database accepts the words of the contracts and no others', () => {
  let app: TestApp
  let client: Client

  beforeAll(async () => {
    app = await startTestApp()
    client = new Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL })
    await client.connect()
  })

  afterAll(async () => {
    await client.end()
    await app.close()
  })

  const WORDS: Record<string, readonly string[]> = {
    'correction.about': CorrectionAbout.options,
    'correction.state': CorrectionState.options,
    'community.zone_status': ZoneStatus.options,
    'difference.decision': Decision.options,
    'difference.kind': DifferenceKind.options,
    'antigen_photo.kind': PhotoKind.options,
    'stall_photo.kind': PhotoKind.options,
    'antigen_test.no_photo': NoPhoto.options,
    'antigen_test.result': TestResult.options,
    'antigen_test.source': TestSource.options,
    'antigen_test.verdict': TestVerdict.options,
    'agreement.answer': AgreementAnswer.options,
    'agreement.kind': NoticeKind.options,
    'agreement.via': AgreementVia.options,
    'alert.kind': AlertKind.options,
    'session.page': ['admin', 'phone'],
    'difference.state': DifferenceState.options,
    'result_row.outcome': TestOutcome.options,
    'result_row.state': ResultState.options,
    'test_result.outcome': TestOutcome.options,
    'roll.due': RollDue.options,
    'call_attempt.kind': AttemptKind.options,
    'call_attempt.outcome': CallOutcome.options,
    'stall.state': StallState.options,
    'stall_order.source': OrderSource.options,
    'stall_order.state': OrderState.options,
    'stall_order_change.source': ChangeSource.options,
    'stall_arrival.way': ShareWay.options,
    'stall_substitute.state': SubstituteState.options,
    'training.post': CarryingPost.options,
    'credential.post': CarryingPost.options,
    'payment.way': [...WAYS],
    'voucher.state': VoucherState.options,
    'run.state': RunState.options,
    'run_stop.failed_why': FailedWhy.options,
    'delivery_scan.act': DeliveryAct.options,
    'delivery_scan.verdict': ScanVerdict.options,
    'delivery_scan.outcome': DeliveryOutcome.options,
    'delivery_scan.why': FailedWhy.options,
    'delivery_case.kind': CaseKind.options,
    'delivery_case.state': ['open', 'settled'],
    'exemption.reason': ExemptionReason.options,
    'exemption.state': ExemptionState.options,
    'reminder.channel': ReminderChannel.options,
    'reminder.kind': ReminderKind.options,
    'reminder.problem': ReminderProblem.options,
    'reminder.state': ReminderState.options,
    'subscription_entry.reason': ['accepted', 'used', 'returned', 'refused'],
    'round.method': RoundMethod.options,
    'sample.decision': SampleDecision.options,
    // Numbers, not words; the contract's are held against the constraint by opening a round of each size.
    'round.tube_size': [],
    'grid.level': GridLevel.options,
    'home_request.state': HomeRequestState.options,
    'household.occupancy': Occupancy.options,
    'import_batch.kind': ImportKind.options,
    'import_batch.state': ImportState.options,
    'ledger_change.action': LedgerChange.shape.action.options,
    'ledger_change.subject': LedgerSubject.options,
    'live_dirty.topic': ['roll', 'ledger', 'differences', 'orders'],
    'report.intent': Report.shape.intent.options,
    'report.source': ReportSource.options,
    'report.state': ReportState.options,
    'report.verdict': Verdict.options,
    'resident.age_group': Resident.shape.ageGroup.options,
    'resident.named_for': ChildNeed.options,
    'role_grant.came_by': CameBy.options,
    'role_grant.role': Role.options,
    'roll.question': RollQuestion.options,
    'roll.state': RollState.options,
    'staff_invitation.role': POSTS,
    'session.second_factor': ['passed', 'waived'],
    // Of the four ways to stand, missing and excused are those of whom nothing is stored.
    'standing.state': ['reported', 'differs'],
  }

  test('column by column', async () => {
    const { rows } = await client.query<{ place: string; definition: string }>(
      `SELECT relname || '.' || attname AS place, pg_get_constraintdef(pg_constraint.oid) AS definition
       FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
       JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
       WHERE contype = 'c' AND array_length(conkey, 1) = 1`,
    )
    const found = rows
      .filter(({ definition }) => /= ANY \(\(?ARRAY\[/.test(definition))
      .map(({ place, definition }) => [
        place,
        [...definition.matchAll(/'([^']+)'::text/g)].map((match) => match[1]!).toSorted(),
      ])
    const expected = Object.entries(WORDS).map(([place, words]) => [place, [...words].toSorted()])
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
  })
})

/** Brings one thing into each state in turn, and tries every step from there. */
async function walk<State extends string>(
  states: readonly State[],
  put: (state: State) => Promise<unknown>,
  step: (from: State, to: State) => Promise<unknown>,
  read: () => Promise<string | undefined>,
): Promise<Record<string, string[]>> {
  const taken: Record<string, string[]> = {}
  for (const from of states) {
    taken[from] = []
    for (const to of states.filter((state) => state !== from)) {
      await put(from)
      const done = await step(from, to).then(
        () => true,
        () => false,
      )
      expect([from, to, await read()]).toEqual([from, to, done ? to : from])
      if (done) taken[from].push(to)
    }
  }
  return taken
}

const sorted = (next: Graph) =>
  Object.fromEntries(Object.entries(next).map(([state, following]) => [state, [...following].toSorted()]))

describe('a thing changes its state along its table only', () => {
  let app: TestApp
  let cast: Cast

  beforeAll(async () => {
    app = await startTestApp()
    cast = await makeCast(app)
  })
  afterAll(() => app.close())

  const asSystem = <T>(work: (work: Work) => Promise<T>) => transactAsSystem(app.kernel, cast.communityId, work)

  test('a difference', async () => {
    const householdId = cast.households['中区3号']!.id
    const body = { id: uuidv7(), householdId, headcount: 9 }
    await cast.resident.call(makeReport, { params: { id: cast.rollId }, body })
    const { rows } = await cast.secretary.call(listDifferences, { query: { roll: cast.rollId } })
    const { id } = rows[0]!
    const decided = (state: DifferenceState) =>
      state === 'settled'
        ? { decision: 'dismiss' as const, decidedBy: cast.secretary.accountId, decidedAt: new Date() }
        : { decision: null, decidedBy: null, decidedAt: null }
    const taken = await walk(
      DifferenceState.options,
      (state) =>
        asSystem(({ db, communityId }) =>
          db
            .update(difference)
            .set({ state, ...decided(state) })
            .where(eq(difference.communityId, communityId)),
        ),
      (_from, state) =>
        asSystem(({ db, communityId }) => changeDifference(db, communityId, id, { state, ...decided(state) })),
      () =>
        asSystem(async ({ db, communityId }) => {
          const found = await db.select().from(difference).where(eq(difference.communityId, communityId))
          return found[0]?.state
        }),
    )
    expect(sorted(taken)).toEqual(sorted(DIFFERENCE_NEXT))
    // Changed without a new state, it stays in whichever it is.
    await asSystem(({ db, communityId }) => changeDifference(db, communityId, id, { kind: 'phone-differs' }))
  })

  test('an exemption', async () => {
    const { id: householdId, buildingId } = cast.households['中区3号']!
    const [id, askedBy, now] = [uuidv7(), cast.secretary.accountId, new Date()]
    const days = { fromDay: '2022-04-01', untilDay: '2022-04-09' }
    const decided = (state: ExemptionState) =>
      state === 'asked' ? { state, decidedBy: null, decidedAt: null } : { state, decidedBy: askedBy, decidedAt: now }
    await asSystem(({ db, communityId }) =>
      db.insert(exemption).values({
        communityId,
        id,
        householdId,
        buildingId,
        gridId: cast.grids['2-1-1']!,
        people: 1,
        ...days,
        reason: 'away' as const,
        askedBy,
        askedAt: now,
        ...decided('asked'),
      }),
    )
    const taken = await walk(
      ExemptionState.options,
      (state) =>
        asSystem(({ db, communityId }) =>
          db.update(exemption).set(decided(state)).where(eq(exemption.communityId, communityId)),
        ),
      async (_from, state) => {
        const change = ({ db, communityId }: Work) => changeExemption(db, communityId, id, decided(state))
        if (!(await asSystem(change))) throw new Error('not along the table')
      },
      () => asSystem(async ({ db, communityId }) => (await findExemption(db, communityId, id))?.state),
    )
    expect(sorted(taken)).toEqual(sorted(EXEMPTION_NEXT))
  })

  test('a stall', async () => {
    const { stallId: id } = await aStall(app, cast.gridLead, cast.grids['2']!)
    const openedAt = new Date()
    const taken = await walk(
      StallState.options,
      (state) => asSystem(({ db, communityId }) => changeStall(db, communityId, id, { state, openedAt })),
      (_from, to) => cast.gridLead.call(moveStall, { params: { id }, body: { to: to as 'open' } }),
      () => asSystem(async ({ db, communityId }) => (await findStall(db, communityId, id))?.state),
    )
    expect(sorted(taken)).toEqual(sorted(STALL_NEXT))
  })

  test('a substitute', async () => {
    const { stallId, items, orders } = await aClosedStall(app, cast, { 中区1号: 2 })
    const params = { id: stallId }
    const { revision } = await cast.gridLead.call(readStall, { params })
    const arrivals = [{ itemId: items.cabbage, arrivedMilli: 0, way: 'equal' as const }]
    await cast.gridLead.call(shareArrivals, { params, body: { revision, arrivals } })
    const body = { shortItemId: items.cabbage, itemId: items.eggs, milli: 1000 }
    await cast.gridLead.call(offerSubstitute, { params, body })
    const { rows } = await cast.gridLead.call(substitutesOfOrder, { params: { id: orders['中区1号']! } })
    const { id } = rows[0]!
    const at = { answeredBy: cast.secretary.accountId, answeredAt: new Date() }
    const taken = await walk(
      SubstituteState.options,
      (state) =>
        asSystem(({ db, communityId }) =>
          db
            .update(stallSubstitute)
            .set({ state, ...at })
            .where(eq(stallSubstitute.communityId, communityId)),
        ),
      async (_from, state) => {
        const move = ({ db, communityId }: Work) => moveSubstitute(db, { communityId, id }, { state, ...at })
        if (!(await asSystem(move))) throw new Error('not along the table')
      },
      () => asSystem(async ({ db, communityId }) => (await findSubstitute(db, communityId, id))?.state),
    )
    expect(sorted(taken)).toEqual(sorted(SUBSTITUTE_NEXT))
  })

  test('an order', async () => {
    const { stallId, itemId } = await aStall(app, cast.otherLead, cast.grids['1']!, { open: true })
    const { id: householdId } = cast.households['东区3号']!
    const id = uuidv7()
    const lines = [{ itemId, milli: 1000, priceFen: 150 }]
    const place = (revision: number) =>
      cast.otherLead.call(placeOrder, { body: { id, stallId, householdId, revision, lines } })
    await place(0)
    const read = () => asSystem(async ({ db, communityId }) => (await findOrder(db, communityId, id))!)
    const taken = await walk(
      OrderState.options,
      async (state) => {
        const { revision, ...row } = await read()
        await asSystem(({ db }) => changeOrder(db, { ...row, state, revision: revision + 1 }))
      },
      async (_from, to) => {
        const { revision } = await read()
        if (to === 'placed') return place(revision)
        return cast.otherLead.call(cancelOrder, { params: { id }, body: { revision } })
      },
      async () => (await read()).state,
    )
    expect(sorted(taken)).toEqual(sorted(ORDER_NEXT))
  })

  test('a correction', async () => {
    const id = uuidv7()
    const body = { id, householdId: cast.households['中区3号']!.id, about: 'other', text: '不对' } as const
    await cast.resident.call(askCorrection, { body })
    const settled = (state: CorrectionState) => ({
      state,
      decidedAt: ['asked', 'taken'].includes(state) ? null : new Date(),
    })
    const taken = await walk(
      CorrectionState.options,
      (state) =>
        asSystem(({ db, communityId }) =>
          db.update(correction).set(settled(state)).where(eq(correction.communityId, communityId)),
        ),
      async (_from, state) => {
        const change = ({ db, communityId }: Work) => changeCorrection(db, communityId, id, settled(state))
        if (!(await asSystem(change))) throw new Error('not along the table')
      },
      () => asSystem(async ({ db, communityId }) => (await findCorrection(db, communityId, id))?.state),
    )
    expect(sorted(taken)).toEqual(sorted(CORRECTION_NEXT))
  })

  test('a row of a result file', async () => {
    const [id, importId, at] = [uuidv7(), uuidv7(), new Date()]
    const subject = { householdId: cast.households['中区3号']!.id, residentId: null }
    const put = (state: ResultState) => ({ state, ...columnsOf(state === 'matched' ? subject : null) })
    await asSystem(async ({ db, communityId }) => {
      const from = { communityId, id: importId, accountId: cast.secretary.accountId, createdAt: at }
      const file = { kind: 'results', fileName: 'a.csv', state: 'committed', tablesSealed: Buffer.alloc(1) } as const
      await addBatch(db, { ...from, ...file, sheets: [] })
      const said = {
        sheet: '表',
        line: 2,
        tubeCode: null,
        personSealed: null,
        outcome: 'negative',
        digest: id,
      } as const
      const nothing = { sampledAt: null, testedAt: null, decidedBy: null, decidedAt: null, undoneAt: null }
      const row = { communityId, id, importId, at, candidates: [], rejected: [] }
      await addRows(db, [{ ...row, ...said, ...nothing, ...put('unknown') }])
    })
    const taken = await walk(
      ResultState.options,
      (state) =>
        asSystem(({ db, communityId }) =>
          db.update(resultRow).set(put(state)).where(eq(resultRow.communityId, communityId)),
        ),
      (from, state) =>
        asSystem(({ db, communityId }) => changeRows(db, communityId, [{ id, state: from }], put(state))),
      () => asSystem(async ({ db, communityId }) => (await findRow(db, communityId, id))?.state),
    )
    expect(sorted(taken)).toEqual(sorted(RESULT_NEXT))
  })

  test('a reminder', async () => {
    const { id, attempts } = await aReminder(app, cast, '中区3号', '2-1-1')
    const ended = (state: ReminderState) => ({ state, endedAt: REMINDER_NEXT[state].length === 0 ? new Date() : null })
    const taken = await walk(
      ReminderState.options,
      (state) =>
        asSystem(({ db, communityId }) =>
          db.update(reminder).set(ended(state)).where(eq(reminder.communityId, communityId)),
        ),
      async (_from, state) => {
        const change = ({ db, communityId }: Work) => changeReminder(db, communityId, id, attempts, ended(state))
        if (!(await asSystem(change))) throw new Error('not along the table')
      },
      () => asSystem(async ({ db, communityId }) => (await findReminder(db, communityId, id))?.state),
    )
    expect(sorted(taken)).toEqual(sorted(REMINDER_NEXT))
  })

  test('an import', async () => {
    const id = uuidv7()
    await asSystem(({ db, communityId, now }) =>
      addBatch(db, {
        communityId,
        id,
        kind: 'ledger',
        fileName: 'a.csv',
        state: 'queued',
        tablesSealed: Buffer.alloc(1),
        sheets: [],
        accountId: cast.secretary.accountId,
        createdAt: now,
      }),
    )
    const taken = await walk(
      ImportState.options,
      (state) =>
        asSystem(({ db, communityId }) =>
          db.update(importBatch).set({ state }).where(eq(importBatch.communityId, communityId)),
        ),
      (from, state) => asSystem(({ db, communityId }) => changeBatch(db, communityId, id, [from], { state })),
      () => asSystem(async ({ db, communityId }) => (await findBatch(db, communityId, id))?.state),
    )
    expect(sorted(taken)).toEqual(sorted(IMPORT_NEXT))
    const late = asSystem(({ db, communityId }) => changeBatch(db, communityId, id, ['checked'], { state: 'queued' }))
    expect(await late).toBe(false)
  })
})

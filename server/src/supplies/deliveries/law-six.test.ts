import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { Refusal } from '@gezhong/shared/errors'
import {
  listDeliveryCases,
  loadRun,
  sendDeliveries,
  type DeliveryAnswer,
  type DeliveryRow,
} from '@gezhong/shared/supplies/deliveries/contract'
import { cancelOrder } from '@gezhong/shared/supplies/orders/contract'
import { listRuns, moveRun } from '@gezhong/shared/supplies/runs/contract'
import { readVoucher, reissueVoucher } from '@gezhong/shared/supplies/vouchers/contract'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { aRun, aVolunteer, ordersToCarry } from '../../../test/a-run.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { faultsOf } from '../../../test/a-closed-stall.ts'

/*
 * Law 6: a voucher is recorded as delivered at most once, whatever is offline, sent again or done by two at once; what was
 * handed over against that is a case for a person. Random histories of two carriers with two phones each, the household's
 * codes old and new, cancelling and giving anew, some of it at the same moment.
 */

jest.setTimeout(300_000)

const DOORS = ['中区1号', '中区2号', '中区7号'] as const
type Door = (typeof DOORS)[number]

let app: TestApp
let cast: Cast
let carriers: Persona[]

beforeAll(async () => {
  app = await startTestApp()
  cast = await makeCast(app)
  carriers = [await aVolunteer(app, cast, '小林', '2'), await aVolunteer(app, cast, '小陈', '2')]
})

afterAll(() => app.close())

const Step = fc.record({
  act: fc.oneof(
    { weight: 6, arbitrary: fc.constant('hand-over' as const) },
    { weight: 2, arbitrary: fc.constant('undo' as const) },
    fc.constantFrom('again' as const, 'cancel' as const, 'anew' as const, 'load' as const, 'pass-on' as const),
  ),
  door: fc.constantFrom(...DOORS),
  who: fc.nat(1),
  phone: fc.nat(1),
  /** Done while the own run stood, and sent only now. */
  late: fc.boolean(),
  /** Which of the door's codes: the first, or the newest. */
  code: fc.constantFrom('first' as const, 'newest' as const, 'typed' as const),
})
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never

/** Turns of up to three things done at the same moment. */
const History = fc.array(fc.array(Step, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 10 })

/** Two who both had a bag on their way tell of it at the same moment. */
const RACE: Step[][] = [
  [{ act: 'pass-on', door: '中区1号', who: 0, phone: 0, late: false, code: 'first' }],
  ...DOORS.map((door) =>
    [0, 1].map((who): Step => ({ act: 'hand-over', door, who, phone: 0, late: who === 0, code: 'first' })),
  ),
]

/** A refusal is an answer; anything else is a fault. */
const tried = (call: Promise<unknown>) =>
  call.catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code === 'inside') throw error
  })

async function play(history: readonly (readonly Step[])[]): Promise<void> {
  const { stallId, orders } = await ordersToCarry(app, cast, '2', DOORS)
  const params = { id: stallId }
  const codes = new Map<Door, { first: string; newest: string; typed: string }>(
    DOORS.map((door) => {
      const { digits, shortCode } = orders[door]!
      return [door, { first: digits, newest: digits, typed: shortCode }]
    }),
  )
  const phones = [0, 1].map(() => [uuidv7(), uuidv7()])
  const sent: { who: number; phone: number; row: DeliveryRow; answer: DeliveryAnswer }[] = []
  let walker = 0
  let runId = await aRun(cast, stallId, '2', carriers[walker]!)
  /** Of each carrier, the newest run and a moment at which it stood. */
  const walked: { id: string; at: string }[] = []
  const load = (who: number, phone: number) =>
    carriers[who]!.call(loadRun, { params: { id: runId }, body: { phoneId: phones[who]![phone]!, takeOver: true } })
  const begin = async () => {
    await load(walker, 0)
    walked[walker] = { id: runId, at: app.kernel.clock().toISOString() }
  }
  await begin()

  async function send(who: number, phone: number, row: DeliveryRow): Promise<void> {
    const body = { phoneId: phones[who]![phone]!, sentAt: app.kernel.clock().toISOString(), rows: [row] }
    const { rows } = await carriers[who]!.call(sendDeliveries, { body })
    sent.push({ who, phone, row, answer: rows[0]! })
  }

  async function take({ act, door, who, phone, late, code }: Step): Promise<void> {
    const { orderId } = orders[door]!
    const run = walked[who]
    const at = late && run !== undefined ? run.at : app.kernel.clock().toISOString()
    const row = {
      id: uuidv7(),
      runId: run?.id ?? null,
      code: codes.get(door)![code],
      verdict: 'deliverable',
      why: null,
      missing: [],
      at,
    } as const
    if (act === 'hand-over' || act === 'undo')
      await send(who, phone, { ...row, missing: [], act: act === 'undo' ? 'undone' : 'handed-over' })
    else if (act === 'again') {
      const before = sent.at(-1)
      if (before !== undefined) await send(before.who, before.phone, before.row)
    } else if (act === 'cancel')
      await tried(cast.secretary.call(cancelOrder, { params: { id: orderId }, body: { revision: 1 } }))
    else if (act === 'anew') {
      await tried(cast.secretary.call(reissueVoucher, { params: { id: orderId }, body: { reason: '丢了' } }))
      const { voucher } = await cast.secretary.call(readVoucher, { params: { id: orderId } })
      if (voucher !== null) codes.set(door, { ...codes.get(door)!, newest: voucher.digits, typed: voucher.shortCode })
    } else if (act === 'load') await tried(load(walker, phone))
  }

  for (const turn of history) {
    await Promise.all(turn.map(take))
    if (!turn.some(({ act }) => act === 'pass-on')) continue
    const [run] = (await cast.secretary.call(listRuns, { params })).runs
    await tried(cast.secretary.call(moveRun, { params: { id: run!.id }, body: { to: 'ended' } }))
    walker = 1 - walker
    const next = aRun(cast, stallId, '2', carriers[walker]!)
    await tried(next.then((id) => (runId = id)).then(begin))
  }

  const { rows: cases } = await cast.secretary.call(listDeliveryCases, { query: { stall: stallId, size: 500 } })
  for (const door of DOORS) {
    const firsts = new Map(sent.map((one) => [one.row.id, one]))
    const own = [...firsts.values()].filter(({ row }) => Object.values(codes.get(door)!).includes(row.code))
    const count = (act: DeliveryRow['act']) =>
      own.filter(({ row, answer }) => row.act === act && answer.outcome === 'counted').length
    const { voucher } = await cast.secretary.call(readVoucher, { params: { id: orders[door]!.orderId } })
    const standing = count('handed-over') - count('undone')
    // What counts is there once: never twice, and never beside a cancelled order.
    expect([door, standing]).toEqual([door, voucher?.state === 'delivered' ? 1 : 0])
    // What was handed over and does not count waits for somebody.
    const against = own.filter(({ row, answer }) => row.act === 'handed-over' && answer.outcome === 'case')
    expect(cases.some((one) => one.door === door)).toBe(against.length > 0)
  }
  // Nobody's row was left without an answer that is final, and the same row has the same answer.
  for (const { row, answer } of sent)
    expect(sent.filter((one) => one.row.id === row.id).map((one) => one.answer.outcome)).toEqual(
      sent.filter((one) => one.row.id === row.id).map(() => answer.outcome),
    )
  expect(await faultsOf(app, cast)).toEqual([])
}

test('whatever is done with a stall’s vouchers, each counts as delivered once at most', async () => {
  await fc.assert(fc.asyncProperty(History, play), {
    numRuns: 30,
    examples: Array.from({ length: 5 }, (): [Step[][]] => [RACE]),
  })
})

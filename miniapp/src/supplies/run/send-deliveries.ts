import {
  type DeliveryAnswer,
  type DeliveryRow,
  MOST_DELIVERIES,
  ownRuns,
  sendDeliveries as handIn,
} from '@gezhong/shared/supplies/deliveries/contract'
import { SCAN_VERDICT_WORDS } from '@gezhong/shared/supplies/deliveries/verdict'
import { wallClock } from '@gezhong/shared/civil-day'
import { call, mayPass, sentenceOf } from '../../platform/api.ts'
import { deviceId } from '../../platform/device.ts'
import { sending } from '../../platform/kept-list.ts'
import { lane } from '../../platform/lane.ts'
import { outdate } from '../../platform/queries.ts'
import { currentActor } from '../../platform/session.ts'
import { type KeptDelivery, keptDeliveries } from './kept-deliveries.ts'
import { keptRuns } from './kept-runs.ts'
import { afterRow } from './stops.ts'

/** One at a time: a run that is read while its rows travel could count them or not. */
export const alone = lane()

/** An answer, or a sentence about a row that the server cannot take at all. */
type Answers = Map<string, DeliveryAnswer | string>

/** One row that cannot be taken holds back no other: those that were refused together are sent in halves. */
async function answersTo(rows: readonly DeliveryRow[], wiped: Set<string>): Promise<Answers> {
  try {
    const body = { phoneId: await deviceId(), sentAt: new Date().toISOString(), rows: [...rows] }
    const reply = await call(handIn, { body })
    reply.wipe.forEach((id) => wiped.add(id))
    return new Map(reply.rows.map((answer) => [answer.id, answer]))
  } catch (error) {
    if (mayPass(error)) throw error
    if (rows.length === 1) return new Map([[rows[0]!.id, sentenceOf(error)]])
    const half = Math.ceil(rows.length / 2)
    const first = await answersTo(rows.slice(0, half), wiped)
    return new Map([...first, ...(await answersTo(rows.slice(half), wiped))])
  }
}

/** What whoever carried it has to read; null where it is as they did it. */
function toldOf({ row }: KeptDelivery, { outcome, verdict, deliveredAt, deliveredByName }: DeliveryAnswer) {
  if (outcome === 'refused')
    return row.act === 'undone' ? '没撤成：这次送到已经不归您撤了，请告诉网格长' : '这一条没记上，请告诉网格长'
  if (row.act === 'handed-over' && outcome === 'noted')
    return `这一袋没算送到：${SCAN_VERDICT_WORDS[verdict]}。请告诉网格长`
  if (row.act !== 'handed-over' || outcome !== 'case' || verdict === 'deliverable') return null
  const before = deliveredAt === null ? '' : `，${wallClock(new Date(deliveredAt))} ${deliveredByName ?? ''}送过`
  return `您送的记下了，但${SCAN_VERDICT_WORDS[verdict]}${before}。网格长会看，您不用再跑`
}

/** What stands by now is written into the runs at hand, before the rows go. */
function settle(batch: readonly KeptDelivery[], answers: Answers): void {
  const byName = currentActor()?.displayName ?? ''
  const standing = batch.filter(({ id }) => {
    const answer = answers.get(id)
    return typeof answer === 'object' && answer.outcome !== 'refused' && answer.outcome !== 'noted'
  })
  const runs = new Set(standing.flatMap(({ row }) => row.runId ?? []))
  keptRuns.change([...runs], (run) => {
    const stops = run.sheet.stops.map((stop) =>
      standing
        .filter(({ voucherId }) => voucherId === stop.voucherId)
        .reduce((now, { row }) => afterRow(now, row, byName), stop),
    )
    return { ...run, sheet: { ...run.sheet, stops } }
  })
}

/** Sends what was done at doors, in its order. A run that this phone may hold no longer goes from it. */
export const sendDeliveries = sending({
  list: keptDeliveries,
  waits: () => true,
  goesWith: () => true,
  most: MOST_DELIVERIES,
  async send(batch: readonly KeptDelivery[]) {
    const wiped = new Set<string>()
    const answers = await answersTo(
      batch.map(({ row }) => row),
      wiped,
    )
    settle(batch, answers)
    keptRuns.drop([...wiped])
    return (one) => {
      const answer = answers.get(one.id)
      if (answer === undefined) return one
      const refusal = typeof answer === 'string' ? answer : toldOf(one, answer)
      return refusal === null ? null : { ...one, refusal }
    }
  },
  answered: () => outdate(ownRuns),
  alone,
})

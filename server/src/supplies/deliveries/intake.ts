import { displayDoor } from '@gezhong/shared/people/door'
import type { DeliveryAnswer, DeliveryRow, sendDeliveries } from '@gezhong/shared/supplies/deliveries/contract'
import { carryingPosts } from '@gezhong/shared/supplies/policy'
import type { z } from 'zod'
import { holdAsker } from '../../database/hold-asker.ts'
import type { Work } from '../../database/transact.ts'
import { actOn, type Effects, type Said } from './effects.ts'
import { around, judge, mayKnow, momentOf, type Around } from './judging.ts'
import { addCases, addScans, failStops, writeVouchers, type HeldVoucher, type KnownScan } from './queries.ts'

type Sent = z.output<(typeof sendDeliveries)['body']>

function answerOf(
  work: Work,
  row: DeliveryRow,
  { verdict, outcome }: Pick<DeliveryAnswer, 'verdict' | 'outcome'>,
  before: HeldVoucher | null,
): DeliveryAnswer {
  const told = verdict === 'already-delivered' && before !== null && mayKnow(work, before) ? before : null
  const deliveredAt = told?.delivered_at == null ? null : new Date(told.delivered_at).toISOString()
  return { id: row.id, outcome, verdict, deliveredAt, deliveredByName: told?.delivered_by_name ?? null }
}

const WORDS = { counted: 'delivery.counted', case: 'delivery.case' } as const

/** A row, and what it is known again by. */
type Marked = Pick<Said, 'row' | 'mark'>

/** What is done with a row that was not sent before: the effects are gathered, the voucher changes as the next row sees it. */
function take(work: Work, all: Around, effects: Effects, { row, mark }: Marked, sentAt: string): DeliveryAnswer {
  const run = row.runId === null ? undefined : all.runs.get(row.runId)
  const at = momentOf(work, row, sentAt, run)
  const judged = judge(work, all, row, at)
  const voucher = judged.voucher?.row ?? null
  const before = voucher === null ? null : { ...voucher }
  const stop = `${row.runId} ${voucher?.id}`
  const tries = all.stops.get(stop) ?? 0
  const carries = run !== undefined || carryingPosts(work.actor).length > 0
  const { verdict, typed } = judged
  const said: Said = { row, mark, at, verdict, typed, run: run ?? null, carries, voucher, tries }
  const outcome = actOn(work, effects, said)
  if (row.act === 'failed' && outcome === 'counted') all.stops.set(stop, tries + 1)
  if (voucher !== null && (outcome === 'counted' || outcome === 'case'))
    work.record({
      action: WORDS[outcome],
      subjectId: voucher.household_id,
      detail: `${displayDoor(voucher.door)} ${row.act} ${verdict}`,
    })
  if (carries && verdict === 'wrong-grid')
    work.record({ action: 'delivery.crossing', detail: judged.claims?.gridCode ?? '' })
  return answerOf(work, row, { verdict, outcome }, before)
}

function repeated(work: Work, all: Around, row: DeliveryRow, before: KnownScan, mark: string): DeliveryAnswer {
  const isSame = before.account_id === work.actor.accountId && before.content_mark === mark
  const voucher = all.vouchers.find(({ id }) => id === before.voucher_id) ?? null
  return isSame
    ? answerOf(work, row, before, voucher)
    : { id: row.id, outcome: 'refused', verdict: 'unknown', deliveredAt: null, deliveredByName: null }
}

/** Runs named here that this phone may no longer hold. */
const toWipe = ({ runs }: Around, runIds: ReadonlySet<string>, phoneId: string): string[] =>
  [...runIds].filter((id) => {
    const run = runs.get(id)
    return run === undefined || run.state !== 'started' || run.phone_id !== phoneId
  })

/** Takes in what a phone has kept, row by row in its order. None is refused for what the world has become meanwhile. */
export async function takeIn(work: Work, { rows, sentAt, phoneId }: Sent) {
  const { db, communityId, vault } = work
  return work.elevated(async () => {
    await holdAsker(db, work.actor.accountId)
    const all = await around(work, rows)
    const effects: Effects = { scans: [], cases: [], open: all.open, vouchers: new Map(), failed: [] }
    const answers: DeliveryAnswer[] = []
    for (const row of rows) {
      const mark = vault.fingerprint(communityId, JSON.stringify(row))
      const before = all.known.get(row.id)
      if (before !== undefined) {
        answers.push(repeated(work, all, row, before, mark))
        continue
      }
      const answer = take(work, all, effects, { row, mark }, sentAt)
      answers.push(answer)
      const { id, verdict, outcome } = answer
      const voucherId = effects.scans.at(-1)!.voucherId
      all.known.set(id, {
        id,
        account_id: work.actor.accountId,
        content_mark: mark,
        outcome,
        verdict,
        voucher_id: voucherId,
      })
    }
    await addScans(db, effects.scans)
    await writeVouchers(db, communityId, [...effects.vouchers.values()])
    await failStops(db, communityId, effects.failed)
    await addCases(db, effects.cases)
    const gridIds = new Set(effects.scans.flatMap((scan) => [scan.gridId ?? [], scan.voucherGridId ?? []].flat()))
    for (const gridId of gridIds) work.touch({ gridId, topic: 'orders' })
    return { rows: answers, wipe: toWipe(all, new Set(rows.flatMap(({ runId }) => runId ?? [])), phoneId) }
  })
}

import { coversGrid, topCode } from '@gezhong/shared/actor'
import { civilDay } from '@gezhong/shared/civil-day'
import { displayDoor } from '@gezhong/shared/people/door'
import { communityTag, readCode } from '@gezhong/shared/signed-code'
import type { DeliveryAnswer, DeliveryRow, sendDeliveries } from '@gezhong/shared/supplies/deliveries/contract'
import { judgeScan, type Judged, type KnownVoucher } from '@gezhong/shared/supplies/deliveries/judge'
import { carryingPosts } from '@gezhong/shared/supplies/policy'
import { CARRIER_ROLES } from '@gezhong/shared/supplies/runs/contract'
import { readShortCode } from '@gezhong/shared/supplies/vouchers/short-code'
import type { z } from 'zod'
import { holdAsker } from '../../database/hold-asker.ts'
import type { Work } from '../../database/transact.ts'
import { publicKeys } from '../../grid/signing-keys/service.ts'
import { atOurClock } from '../../people/sampling/our-clock.ts'
import { checkSignature } from '../../security/ed25519.ts'
import { actOn, type Effects, type Said } from './effects.ts'
import {
  addCases,
  addScans,
  failStops,
  holdVouchers,
  readOpenCases,
  readRunsOf,
  readScansById,
  readStops,
  writeVouchers,
  type HeldVoucher,
  type KnownScan,
  type RunOfRow,
} from './queries.ts'

type Sent = z.output<(typeof sendDeliveries)['body']>

type Judgeable = KnownVoucher & { row: HeldVoucher }

/** Everything that this sending can concern, read after it is held. */
interface Around {
  vouchers: HeldVoucher[]
  runs: Map<string, RunOfRow>
  /** `run voucher`, with how often it was tried. */
  stops: Map<string, number>
  /** `run order` of the same stops, over or not. */
  bags: Set<string>
  keys: Map<number, Buffer>
  known: Map<string, KnownScan>
  open: Set<string>
}

async function around(work: Work, rows: readonly DeliveryRow[]): Promise<Around> {
  const { db, communityId, actor } = work
  const codes = rows.map(({ code }) => code)
  const serials = codes.flatMap((code) => readCode(code.trim())?.claims.serial ?? [])
  const shortCodes = codes.flatMap((code) => readShortCode(code) ?? [])
  const vouchers = await holdVouchers(db, communityId, { serials, shortCodes })
  const runIds = [...new Set(rows.flatMap(({ runId }) => runId ?? []))]
  const runs = await readRunsOf(db, communityId, actor.accountId, runIds)
  const stops = await readStops(db, communityId, runIds)
  const keys = await publicKeys(work)
  const known = await readScansById(
    db,
    communityId,
    rows.map(({ id }) => id),
  )
  const voucherIds = vouchers.map(({ id }) => id)
  return {
    vouchers,
    open: await readOpenCases(db, communityId, actor.accountId, voucherIds),
    runs: new Map(runs.map((run) => [run.id, run])),
    stops: new Map(stops.map((stop) => [`${stop.run_id} ${stop.voucher_id}`, stop.tries])),
    bags: new Set(stops.map((stop) => `${stop.run_id} ${stop.order_id}`)),
    keys: new Map(keys.map(({ keyNumber, publicKey }) => [keyNumber, publicKey])),
    known: new Map(known.map((scan) => [scan.id, scan])),
  }
}

/** A run is the asker's to walk until it is over, or they left their post, which ends it. */
const isWalked = (run: RunOfRow | undefined, at: Date): run is RunOfRow =>
  run !== undefined && (run.ended_at === null || at <= new Date(run.ended_at))

/** No bag was handed over on a run before there was one, whatever the phone's clock says. */
function momentOf({ now }: Work, row: DeliveryRow, sentAt: string, run: RunOfRow | undefined): Date {
  const at = atOurClock(now, sentAt, row.at)
  const began = run === undefined ? at : new Date(run.designated_at)
  return at < began ? began : at
}

/** Whom it may concern that a voucher is delivered already, and by whom. */
const mayKnow = ({ actor }: Work, voucher: HeldVoucher): boolean =>
  coversGrid(actor, CARRIER_ROLES, voucher.grid_code) ||
  carryingPosts(actor).some((post) => topCode(post) === topCode(voucher.grid_code))

function judge(
  work: Work,
  { vouchers, runs, stops, bags, keys }: Around,
  row: DeliveryRow,
  at: Date,
): Judged<Judgeable> {
  const run = row.runId === null ? undefined : runs.get(row.runId)
  const onWay = (voucher: HeldVoucher): boolean => isWalked(run, at) && stops.has(`${run.id} ${voucher.id}`)
  const posts = carryingPosts(work.actor)
  const asKnown = (voucher: HeldVoucher | undefined): Judgeable | undefined =>
    voucher && {
      voucherId: voucher.id,
      serial: voucher.serial,
      shortCode: voucher.short_code,
      cancelled: voucher.cancelled,
      delivered: voucher.state === 'delivered',
      lastDay: voucher.last_day,
      row: voucher,
    }
  const isCarried = (voucher: HeldVoucher): boolean => run !== undefined && bags.has(`${run.id} ${voucher.order_id}`)
  return judgeScan<Judgeable>(
    row.code,
    {
      community: communityTag(work.communityId),
      publicKeyOf: (number) => keys.get(number),
      bySerial: (serial) => asKnown(vouchers.find((voucher) => voucher.serial === serial)),
      // Eight digits can be guessed, so they say something only of bags that one carries, or carried.
      byShortCode: (code) => asKnown(vouchers.find((voucher) => voucher.short_code === code && isCarried(voucher))),
      refused: (serial) => {
        const voucher = vouchers.find((one) => one.serial === serial)
        return voucher?.state === 'revoked' ? 'revoked' : undefined
      },
      isOnWay: ({ row: voucher }) => onWay(voucher),
      areas: run === undefined ? posts : [...posts, run.grid_code],
      today: civilDay(at),
    },
    checkSignature,
  )
}

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
  const tries = voucher === null ? 0 : (all.stops.get(`${row.runId} ${voucher.id}`) ?? 0)
  const carries = run !== undefined || carryingPosts(work.actor).length > 0
  const { verdict, typed } = judged
  const said: Said = { row, mark, at, verdict, typed, run: run ?? null, carries, voucher, tries }
  const outcome = actOn(work, effects, said)
  if (voucher !== null && row.act === 'failed') all.stops.set(`${row.runId} ${voucher.id}`, tries + 1)
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

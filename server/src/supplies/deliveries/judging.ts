import { coversGrid, topCode } from '@gezhong/shared/actor'
import { civilDay } from '@gezhong/shared/civil-day'
import { communityTag, readCode } from '@gezhong/shared/signed-code'
import type { DeliveryRow } from '@gezhong/shared/supplies/deliveries/contract'
import { judgeScan, type Judged, type KnownVoucher } from '@gezhong/shared/supplies/deliveries/judge'
import { carryingPosts } from '@gezhong/shared/supplies/policy'
import { CARRIER_ROLES } from '@gezhong/shared/supplies/runs/contract'
import { readShortCode } from '@gezhong/shared/supplies/vouchers/short-code'
import type { Work } from '../../database/transact.ts'
import { publicKeys } from '../../grid/signing-keys/service.ts'
import { atOurClock } from '../../people/sampling/our-clock.ts'
import { checkSignature } from '../../security/ed25519.ts'
import {
  holdVouchers,
  readOpenCases,
  readRunsOf,
  readScansById,
  readStops,
  type HeldVoucher,
  type KnownScan,
  type RunOfRow,
} from './queries.ts'

type Judgeable = KnownVoucher & { row: HeldVoucher }

/** Everything that this sending can concern, read after it is held. */
export interface Around {
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

export async function around(work: Work, rows: readonly DeliveryRow[]): Promise<Around> {
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
export function momentOf({ now }: Work, row: DeliveryRow, sentAt: string, run: RunOfRow | undefined): Date {
  const at = atOurClock(now, sentAt, row.at)
  const began = run === undefined ? at : new Date(run.designated_at)
  return at < began ? began : at
}

/** Whom it may concern that a voucher is delivered already, and by whom. */
export const mayKnow = ({ actor }: Work, voucher: HeldVoucher): boolean =>
  coversGrid(actor, CARRIER_ROLES, voucher.grid_code) ||
  carryingPosts(actor).some((post) => topCode(post) === topCode(voucher.grid_code))

export function judge(
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

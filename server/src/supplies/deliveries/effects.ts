import type { CaseKind, DeliveryOutcome, DeliveryRow } from '@gezhong/shared/supplies/deliveries/contract'
import type { ScanVerdict } from '@gezhong/shared/supplies/deliveries/verdict'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import type { CaseRow, FailedStop, HeldVoucher, RunOfRow, ScanRow } from './queries.ts'

/** What a sending changes, gathered and written at its end. */
export interface Effects {
  scans: ScanRow[]
  cases: CaseRow[]
  /** `voucher kind` of what the asker did that waits to be looked at: the same again opens nothing. */
  open: Set<string>
  /** As they stand after the last row, by id. */
  vouchers: Map<string, HeldVoucher>
  failed: FailedStop[]
}

/** A row with what the server knows of it. */
export interface Said {
  row: DeliveryRow
  /** What it is known again by. */
  mark: string
  /** By our clock. */
  at: Date
  verdict: ScanVerdict
  typed: boolean
  run: RunOfRow | null
  /** By somebody who carries, or did on this run. */
  carries: boolean
  voucher: HeldVoucher | null
  /** How often this stop was tried before. */
  tries: number
}

/** What somebody has to look at when a bag was handed over all the same. */
const CASE_OF: Partial<Record<ScanVerdict, CaseKind>> = {
  'already-delivered': 'twice',
  cancelled: 'cancelled',
  revoked: 'revoked',
  expired: 'expired',
  'wrong-grid': 'not-on-way',
  'wrong-route': 'not-on-way',
}

function openCase(
  { communityId, now }: Work,
  effects: Effects,
  { row }: Said,
  voucher: HeldVoucher,
  kind: CaseKind,
): void {
  const what = `${voucher.id} ${kind}`
  // What was missing differs each time.
  if (kind !== 'partial' && effects.open.has(what)) return
  effects.open.add(what)
  effects.cases.push({
    communityId,
    id: uuidv7(),
    stallId: voucher.stall_id,
    voucherId: voucher.id,
    householdId: voucher.household_id,
    buildingId: voucher.building_id,
    gridId: voucher.grid_id,
    scanId: row.id,
    kind,
    state: 'open',
    openedAt: now,
    noteSealed: null,
    settledBy: null,
    settledAt: null,
  })
}

function handOver(work: Work, effects: Effects, said: Said, voucher: HeldVoucher): DeliveryOutcome {
  if (said.verdict !== 'deliverable') {
    const kind = CASE_OF[said.verdict]
    if (kind === undefined || !said.carries) return 'noted'
    openCase(work, effects, said, voucher, kind)
    return 'case'
  }
  voucher.state = 'delivered'
  voucher.delivered_at = said.at
  voucher.delivered_by = work.actor.accountId
  voucher.delivered_by_name = work.actor.displayName
  voucher.delivered_scan = said.row.id
  effects.vouchers.set(voucher.id, voucher)
  if (said.row.missing.length > 0) openCase(work, effects, said, voucher, 'partial')
  return 'counted'
}

function fail(work: Work, effects: Effects, said: Said, voucher: HeldVoucher): DeliveryOutcome {
  const { row, run, verdict, at, tries } = said
  if (verdict !== 'deliverable' || run === null || row.why === null) return 'noted'
  effects.failed.push({ runId: run.id, voucherId: voucher.id, why: row.why, at, tries: tries + 1 })
  if (row.why !== 'absent') openCase(work, effects, said, voucher, row.why)
  return 'counted'
}

/** By who handed it over, while their run is not over. */
function undo(work: Work, effects: Effects, { run }: Said, voucher: HeldVoucher): DeliveryOutcome {
  const isOwn = voucher.state === 'delivered' && voucher.delivered_by === work.actor.accountId
  if (!isOwn || run === null || run.ended_at !== null) return 'refused'
  voucher.state = 'live'
  voucher.delivered_at = null
  voucher.delivered_by = null
  voucher.delivered_by_name = null
  voucher.delivered_scan = null
  effects.vouchers.set(voucher.id, voucher)
  return 'counted'
}

const ACTS = { 'handed-over': handOver, failed: fail, undone: undo } as const

/** What comes of a row: its scan is kept in any case. */
export function actOn(work: Work, effects: Effects, said: Said): DeliveryOutcome {
  const { communityId, vault, actor, now } = work
  const { row, mark, voucher, run, carries, verdict, typed, at } = said
  const outcome = voucher === null || row.act === 'turned-away' ? 'noted' : ACTS[row.act](work, effects, said, voucher)
  // What somebody tries who carries nothing is nobody's crossing.
  const told = carries ? voucher : null
  effects.scans.push({
    communityId,
    id: row.id,
    runId: run?.id ?? null,
    gridId: run?.grid_id ?? null,
    voucherId: told?.id ?? null,
    voucherGridId: told?.grid_id ?? null,
    accountId: actor.accountId,
    act: row.act,
    verdict,
    outcome,
    why: row.why,
    typed,
    contentSealed: vault.sealForCommunity(communityId, JSON.stringify(row)),
    contentMark: mark,
    at,
    receivedAt: now,
  })
  return outcome
}

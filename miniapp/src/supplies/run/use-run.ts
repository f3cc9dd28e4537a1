import { useEffect, useMemo, useState } from 'react'
import type { DeliveryRow, FailedWhy, RunSheet, Stop } from '@gezhong/shared/supplies/deliveries/contract'
import type { ScanVerdict } from '@gezhong/shared/supplies/deliveries/verdict'
import type { Way } from '@gezhong/shared/supplies/payments/settle'
import { mayPass } from '../../platform/api.ts'
import { useDidShow } from '../../platform/page-events.ts'
import { randomId } from '../../platform/random-id.ts'
import { useActor } from '../../platform/session.ts'
import { type KeptDelivery, keptDeliveries } from './kept-deliveries.ts'
import { keptPayments, type KeptPayment } from './kept-payments.ts'
import { keptRuns } from './kept-runs.ts'
import { sendDeliveries } from './send-deliveries.ts'
import { sendPayments } from './send-payments.ts'
import { stopsNow } from './stops.ts'
import { takeRun } from './take-run.ts'

/** Where nothing answers it is tried again so often while somebody is on the way. */
const RETRY_MS = 15_000
/** Others deliver too, and orders are cancelled: so often the run is read anew. */
const FRESH_MS = 120_000
/** Opened again after so long it is read at once. */
const OLD_MS = 30_000

export type Missing = DeliveryRow['missing']

/** What is done with a bag. */
export type Deed =
  /** `paid`: how what was owed was paid in this moment; null where it was not. */
  | { act: 'handed-over'; stop: Stop; code: string; missing: Missing; paid: Way | null }
  | { act: 'failed'; stop: Stop; why: FailedWhy }
  | { act: 'undone'; stop: Stop }
  | { act: 'turned-away'; stop: Stop | null; code: string; verdict: ScanVerdict }

/** The contract's longest; what is longer is no code of ours anyway. */
const CODE_LETTERS = 400

function rowOf(id: string, runId: string, deed: Deed): DeliveryRow {
  const base = { id, runId, why: null, missing: [], at: new Date().toISOString() }
  switch (deed.act) {
    case 'handed-over':
      return { ...base, act: deed.act, code: deed.code, verdict: 'deliverable', missing: deed.missing }
    case 'failed':
      return { ...base, act: deed.act, code: deed.stop.shortCode, verdict: 'deliverable', why: deed.why }
    case 'undone':
      return { ...base, act: deed.act, code: deed.stop.shortCode, verdict: 'already-delivered' }
    case 'turned-away':
      return { ...base, act: deed.act, code: deed.code.slice(0, CODE_LETTERS), verdict: deed.verdict }
  }
}

/** What was owed for the bag, taken at its door; below zero it was given back. */
async function keptPaid({ stop, paid }: Deed & { act: 'handed-over' }): Promise<boolean> {
  if (paid === null || stop.owedFen === 0) return true
  const id = await randomId()
  const amounts = { takenFen: Math.max(0, stop.owedFen), changeFen: Math.max(0, -stop.owedFen) }
  const said = { id, orderId: stop.orderId, way: paid, ...amounts, takesBack: null, reason: '' }
  return keptPayments.put({ id, payment: { ...said, at: new Date().toISOString() }, door: stop.door, refusal: null })
}

async function kept(runId: string, deed: Deed): Promise<boolean> {
  const id = await randomId()
  const { stop } = deed
  const row: KeptDelivery = {
    id,
    row: rowOf(id, runId, deed),
    voucherId: stop?.voucherId ?? null,
    door: stop?.door ?? '',
    refusal: null,
  }
  const isPaidKept = deed.act !== 'handed-over' || (await keptPaid(deed))
  return keptDeliveries.put(row) && isPaidKept
}

export interface RunHere {
  sheet: RunSheet | null
  /** By the server's clock, as far as this phone knows it: its own may be days off. */
  now: () => Date
  /** As they stand on this phone. */
  stops: readonly Stop[]
  /** The phone is full: what was done last is only on the screen. */
  full: boolean
  /** What the server could not take as it was, to be read. */
  told: readonly (KeptDelivery | KeptPayment)[]
  /** Resolves once it is on this phone; it is sent afterwards. */
  act: (deeds: readonly Deed[]) => Promise<void>
}

/** A run on this phone. It is read anew now and then, and what was done is sent as soon as there is a network. */
export function useRun(runId: string): RunHere {
  const held = keptRuns.useRows().find(({ id }) => id === runId)
  const sheet = held?.sheet ?? null
  const rows = keptDeliveries.useRows()
  const paid = keptPayments.useRows()
  const byName = useActor()?.displayName ?? ''
  const [full, setFull] = useState(false)
  const isHere = sheet !== null
  useDidShow(() => void sendDeliveries().then(sendPayments))
  useEffect(() => {
    if (!isHere) return undefined
    const read = () =>
      void takeRun(runId).catch((error: unknown) => {
        // Where nothing answers one goes on with what is at hand; what was refused is gone from the phone by now.
        if (!mayPass(error)) void sendDeliveries()
      })
    const readAt = keptRuns.all().find(({ id }) => id === runId)?.sheet.readAt
    if (readAt !== undefined && Date.now() - Date.parse(readAt) > OLD_MS) read()
    const timers = [setInterval(() => void sendDeliveries().then(sendPayments), RETRY_MS), setInterval(read, FRESH_MS)]
    return () => timers.forEach(clearInterval)
  }, [isHere, runId])
  return {
    sheet,
    now: () => new Date(Date.now() + (held?.behindMs ?? 0)),
    stops: useMemo(
      () => (sheet === null ? [] : stopsNow(sheet.stops, rows, paid, byName)),
      [sheet, rows, paid, byName],
    ),
    full,
    told: [...rows, ...paid].filter(({ refusal }) => refusal !== null),
    async act(deeds) {
      const written = await Promise.all(deeds.map((deed) => kept(runId, deed)))
      setFull(written.includes(false))
      void sendDeliveries().then(sendPayments)
    },
  }
}

import { Refusal } from '@gezhong/shared/errors'
import { loadRun, ownRuns } from '@gezhong/shared/supplies/deliveries/contract'
import type { Run } from '@gezhong/shared/supplies/runs/contract'
import { call, mayPass } from '../../platform/api.ts'
import { codeReader } from '../../platform/code-reader.ts'
import { deviceId } from '../../platform/device.ts'
import { outdate } from '../../platform/queries.ts'
import { currentActor, isStillHere } from '../../platform/session.ts'
import { inBrowser } from '../../platform/target.ts'
import { keptRuns } from './kept-runs.ts'
import { alone, sendDeliveries } from './send-deliveries.ts'
import { sendPayments } from './send-payments.ts'

/**
 * Takes a run onto this phone, or reads it anew; what waits is sent first. False when the phone has no room for it. What
 * the server gives this phone no longer goes from it.
 */
export async function takeRun(runId: string, takeOver = false): Promise<boolean> {
  const carrier = currentActor()?.accountId
  const phoneId = await deviceId()
  // It has to be here before there is no network; where it does not come now, the page that scans says so.
  if (inBrowser) codeReader().catch(() => undefined)
  await sendDeliveries()
  await sendPayments()
  return alone(async () => {
    try {
      const sheet = await call(loadRun, { params: { id: runId }, body: { phoneId, takeOver } })
      const behindMs = Date.parse(sheet.readAt) - Date.now()
      return !isStillHere(carrier) || keptRuns.put({ id: runId, sheet, behindMs, refusal: null })
    } catch (error) {
      if (error instanceof Refusal && !mayPass(error)) keptRuns.drop([runId])
      throw error
    } finally {
      outdate(ownRuns)
    }
  })
}

/** Runs on this phone that are not mine to walk any more, or not with it, by what the server has just said. */
export async function dropOthers(runs: readonly Run[]): Promise<void> {
  if (keptRuns.all().length === 0) return
  const phoneId = await deviceId()
  const stay = runs.filter(
    (run) => (run.state === 'designated' || run.state === 'started') && (run.phoneId ?? phoneId) === phoneId,
  )
  const mine = new Set(stay.map(({ id }) => id))
  keptRuns.drop(keptRuns.all().flatMap(({ id }) => (mine.has(id) ? [] : [id])))
}

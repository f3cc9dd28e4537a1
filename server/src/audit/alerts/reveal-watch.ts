import { Refusal } from '@gezhong/shared/errors'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { countReveals, queueReveals, readLastAlerts } from './queries.ts'
import { alert } from './tables.ts'

/*
 * Watches how many phone numbers one person opens. A worker on the phone opens a few dozen in an hour; more than
 * `perHour` tells the command post, and three times as many ends it until somebody there has looked.
 * A list on paper is as long as the village needs it before dawn: it tells the command post, each time, but keeps nobody
 * from dialling or from printing again what the printer swallowed. It gives the printer nothing beyond the own scope.
 */

const AN_HOUR = 60 * 60_000
const STOP_AT = 3

/**
 * Before numbers are shown, or leave in a file. The refusal, if any, is to be returned, not thrown: its alert
 * and its line in the log must stay.
 * A file is never too large by itself, as it has to be mended; what counts against its taker is what comes after it.
 */
export async function watchReveals(
  work: Work,
  perHour: number,
  { subjectId, numbers = 1, onPaper = false }: { subjectId: string; numbers?: number; onPaper?: boolean },
): Promise<Refusal | null> {
  const { db, communityId, now } = work
  const { accountId } = work.actor
  const stopped = await work.elevated(async () => {
    await queueReveals(db, communityId, accountId)
    const anHourAgo = new Date(now.getTime() - AN_HOUR)
    const alerts = await readLastAlerts(db, communityId, accountId, anHourAgo)
    const refusal = new Refusal('too-many-reveals')
    if (alerts.some(({ kind, seen_at: seen }) => kind === 'reveals-stopped' && seen === null)) return refusal
    // Once somebody has looked, counting begins again from there.
    const since = new Date(
      Math.max(anHourAgo.getTime(), ...alerts.map(({ seen_at: seen }) => new Date(seen ?? 0).getTime())),
    )
    const { opened, printed } = await countReveals(db, communityId, accountId, since)
    const all = opened + printed + numbers
    const raise = (kind: (typeof alerts)[number]['kind'], count: number) =>
      db.insert(alert).values({ communityId, id: uuidv7(), kind, accountId, count, raisedAt: now })
    if (opened >= perHour * STOP_AT) {
      await raise('reveals-stopped', opened)
      return refusal
    }
    const told = alerts.some(({ kind, raised_at: at }) => kind === 'many-reveals' && new Date(at) > since)
    if (all > perHour && (onPaper ? numbers > perHour || !told : !told)) await raise('many-reveals', all)
    return null
  })
  if (stopped !== null) work.record({ action: 'access.refused', subjectId, detail: '查看电话太多' })
  return stopped
}

import { listAlerts, seeAlert, type Alert } from '@gezhong/shared/audit/alerts/contract'
import { Refusal } from '@gezhong/shared/errors'
import { route, type Route } from '../../http/serve.ts'
import { findAlert, markSeen, readAlerts, type AlertRow } from './queries.ts'

const present = (row: AlertRow): Alert => ({
  id: row.id,
  kind: row.kind,
  accountId: row.account_id,
  byName: row.by_name ?? '系统',
  count: row.count,
  raisedAt: new Date(row.raised_at).toISOString(),
  seenAt: row.seen_at === null ? null : new Date(row.seen_at).toISOString(),
  seenByName: row.seen_by_name,
})

export const alertRoutes: Route[] = [
  route(listAlerts, async (work, { query }) => {
    const { rows, total } = await readAlerts(work.db, work.communityId, { ...query, open: query.open ?? false })
    return { rows: rows.map(present), total }
  }),
  route(seeAlert, async (work, { params }) => {
    const before = await findAlert(work.db, work.communityId, params.id)
    if (before === undefined) throw new Refusal('not-found')
    if (before.seen_at === null) {
      await markSeen(work.db, work.communityId, params.id, work.actor.accountId, work.now)
      work.record({ action: 'alert.seen', subjectId: before.account_id, detail: before.by_name ?? '' })
    }
    return present((await findAlert(work.db, work.communityId, params.id))!)
  }),
]

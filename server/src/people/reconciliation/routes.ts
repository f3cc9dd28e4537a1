import {
  assignDifferences,
  listDifferences,
  readDifference,
  settleDifferences,
  undoDecision,
} from '@gezhong/shared/people/reconciliation/contract'
import { Refusal } from '@gezhong/shared/errors'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { route, type Route } from '../../http/serve.ts'
import { searchChanges } from '../ledger/history-service.ts'
import { presentReports } from '../reports/present.ts'
import { readSaid } from '../reports/queries.ts'
import { requireSettler } from './assign.ts'
import { settle, undo } from './decide.ts'
import { assignOwner, readDifferenceIds } from './difference-queries.ts'
import { presentDifferences } from './present.ts'
import type { Reread } from './reconcile-roll.ts'

async function presentOne(work: Work, id: string) {
  const [found] = await presentDifferences(work, [id])
  if (found === undefined) throw new Refusal('not-found')
  return found
}

export const differenceRoutes = (reread: Reread): Route[] => [
  route(listDifferences, async (work, { query }) => {
    const gridIds = query.grid === undefined ? null : await readSubtree(work.db, work.communityId, query.grid)
    const { ids, byKind } = await readDifferenceIds(work.db, work.communityId, { ...query, gridIds }, work.now)
    const all = [...byKind.values()].reduce((sum, count) => sum + count, 0)
    return {
      rows: await presentDifferences(work, ids),
      total: query.kind === undefined ? all : (byKind.get(query.kind) ?? 0),
      byKind: Object.fromEntries(byKind),
    }
  }),
  route(readDifference, async (work, { params }) => {
    const difference = await presentOne(work, params.id)
    const household = difference.household?.householdId
    if (household === undefined)
      return { difference, reports: difference.report === null ? [] : [difference.report], changes: [] }
    const said = await readSaid(work.db, work.communityId, difference.rollId, household)
    const { rows } = await searchChanges(work, { subjectId: household, page: 1, size: 20 })
    return { difference, reports: await presentReports(work, said), changes: rows }
  }),
  route(settleDifferences, (work, { body }) => settle(work, body.ids, body, reread)),
  route(undoDecision, async (work, { params }) => {
    await undo(work, params.id, reread)
    return presentOne(work, params.id)
  }),
  route(assignDifferences, async (work, { body }) => {
    await requireSettler(work, body.ids, body.accountId)
    const assigned = await assignOwner(work.db, work.communityId, body.ids, body.accountId)
    if (assigned.length === 0) throw new Refusal('not-found')
    for (const { gridId, rollId } of assigned) work.touch({ gridId, rollId, topic: 'differences' })
    work.record({ action: 'difference.assigned', subjectId: body.accountId, detail: `${assigned.length} 条` })
    return { assigned: assigned.length }
  }),
]

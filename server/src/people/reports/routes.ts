import {
  householdReports,
  householdSaid,
  makeLineReport,
  makeReport,
  myHouseholds as myHouseholdsEndpoint,
  revealReportPhone,
  withdrawReport,
} from '@gezhong/shared/people/reports/contract'
import { checkedRoute, type TextCheck } from '../../grid/identity/checked-text.ts'
import { route, type Route } from '../../http/serve.ts'
import { requireRoll } from '../rolls/service.ts'
import { readLine } from './line-report.ts'
import { myHouseholds } from './my-households.ts'
import { presentReports } from './present.ts'
import { readLastSaid, readSaid } from './queries.ts'
import { revealReportPhones } from './reveal-phone.ts'
import { readPhone, report, requireTarget, withdraw } from './service.ts'

/** As many as a drawer shows. */
const LAST_SAID = 20

export const reportRoutes = (check: TextCheck | null, revealsPerHour: number): Route[] => [
  route(myHouseholdsEndpoint, async (work) => ({ households: await myHouseholds(work) })),
  checkedRoute(
    makeReport,
    check,
    ({ body }) => body.remark,
    async (work, { params, body }) => {
      const { phone, ...said } = body
      const phones = await readPhone(work, phone)
      const intent = body.headcount === 0 ? 'vacant' : 'report'
      return report(work, params.id, { ...said, phones, intent, text: null })
    },
  ),
  checkedRoute(
    makeLineReport,
    check,
    ({ body }) => body.line,
    async (work, { params, body }) =>
      report(work, params.id, await readLine(work, body.id, body.householdId, body.line)),
  ),
  route(withdrawReport, (work, { params }) => withdraw(work, params.id)),
  route(householdSaid, async (work, { params }) => {
    await requireTarget(work, params.id)
    const rows = await readLastSaid(work.db, work.communityId, params.id, LAST_SAID)
    return { reports: await presentReports(work, rows) }
  }),
  route(householdReports, async (work, { params }) => {
    await requireRoll(work, params.id)
    await requireTarget(work, params.householdId)
    const rows = await readSaid(work.db, work.communityId, params.id, params.householdId)
    return { reports: await presentReports(work, rows) }
  }),
  route(revealReportPhone, (work, { params }) => revealReportPhones(work, params.id, revealsPerHour)),
]
